"""What projects expect of somebody today: the next move of each, and last month's figures."""

from datetime import timedelta

from sqlalchemy import func, or_, select

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.projects.models import (
    ENDED,
    IN_PROGRESS,
    Body,
    ConcealedSignature,
    ConcealedWork,
    Milestone,
    Project,
)
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
    return [*lines[:MOST], *_to_be_seen(user), *_to_be_accepted(user)]


def _supervised(user, project) -> list:
    """Conditions: the villages in whose supervision committee this user sits, without projects of their own."""
    villages = user.grants.get(Role.SUPERVISOR, frozenset()) if user.is_authenticated else frozenset()
    others = (func.coalesce(column, 0) != user.id for column in (project.lead_id, project.contact_id))
    return [project.village_id.in_(villages), *others]


def _to_be_seen(user):
    """Concealed work waits for nobody: it is seen before it is covered up."""
    signed = ConcealedWork.signatures.any(ConcealedSignature.body == Body.SUPERVISION)
    wanted = (
        select(ConcealedWork.id, ConcealedWork.name, ConcealedWork.finished_on, Project.id, Project.name)
        .join(Project, Project.id == ConcealedWork.project_id)
        .where(Project.state.in_(IN_PROGRESS), ~signed, *_supervised(user, Project))
    )
    for work_id, work, finished_on, project_id, project in db.session.execute(wanted.limit(MOST)):
        title = _("签认隐蔽工程“%(work)s”：%(project)s", work=work, project=project)
        args = {"project_id": project_id, "work_id": work_id}
        yield Todo(title, "projects.concealed_work", args, finished_on)


def _to_be_accepted(user):
    wanted = (
        select(Milestone.name, Milestone.actual_on, Project.id, Project.name)
        .join(Project, Project.id == Milestone.project_id)
        .where(
            Milestone.actual_on.is_not(None),
            Milestone.accepted_on.is_(None),
            Milestone.accepter == Body.SUPERVISION,
            Project.state.not_in(ENDED),
            *_supervised(user, Project),
        )
    )
    for milestone, actual_on, project_id, project in db.session.execute(wanted.limit(MOST)):
        title = _("验收节点“%(milestone)s”：%(project)s", milestone=milestone, project=project)
        yield Todo(title, "projects.milestones", {"project_id": project_id}, actual_on)


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
