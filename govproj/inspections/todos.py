"""今天要办: checks to be done, plans to be drawn up or approved, visits to be made."""

from datetime import timedelta

from sqlalchemy import String, and_, case, cast, false, or_, select, type_coerce

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.filters import month as in_words
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.inspections.models import Check, InspectionTask, Report, SealedVisit, SupervisionPlan
from govproj.inspections.states import CheckKind, PlanState, TaskState
from govproj.projects.models import ENDED, Kind, Project, State
from govproj.villages import rules

LOOK_BACK = timedelta(
    days=14
)  # a week that is over for longer can hardly be looked at any more: it stands on the board
REMINDER, ESCALATION = "monthly.reminder_day", "monthly.escalation_day"
OWN, OTHERS, TO_CONFIRM, REMINDED = range(4)  # whose turn a check is
IN_THE_VILLAGE = {Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.PARTY_MEMBER}
WATCHING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR}
PERIOD = type_coerce(Check.kind, String) + "|" + cast(Check.year * 100 + Check.number, String)
BEFORE_THE_START = (State.CONTRACTED, State.READY)


def register(app) -> None:
    todo.lines(
        app,
        todo.Kind(checks, a_check),
        todo.Kind(months_left_out, a_month_left_out),
        todo.Kind(plans, a_plan),
        todo.Kind(visits, a_visit),
        todo.Kind(sealed_visits, a_sealed_visit),
    )


def checks(user):
    """Whoever does them; the lead confirms; the secretary hears of what is overdue."""
    if not user.grants.keys() & IN_THE_VILLAGE:
        return None
    today = dates.today()
    free = Project.contact_id.is_(None) & Check.village_id.in_(user.villages_as(Role.CADRE))
    weekly = and_(Check.kind == CheckKind.WEEKLY, or_(Project.contact_id == user.id, free))
    apart = or_(Project.lead_id.is_(None), Project.lead_id != user.id)
    watched = user.villages_as(Role.SUPERVISOR)
    supervised = Check.village_id.in_(watched)
    monthly = and_(Check.kind == CheckKind.MONTHLY, supervised, apart)
    overdue = and_(Check.village_id.in_(user.villages_as(Role.SECRETARY)), Check.due_day < today)
    undone = and_(Check.done_day.is_(None), or_(weekly, monthly, overdue))
    unconfirmed = and_(
        Check.kind == CheckKind.WEEKLY,
        Project.lead_id == user.id,
        Report.id.is_not(None),
        Report.cosigned_on.is_(None),
    )
    # Said once more for the database, which would else look through the checks of all villages.
    works_in = user.villages_as(Role.CADRE, Role.SECRETARY, Role.SUPERVISOR)
    near = or_(Project.contact_id == user.id, Project.lead_id == user.id, Project.village_id.in_(works_in))
    turn = case(
        (Check.done_day.is_not(None), TO_CONFIRM),
        (and_(monthly, _reminded(watched, today)), REMINDED),
        (or_(weekly, monthly), OWN),
        else_=OTHERS,
    )
    columns = todo.columns(Check.id, name=Project.name, about=PERIOD, day=Check.due_day, number=turn)
    return (
        select(*columns)
        .join(Project, Project.id == Check.project_id)
        .outerjoin(Report, Report.check_id == Check.id)
        .where(near, or_(undone, unconfirmed), or_(Check.due_day >= today - LOOK_BACK, _stays()))
        .order_by(Check.due_day)
    )


def _kind_and_words(row) -> tuple[CheckKind, str]:
    """A week or a month that is over is called by its name: there may be several."""
    kind, _bar, period = row.about.partition("|")
    kind = CheckKind(kind)
    patient = kind is CheckKind.MONTHLY and row.number == OWN  # late, and the day to remind has not come
    if patient or row.day >= dates.today():
        return kind, _("%(kind)s：%(name)s", kind=kind.label, name=row.name)
    if kind is CheckKind.WEEKLY:
        return kind, _("第%(week)s周的周查还没做：%(name)s", week=int(period[4:]), name=row.name)
    month = in_words(f"{period[:4]}-{period[4:]}")
    return kind, _("%(month)s的月督还没做：%(name)s", month=month, name=row.name)


def _reminded(villages, today):
    """A month the committee is reminded of: from the day of the village's rule on, and when the month is over."""
    if not villages:
        return false()
    reminded = Check.village_id.in_(_from_day_on(REMINDER, villages, today))
    over = Check.due_day < today.replace(day=1)
    return and_(Check.kind == CheckKind.MONTHLY, Check.due_day < today, or_(reminded, over))


