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
from govproj.villages import rules

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
    "escalated": (_l("月督：%(title)s"), "inspections.check", "check_id"),
    "confirm": (_l("确认周查：%(title)s"), "inspections.check", "check_id"),
    "draft": (_l("写监督方案：%(title)s"), "inspections.of_project", "project_id"),
    "submitted": (_l("审批监督方案：%(title)s"), "inspections.of_project", "project_id"),
    "visit": (_l("督查：%(title)s"), "inspections.task", "task_id"),
    "sealed": (_l("暗访：%(title)s"), "inspections.sealed_visit", "sealed_id"),
}
WAITING_FOR = {"weekly_late": _l("联系人"), "monthly_late": _l("村监会"), "escalated": _l("村监会")}
ESCALATION = "monthly.escalation_day"


def todos_of(user) -> Iterator[Todo]:
    """One question, made of the parts that concern this reader: (kind, id, title, due, village)."""
    today, parts = dates.today(), []
    if user.grants.keys() & IN_THE_VILLAGE:
        parts.append(_checks(user, today))
    if user.grants.keys() & WATCHING:
        parts += [_plans(user), _visits(user), _sealed(user)]
    if Role.TOWN_INSPECTOR in user.grants:
        parts.append(_months_left_out(user, today))
    found = rows(union_all(*parts).limit(MOST)) if parts else []
    for kind, number, title, due, _village in _escalated_by(today, found):
        words, endpoint, arg = KINDS[kind]
        waiting = str(WAITING_FOR.get(kind, ""))
        yield Todo(str(words) % {"title": title}, endpoint, {arg: number}, due, waiting)


def _escalated_by(today: date, found: list) -> list:
    """Without the months the town is not told of yet; the day is the village's own rule."""
    villages = {row[4] for row in found if row[0] == "escalated"}
    if not villages:
        return found
    day = rules.in_villages(ESCALATION, villages, today)
    return [row for row in found if row[0] != "escalated" or today >= row[3].replace(day=day[row[4]])]


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
        select(kind.label("kind"), Check.id, Project.name, due.label("due"), Check.village_id)
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
    nothing = cast(null(), Date).label("due")
    wanted = select(kind.label("kind"), Project.id, Project.name, nothing, Project.village_id)
    joined = wanted.outerjoin(SupervisionPlan, SupervisionPlan.project_id == Project.id)
    return joined.where(or_(to_draft, to_approve))


def _visits(user):
    columns = (InspectionTask.id, InspectionTask.title, InspectionTask.due_day, InspectionTask.village_id)
    return select(literal("visit"), *columns).where(
        InspectionTask.inspector_id == user.id,
        InspectionTask.state.in_((TaskState.PLANNED, TaskState.STARTED)),
    )


def _sealed(user):
    """Of the one who is sent; nobody else is reminded of them."""
    columns = (SealedVisit.id, SealedVisit.title, SealedVisit.due_day, SealedVisit.place_id)
    return select(literal("sealed"), *columns).where(
        SealedVisit.inspector_id == user.id,
        SealedVisit.task_id.is_(None),
        SealedVisit.cancelled_on.is_(None),
    )


def _months_left_out(user, today: date):
    """What nobody of the committee has looked at."""
    wanted = select(literal("escalated"), Check.id, Project.name, Check.due_day, Check.village_id)
    return wanted.join(Project, Project.id == Check.project_id).where(
        Check.kind == CheckKind.MONTHLY,
        Check.done_day.is_(None),
        Check.due_day.between(today - LOOK_BACK, today - timedelta(days=1)),
        Check.village_id.in_(_villages(user, Role.TOWN_INSPECTOR)),
    )
