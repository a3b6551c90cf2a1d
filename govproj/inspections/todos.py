"""今天要办: checks to be done, plans to be drawn up or approved, visits to be made."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Date, and_, case, cast, literal, null, or_, select, union_all

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import rows
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.inspections.models import Check, InspectionTask, Report, SealedVisit, SupervisionPlan
from govproj.inspections.states import CheckKind, PlanState, TaskState
from govproj.projects.models import Kind, Project, State

LOOK_BACK = timedelta(days=14)  # what is overdue for longer stands on the board
MOST = 200
IN_THE_VILLAGE = {Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.PARTY_MEMBER}
WATCHING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR}
BEFORE_THE_START = (State.CONTRACTED, State.READY)


def todos_of(user) -> Iterator[Todo]:
    """At most two questions: of those who work on projects, and of those who watch them."""
    if user.grants.keys() & IN_THE_VILLAGE:
        yield from _checks(user, dates.today())
    if user.grants.keys() & WATCHING:
        yield from _ordered(user)


def _villages(user, role: Role) -> tuple[int, ...]:
    return tuple(user.grants.get(role, ()))


def _checks(user, today: date) -> Iterator[Todo]:
    """Whoever does them; the lead confirms; the secretary hears of what is overdue."""
    free = Project.contact_id.is_(None) & Check.village_id.in_(_villages(user, Role.CADRE))
    weekly = and_(Check.kind == CheckKind.WEEKLY, or_(Project.contact_id == user.id, free))
    apart = or_(Project.lead_id.is_(None), Project.lead_id != user.id)
    supervised = Check.village_id.in_(_villages(user, Role.SUPERVISOR))
    monthly = and_(Check.kind == CheckKind.MONTHLY, supervised, apart)
    overdue = and_(Check.village_id.in_(_villages(user, Role.SECRETARY)), Check.due_day < today)
    undone = and_(Check.done_day.is_(None), or_(weekly, monthly, overdue))
    unconfirmed = and_(
        Check.kind == CheckKind.WEEKLY,
        Project.lead_id == user.id,
        Report.id.is_not(None),
        Report.cosigned_on.is_(None),
    )
    own = or_(weekly, monthly).label("own")
    wanted = (
        select(Check.id, Check.kind, Check.due_day, Check.done_day, Project.name, own)
        .join(Project, Project.id == Check.project_id)
        .outerjoin(Report, Report.check_id == Check.id)
        .where(Check.due_day >= today - LOOK_BACK, or_(undone, unconfirmed))
        .order_by(Check.due_day)
        .limit(MOST)
    )
    yield from (_about(row) for row in rows(wanted))


def _about(row) -> Todo:
    args = {"check_id": row.id}
    if row.done_day is not None:
        return Todo(_("确认周查：%(name)s", name=row.name), "inspections.check", args, None)
    words = _("%(kind)s：%(name)s", kind=row.kind.label, name=row.name)
    if row.own:
        return Todo(words, "inspections.report", args, row.due_day)
    waiting = _("联系人") if row.kind is CheckKind.WEEKLY else _("村监会")
    return Todo(words, "inspections.check", args, row.due_day, waiting)


def _ordered(user) -> Iterator[Todo]:
    """Plans to be drawn up or approved, visits to be made, those among them that are not announced."""
    all_of_them = union_all(_plans(user), _visits(user), _sealed(user)).limit(MOST)
    for kind, number, title, due in rows(all_of_them):
        words, endpoint, arg = KINDS[kind]
        yield Todo(str(words) % {"title": title}, endpoint, {arg: number}, due)


KINDS = {
    "draft": (_l("写监督方案：%(title)s"), "inspections.of_project", "project_id"),
    "submitted": (_l("审批监督方案：%(title)s"), "inspections.of_project", "project_id"),
    "visit": (_l("督查：%(title)s"), "inspections.task", "task_id"),
    "sealed": (_l("暗访：%(title)s"), "inspections.sealed_visit", "sealed_id"),
}


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