def _from_day_on(key: str, villages, today) -> list[int]:
    """Of these villages those in which the day of the month that the rule names has come."""
    return [
        village_id for village_id, day in rules.in_villages(key, villages, today).items() if today.day >= day
    ]


def _stays():
    """A month is looked at late rather than never: it stays until it is done or the project is over."""
    return and_(Check.kind == CheckKind.MONTHLY, Check.done_day.is_(None), Project.state.not_in(ENDED))


def a_check(row) -> Todo:
    args, kind, words = {"check_id": row.id}, *_kind_and_words(row)
    if row.number == TO_CONFIRM:
        return Todo(_("确认周查：%(name)s", name=row.name), "inspections.check", args, None)
    if row.number in {OWN, REMINDED}:
        return Todo(words, "inspections.report", args, row.day)
    waiting = _("联系人") if kind is CheckKind.WEEKLY else _("村监会")
    return Todo(words, "inspections.check", args, row.day, waiting)


def months_left_out(user):
    """What the committee has not looked at; the town is told from a day of the month on, by the village's rule."""
    villages, today = user.villages_as(Role.TOWN_INSPECTOR), dates.today()
    if not villages:
        return None
    told = _from_day_on(ESCALATION, villages, today)
    columns = todo.columns(Check.id, name=Project.name, about=PERIOD, day=Check.due_day)
    return (
        select(*columns)
        .join(Project, Project.id == Check.project_id)
        .where(
            _stays(),
            Check.due_day < today,
            Check.village_id.in_(villages),
            or_(Check.village_id.in_(told), Check.due_day < today.replace(day=1)),
        )
        .order_by(Check.due_day)
    )


def a_month_left_out(row) -> Todo:
    _kind, words = _kind_and_words(row)
    return Todo(words, "inspections.check", {"check_id": row.id}, row.day, _("村监会"))


def plans(user):
    """To be drawn up before the start by the committee, to be approved by the town."""
    if not user.grants.keys() & WATCHING:
        return None
    to_draft = and_(
        Project.village_id.in_(user.villages_as(Role.SUPERVISOR)),
        Project.state.in_(BEFORE_THE_START),
        Project.kind == Kind.CONSTRUCTION,
        or_(SupervisionPlan.id.is_(None), SupervisionPlan.state == PlanState.DRAFT),
    )
    to_approve = and_(
        Project.village_id.in_(user.villages_as(Role.TOWN_INSPECTOR)),
        SupervisionPlan.state == PlanState.SUBMITTED,
    )
    stage = case((SupervisionPlan.state == PlanState.SUBMITTED, "submitted"), else_="draft")
    wanted = select(*todo.columns(Project.id, name=Project.name, about=stage))
    joined = wanted.outerjoin(SupervisionPlan, SupervisionPlan.project_id == Project.id)
    return joined.where(or_(to_draft, to_approve))


def a_plan(row) -> Todo:
    words = (
        _("审批监督方案：%(title)s", title=row.name)
        if row.about == "submitted"
        else _("写监督方案：%(title)s", title=row.name)
    )
    return Todo(words, "inspections.of_project", {"project_id": row.id}, None)


def visits(user):
    if not user.grants.keys() & WATCHING:
        return None
    columns = todo.columns(InspectionTask.id, name=InspectionTask.title, day=InspectionTask.due_day)
    return select(*columns).where(
        InspectionTask.inspector_id == user.id,
        InspectionTask.state.in_((TaskState.PLANNED, TaskState.STARTED)),
    )


def a_visit(row) -> Todo:
    return Todo(_("督查：%(title)s", title=row.name), "inspections.task", {"task_id": row.id}, row.day)


def sealed_visits(user):
    """Of the one who is sent; nobody else is reminded of them."""
    if not user.grants.keys() & WATCHING:
        return None
    return select(*todo.columns(SealedVisit.id, name=SealedVisit.title, day=SealedVisit.due_day)).where(
        SealedVisit.inspector_id == user.id,
        SealedVisit.task_id.is_(None),
        SealedVisit.cancelled_on.is_(None),
    )


def a_sealed_visit(row) -> Todo:
    words = _("暗访：%(title)s", title=row.name)
    return Todo(words, "inspections.sealed_visit", {"sealed_id": row.id}, row.day)
