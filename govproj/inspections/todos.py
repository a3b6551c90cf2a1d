"""今天要办: checks to be done, plans to be drawn up or approved, visits to be made."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Date, and_, case, cast, literal, null, or_, select, union_all

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import rows
from govproj.core.i18n import _l
from govproj.core.todo import Todo
from govproj.inspections.models import Check, InspectionTask, Report, SealedVisit, SupervisionPlan
from govproj.inspections.states import CheckKind, PlanState, TaskState
from govproj.projects.models import Kind, Project, State

LOOK_BACK = timedelta(days=14)  # what is overdue for longer stands on the board
MOST = 200
IN_THE_VILLAGE = {Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.PARTY_MEMBER}
WATCHING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR}
BEFORE_THE_START = (State.CONTRACTED, State.READY)


KINDS = {
    "weekly": (_l("周查：%(title)s"), "inspections.report", "check_id"),
    "monthly": (_l("月督：%(title)s"), "inspections.report", "check_id"),
    "weekly_late": (_l("周查：%(title)s"), "inspections.check", "check_id"),
    "monthly_late": (_l("月督：%(title)s"), "inspections.check", "check_id"),
    "confirm": (_l("确认周查：%(title)s"), "inspections.check", "check_id"),
    "draft": (_l("写监督方案：%(title)s"), "inspections.of_project", "project_id"),
    "submitted": (_l("审批监督方案：%(title)s"), "inspections.of_project", "project_id"),
    "visit": (_l("督查：%(title)s"), "inspections.task", "task_id"),
    "sealed": (_l("暗访：%(title)s"), "inspections.sealed_visit", "sealed_id"),
}
WAITING_FOR = {"weekly_late": _l("联系人"), "monthly_late": _l("村监会")}


def todos_of(user) -> Iterator[Todo]:
    """One question, made of the parts that concern this reader: (kind, id, title, due)."""
    parts = []
    if user.grants.keys() & IN_THE_VILLAGE:
        parts.append(_checks(user, dates.today()))
    if user.grants.keys() & WATCHING:
        parts += [_plans(user), _visits(user), _sealed(user)]
    for kind, number, title, due in rows(union_all(*parts).limit(MOST)) if parts else ():
        words, endpoint, arg = KINDS[kind]
        waiting = str(WAITING_FOR.get(kind, ""))
        yield Todo(str(words) % {"title": title}, endpoint, {arg: number}, due, waiting)


def _villages(user, role: Role) -> tuple[int, ...]:
    return tuple(user.grants.get(role, ()))


def _checks(user, today: date):
    """Whoever does them; the lead confirms; the secretary hears of what is overdue."""
    is_weekly = Check.kind == CheckKind.WEEKLY
    free = Project.contact_id.is_(None) & Check.village_id.in_(_villages(user, Role.CADRE))
    weekly = and_(is_weekly, or_(Project.contact_id == user.id, free))
    apart = or_(Project.lead_id.is_(None), Project.lead_id != user.id)
    supervised = Check.village_id.in_(_villages(user, Role.SUPERVISOR))
    monthly = and_(Check.kind == CheckKind.MONTHLY, supervised, apart)
    overdue = and_(Check.village_id.in_(_villages(user, Role.SECRETARY)), Check.due_day < today)
    undone = and_(Check.done_day.is_(None), or_(weekly, monthly, overdue))
    reported = and_(Report.id.is_not(None), Report.cosigned_on.is_(None))
    unconfirmed = and_(is_weekly, Project.lead_id == user.id, reported)
    kind = case(
        (Check.done_day.is_not(None), "confirm"),
        (weekly, "weekly"),
        (monthly, "monthly"),
        (is_weekly, "weekly_late"),
        else_="monthly_late",
    )
    due = case((Check.done_day.is_(None), Check.due_day))
    return (
        select(kind.label("kind"), Check.id, Project.name, due.label("due"))
        .join(Project, Project.id == Check.project_id)
        .outerjoin(Report, Report.check_id == Check.id)
        .where(Check.due_day >= today - LOOK_BACK, or_(undone, unconfirmed))
    )


def _plans(user):
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
    kind = case((SupervisionPlan.state == PlanState.SUBMITTED, "submitted"), else_="draft")
    wanted = select(kind.label("kind"), Project.id, Project.name, cast(null(), Date).label("due"))
    joined = wanted.outerjoin(SupervisionPlan, SupervisionPlan.project_id == Project.id)
    return joined.where(or_(to_draft, to_approve))


def _visits(user):
    return select(literal("visit"), InspectionTask.id, InspectionTask.title, InspectionTask.due_day).where(
        InspectionTask.inspector_id == user.id,
        InspectionTask.state.in_((TaskState.PLANNED, TaskState.STARTED)),
    )


def _sealed(user):
    """Of the one who is sent; nobody else is reminded of them."""
    return select(literal("sealed"), SealedVisit.id, SealedVisit.title, SealedVisit.due_day).where(
        SealedVisit.inspector_id == user.id,
        SealedVisit.task_id.is_(None),
        SealedVisit.cancelled_on.is_(None),
    )
