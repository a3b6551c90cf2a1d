"""What was looked at in the six risky links, for a project's dossier."""

from sqlalchemy import select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, code
from govproj.core.i18n import _l
from govproj.risks.models import FollowUp
from govproj.risks.states import Link


def register(app) -> None:
    chapter(app, 85, _l("廉政风险跟进"), (_follow_ups, _follow_up))


def _follow_ups(project):
    about, on = code(FollowUp.link), FollowUp.followed_on
    columns = todo.columns(FollowUp.id, name=FollowUp.text, about=about, day=on)
    return select(*columns).where(FollowUp.project_id == project.id)


def _follow_up(row) -> Entry:
    return Entry(str(Link(row.about).label), row.day, row.name)
