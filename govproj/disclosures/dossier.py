"""The monthly notices of a project that hung on the board, for its dossier."""

from sqlalchemy import select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter
from govproj.core.filters import month
from govproj.core.i18n import _, _l
from govproj.disclosures.models import Disclosure
from govproj.disclosures.models import State as NoticeState


def register(app) -> None:
    chapter(app, 90, _l("月度公示"), (_notices, _notice))


def _notices(project):
    notice = Disclosure.__table__.c
    columns = todo.columns(notice.id, name=notice.month, day=notice.publicity_from, number=notice.edition)
    public = notice.state.in_((NoticeState.PUBLISHED, NoticeState.CORRECTED, NoticeState.ARCHIVED))
    return select(*columns).where(notice.project_id == project.id, public)


def _notice(row) -> Entry:
    return Entry(
        _("%(month)s 的公示", month=month(row.name)), row.day, _("第 %(number)s 版", number=row.number)
    )
