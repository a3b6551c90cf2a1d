"""What projects expect of somebody today: the next move of each, and last month's figures."""

from datetime import timedelta

from sqlalchemy import or_, select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.projects.models import ENDED, IN_PROGRESS, Project
from govproj.projects.queries import WITH_PLACE
from govproj.projects.workflow import WORKFLOW
from govproj.villages import rules

# Moves that wait for nobody: they are made when something happens on the site, or goes wrong.
NOT_WAITED_FOR = {"complete", "suspend", "resume", "step_back", "cancel", "terminate"}
MOST = 50


def todos_of(user) -> list[Todo]:
    """Lines for the workbench; one query however many projects there are."""
    concerned = or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)
    wanted = select(Project).where(concerned, Project.state.not_in(ENDED)).options(WITH_PLACE)
    projects = db.session.scalars(wanted.order_by(Project.id).limit(MOST * 10)).all()
    lines = [
        line for project in projects for line in (*_next_move(user, project), *_last_month(user, project))
    ]
    return lines[:MOST]


def _next_move(user, project):
    waited_for = [move for move in WORKFLOW.open_to(user, project) if move.name not in NOT_WAITED_FOR]
    for move in waited_for[:1]:
        title = _("%(move)s：%(project)s", move=move.label, project=project.name)
        yield Todo(title, "projects.show", {"project_id": project.id}, None)


def _last_month(user, project):
    """The month's figures are typed before the lead writes the notice, by the contact cadre himself."""
    if project.state not in IN_PROGRESS or not project.is_construction or not project.has_as_contact(user):
        return
    month = dates.month_of(dates.today().replace(day=1) - timedelta(days=1))
    started = project.planned_start is None or dates.month_of(project.planned_start) <= month
    if started and (project.latest_month or "") < month:
        due = dates.first_day(dates.next_month(month)).replace(day=rules.DEFAULTS["disclosure.lead_day"])
        title = _("登记%(month)s进度和支付：%(project)s", month=in_words(month), project=project.name)
        yield Todo(title, "projects.month", {"project_id": project.id, "month": month}, due)
