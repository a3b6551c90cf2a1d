"""What was looked at in the six risky links, for a project's dossier."""

from sqlalchemy import select

from govproj.checklists.dossier import Entry, code
from govproj.core import todo
from govproj.risks.models import FollowUp
from govproj.risks.states import Link


def follow_ups(project):
    about, on = code(FollowUp.link), FollowUp.followed_on
    columns = todo.columns(FollowUp.id, name=FollowUp.text, about=about, day=on)
    return select(*columns).where(FollowUp.project_id == project.id)


def follow_up(row) -> Entry:
    return Entry(str(Link(row.about).label), row.day, row.name)
