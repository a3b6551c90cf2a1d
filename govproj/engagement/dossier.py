"""What was promised and held around a project, for its dossier."""

from sqlalchemy import select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter
from govproj.core.i18n import _, _l
from govproj.engagement.models import Activity, Agreement
from govproj.engagement.states import ActivityState


def register(app) -> None:
    chapter(app, 80, _l("承诺、教育和活动"), (_agreements, _agreement), (_activities, _activity))


def _agreements(project):
    columns = todo.columns(
        Agreement.id, name=Agreement.title, about=Agreement.witness, day=Agreement.signed_on
    )
    return select(*columns).where(Agreement.project_id == project.id)


def _agreement(row) -> Entry:
    return Entry(row.name, row.day, _("见证人 %(name)s", name=row.about) if row.about else "")


def _activities(project):
    columns = todo.columns(Activity.id, name=Activity.title, day=Activity.held_on, number=Activity.attendance)
    return select(*columns).where(Activity.project_id == project.id, Activity.state == ActivityState.HELD)


def _activity(row) -> Entry:
    return Entry(row.name, row.day, _("%(number)s 人次", number=row.number))
