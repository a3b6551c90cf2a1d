"""今天要办: checks to be done, plans to be drawn up or approved, visits to be made."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import and_, false, or_, select

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import rows
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.inspections.models import Check, InspectionTask, Report, SupervisionPlan
from govproj.inspections.queries.tasks import sealed_for
from govproj.inspections.states import CheckKind, PlanState, TaskState
from govproj.projects.models import Kind, Project, State

LOOK_BACK = timedelta(days=14)  # what is overdue for longer stands on the board
MOST = 200
BEFORE_THE_START = (State.CONTRACTED, State.READY)


def todos_of(user) -> Iterator[Todo]:
    if not user.is_authenticated:
        return
    today = dates.today()
    yield from _checks(user, today)
    yield from _to_confirm(user)
    if user.scope:
        yield from _plans(user)
        yield from _visits(user)
    if user.is_inspector:
        yield from _sealed(user)


def _villages(user, role: Role) -> tuple[int, ...]:
    return tuple(user.grants.get(role, ()))


def _checks(user, today: date) -> Iterator[Todo]:
    """Whoever does them; the secretary hears of what is overdue, the town of a month that nobody has looked at."""
    cadre, apart = _villages(user, Role.CADRE), or_(Project.lead_id.is_(None), Project.lead_id != user.id)
    weekly = and_(
        Check.kind == CheckKind.WEEKLY,
        or_(Project.contact_id == user.id, Project.contact_id.is_(None) & Check.village_id.in_(cadre)),
    )
    supervised = Check.village_id.in_(_villages(user, Role.SUPERVISOR))
    monthly = and_(Check.kind == CheckKind.MONTHLY, supervised, apart)
    led = and_(Check.village_id.in_(_villages(user, Role.SECRETARY)), Check.due_day < today)
    wanted = (
        select(Check.id, Check.kind, Check.due_day, Project.name, weekly.label("mine"), monthly.label("ours"))
        .join(Project, Project.id == Check.project_id)
        .where(Check.done_day.is_(None), Check.due_day >= today - LOOK_BACK, or_(weekly, monthly, led))
        .order_by(Check.due_day)
        .limit(MOST)
    )
    for row in rows(wanted):
        words = _("%(kind)s：%(name)s", kind=row.kind.label, name=row.name)
        if row.mine or row.ours:
            yield Todo(words, "inspections.report", {"check_id": row.id}, row.due_day)
        else:
            waiting = _("联系人") if row.kind is CheckKind.WEEKLY else _("村监会")
            yield Todo(words, "inspections.check", {"check_id": row.id}, row.due_day, waiting)


def _to_confirm(user) -> Iterator[Todo]:
    """What the contact cadre has written and the lead has not confirmed yet."""
    wanted = (
        select(Check.id, Project.name)
        .join(Report, Report.check_id == Check.id)
        .join(Project, Project.id == Check.project_id)
        .where(Project.lead_id == user.id, Check.kind == CheckKind.WEEKLY, Report.cosigned_on.is_(None))
        .where(Check.done_day >= dates.today() - LOOK_BACK)
        .limit(MOST)
    )
    for row in rows(wanted):
        words = _("确认周查：%(name)s", name=row.name)
        yield Todo(words, "inspections.check", {"check_id": row.id}, None)


def _plans(user) -> Iterator[Todo]:
    """To be drawn up before the start by the committee, to be approved by the town."""
    to_draft = and_(
        Project.village_id.in_(_villages(user, Role.SUPERVISOR)),
        Project.state.in_(BEFORE_THE_START),
        Project.kind == Kind.CONSTRUCTION,
        or_(SupervisionPlan.id.is_(None), SupervisionPlan.state == PlanState.DRAFT),
    )
    to_approve = and_(
        Project.village_id.in_(_villages(user, Role.TOWN_INSPECTOR)),
        SupervisionPlan.state == PlanState.SUBMITTED,
    )
    wanted = (
        select(Project.id, Project.name, SupervisionPlan.state)
        .outerjoin(SupervisionPlan, SupervisionPlan.project_id == Project.id)
        .where(or_(to_draft, to_approve, false()))
        .limit(MOST)
    )
    for row in rows(wanted):
        submitted = row.state is PlanState.SUBMITTED
        words = (
            _("审批监督方案：%(name)s", name=row.name)
            if submitted
            else _("写监督方案：%(name)s", name=row.name)
        )
        yield Todo(words, "inspections.of_project", {"project_id": row.id}, None)


def _visits(user) -> Iterator[Todo]:
    wanted = select(InspectionTask.id, InspectionTask.title, InspectionTask.due_day).where(
        InspectionTask.inspector_id == user.id,
        InspectionTask.state.in_((TaskState.PLANNED, TaskState.STARTED)),
    )
    for row in rows(wanted.limit(MOST)):
        words = _("督查：%(title)s", title=row.title)
        yield Todo(words, "inspections.task", {"task_id": row.id}, row.due_day)


def _sealed(user) -> Iterator[Todo]:
    for visit in sealed_for(user):
        if visit.inspector_id == user.id:
            words = _("暗访：%(title)s", title=visit.title)
            yield Todo(words, "inspections.sealed_visit", {"sealed_id": visit.id}, visit.due_day)
