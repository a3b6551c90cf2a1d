"""What projects expect of somebody today: the next move of each, and the figures of months gone by."""

from datetime import timedelta

from sqlalchemy import or_, select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.projects import policy
from govproj.projects.models import ENDED, IN_PROGRESS, Project
from govproj.projects.queries import WITH_PLACE
from govproj.projects.workflow import WORKFLOW
from govproj.villages import rules

# Moves that wait for nobody: they are made when something happens on the site, or goes wrong.
NOT_WAITED_FOR = {"complete", "suspend", "resume", "step_back", "cancel", "terminate"}
# Whom a move waits for, in words.
WHOSE = {
    policy.can_propose: _l("村党组织书记"),
    policy.can_carry_on: _l("村干部"),
    policy.can_approve: _l("镇业务干部"),
    policy.can_confirm: _l("村监会"),
    policy.can_build: _l("领办人或联系人"),
}
MOST = 50
MOST_MONTHS = 6  # older gaps are seen on the page of the months


def todos_of(user) -> list[Todo]:
    """Lines for the workbench; one query however many projects there are."""
    concerned = or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)
    wanted = select(Project).where(concerned, Project.state.not_in(ENDED)).options(WITH_PLACE)
    projects = db.session.scalars(wanted.order_by(Project.id).limit(MOST * 10)).all()
    lines = [
        line for project in projects for line in (*_next_move(user, project), *_open_months(user, project))
    ]
    return lines[:MOST]


def turn_of(project) -> tuple:
    """(the move forward a project waits for, whose turn it is in words); None and nothing where work just goes on."""
    for move in WORKFLOW.moves.values():
        if move.name not in NOT_WAITED_FOR and move.starts_from(project.state, project):
            return move, str(WHOSE.get(move.allowed, ""))
    return None, ""


def _next_move(user, project):
    move, whose = turn_of(project)
    if move is None:
        return
    title = _("%(move)s：%(project)s", move=move.label, project=project.name)
    args = {"project_id": project.id, "_anchor": f"{move.name}-on"}  # opens the form of the move
    if move.allowed(user, project):
        yield Todo(title, "projects.show", args, None)
    elif whose and (user.works_in(project.village_id) or project.is_led_by(user)):
        yield Todo(title, "projects.show", args, None, whose)


def _open_months(user, project):
    """Each month's figures are typed before the lead writes its notice, by the contact cadre himself."""
    if project.state not in IN_PROGRESS or not project.is_construction or not project.has_as_contact(user):
        return
    for month in _gone_by(project)[:MOST_MONTHS]:
        due = dates.first_day(dates.next_month(month)).replace(day=rules.DEFAULTS["disclosure.lead_day"])
        title = _("登记%(month)s进度和支付：%(project)s", month=in_words(month), project=project.name)
        yield Todo(title, "projects.month", {"project_id": project.id, "month": month}, due)


def _gone_by(project) -> list[str]:
    """Months since the newest recorded one, or since the start, that are over, oldest first."""
    last = dates.month_of(dates.today().replace(day=1) - timedelta(days=1))
    if project.latest_month:
        return dates.months_between(dates.next_month(project.latest_month), last)
    started = project.planned_start and dates.month_of(project.planned_start)
    return dates.months_between(started or last, last)
