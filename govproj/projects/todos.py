"""What projects expect of somebody today: the next move of each, and the figures of months gone by."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, literal, or_, select

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.filters import month as in_words
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.projects.models import (
    ENDED,
    IN_PROGRESS,
    Acceptance,
    Body,
    CentralWorkItem,
    ConcealedSignature,
    ConcealedWork,
    Milestone,
    Project,
    StartNotice,
    State,
    StateChange,
)
from govproj.projects.queries import WITH_PLACE
from govproj.projects.workflow import MADE_BY, next_move
from govproj.villages import rules
from govproj.villages.models import Village

# Made when the work is done, not when somebody has time for it; or by the books, which ask for their own steps.
# Approval follows the decision, which asks for it when it has been taken.
NOT_WAITED_FOR = {"complete", "sign", "settle", "initiate", "initiate_governance"}
MOST = 50
MOST_MONTHS = 6  # older gaps are seen on the page of the months


def register(app) -> None:
    todo.provider(app, todos_of)
    todo.lines(
        app,
        todo.Kind(to_be_seen, a_work_to_see),
        todo.Kind(to_be_accepted, a_milestone),
        todo.Kind(to_be_resumed, a_stop),
        todo.Kind(to_begin, a_beginning),
    )


class Known(NamedTuple):
    """What of a project is on record beside its own columns."""

    begun_on: date | None
    is_announced: bool
    has_met: bool


def _on_record(kind):
    return select(kind.id).where(kind.project_id == Project.id).correlate(Project).exists()


KNOWN = (
    select(func.max(StateChange.occurred_on))
    .where(StateChange.project_id == Project.id, StateChange.after == State.BUILDING)
    .correlate(Project)
    .scalar_subquery(),
    _on_record(StartNotice),
    _on_record(Acceptance),
)


def todos_of(user) -> list[Todo]:
    """Lines for the workbench; one query however many projects there are."""
    concerned = or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)
    wanted = select(Project, *KNOWN).where(concerned, Project.state.not_in(ENDED)).options(WITH_PLACE)
    rows = db.session.execute(wanted.order_by(Project.id).limit(MOST * 10)).all()
    lines = [
        line
        for project, *known in rows
        for line in (*_next_move(user, project, Known(*known)), *_open_months(user, project, Known(*known)))
    ]
    return lines[:MOST]


def _supervised(user) -> list | None:
    """Conditions: the villages in whose supervision committee this user sits, without projects of their own."""
    villages = user.villages_as(Role.SUPERVISOR)
    others = (func.coalesce(column, 0) != user.id for column in (Project.lead_id, Project.contact_id))
    return [Project.village_id.in_(villages), *others] if villages else None


def to_be_seen(user):
    """Concealed work waits for nobody: it is seen before it is covered up."""
    if (supervised := _supervised(user)) is None:
        return None
    signed = ConcealedWork.signatures.any(ConcealedSignature.body == Body.SUPERVISION)
    work = todo.columns(
        ConcealedWork.id,
        of=Project.id,
        name=Project.name,
        about=ConcealedWork.name,
        day=ConcealedWork.finished_on,
    )
    return (
        select(*work)
        .join(Project, Project.id == ConcealedWork.project_id)
        .where(Project.state.in_(IN_PROGRESS), ~signed, *supervised)
    )


def a_work_to_see(row) -> Todo:
    title = _("签认隐蔽工程“%(work)s”：%(project)s", work=row.about, project=row.name)
    return Todo(title, "projects.concealed_work", {"project_id": row.of, "work_id": row.id}, row.day)


def to_be_accepted(user):
    """Milestones that wait for the supervision committee."""
    if (supervised := _supervised(user)) is None:
        return None
    columns = todo.columns(Project.id, name=Project.name, about=Milestone.name, day=Milestone.actual_on)
    return (
        select(*columns)
        .join(Project, Project.id == Milestone.project_id)
        .where(
            Milestone.actual_on.is_not(None),
            Milestone.accepted_on.is_(None),
            Milestone.accepter == Body.SUPERVISION,
            Project.state.not_in(ENDED),
            *supervised,
        )
    )


def a_milestone(row) -> Todo:
    title = _("验收节点“%(milestone)s”：%(project)s", milestone=row.about, project=row.name)
    return Todo(title, "projects.milestones", {"project_id": row.id}, row.day)


def to_begin(user):
    """A village that has neither a list of the year's work nor a project begins with the list."""
    if not (villages := user.villages_as(Role.SECRETARY)):
        return None
    columns = todo.columns(Village.id, name=Village.name, number=literal(dates.today().year))
    begun = (
        select(kind.id).where(kind.village_id == Village.id).exists() for kind in (CentralWorkItem, Project)
    )
    return select(*columns).where(Village.id.in_(villages), *(~some for some in begun)).order_by(Village.id)


def a_beginning(row) -> Todo:
    title = _("登记%(year)s年的中心工作：%(village)s", year=row.number, village=row.name)
    return Todo(title, "projects.work_items", {"village_id": row.id}, None)


def to_be_resumed(user):
    """A stop whose expected last day has come: work goes on, or the villagers are told a new day."""
    if not (villages := user.villages_as(Role.SECRETARY)):
        return None
    columns = todo.columns(Project.id, name=Project.name, day=Project.resume_on)
    stopped = select(*columns).where(Project.state == State.SUSPENDED, Project.village_id.in_(villages))
    return stopped.where(Project.resume_on <= dates.today()).order_by(Project.id)


def a_stop(row) -> Todo:
    title, args = (
        _("到了预计复工的日子：%(project)s", project=row.name),
        {"project_id": row.id, "_anchor": "resume-on"},
    )
    return Todo(title, "projects.show", args, row.day)


def _next_move(user, project, known: Known):
    move = next_move(project)
    if move is None or move.name in NOT_WAITED_FOR:
        return
    if move.name in FIRST and not getattr(known, FIRST[move.name].fact):
        yield from _first(user, project, FIRST[move.name])
        return
    whose = str(MADE_BY.get(move.allowed, ""))
    title = _("%(move)s：%(project)s", move=move.label, project=project.name)
    args = {"project_id": project.id, "_anchor": f"{move.name}-on"}  # opens the form of the move
    if move.allowed(user, project):
        yield Todo(title, "projects.show", args, None)
    elif whose and _follows(user, project):
        yield Todo(title, "projects.show", args, None, whose)


class First(NamedTuple):
    """What the contact cadre does before it is anybody else's turn."""

    fact: str
    label: str
    endpoint: str


FIRST = {
    "make_ready": First("is_announced", _l("登记开工公示"), "projects.start_notice"),
    "accept": First("has_met", _l("登记验收会议"), "projects.acceptance"),
}


def _first(user, project, first: First):
    title = _("%(move)s：%(project)s", move=first.label, project=project.name)
    nobody_looks_after = project.contact_id is None and user.works_in(project.village_id)
    if project.has_as_contact(user) or nobody_looks_after:
        yield Todo(title, first.endpoint, {"project_id": project.id}, None)
    elif _follows(user, project):
        yield Todo(title, "projects.show", {"project_id": project.id}, None, _("联系人"))


def _follows(user, project) -> bool:
    return user.works_in(project.village_id) or project.is_led_by(user)


def _open_months(user, project, known: Known):
    """Each month's figures are typed before the lead writes its notice, by the contact cadre himself."""
    if project.state not in IN_PROGRESS or not project.is_construction or not project.has_as_contact(user):
        return
    for month in _gone_by(project, known.begun_on)[:MOST_MONTHS]:
        due = dates.first_day(dates.next_month(month)).replace(day=rules.DEFAULTS["disclosure.lead_day"])
        title = _("登记%(month)s进度和支付：%(project)s", month=in_words(month), project=project.name)
        yield Todo(title, "projects.month", {"project_id": project.id, "month": month}, due)


def _gone_by(project, begun_on: date | None) -> list[str]:
    """Months since the newest recorded one, or since the start, that are over, oldest first.

    Figures typed while their month still ran are asked for once more.
    """
    last = dates.month_of(dates.today().replace(day=1) - timedelta(days=1))
    if project.latest_month:
        latest = project.latest_month
        first = dates.next_month(latest) if project.figures_are_final else latest
        return dates.months_between(first, last)
    started = begun_on or project.planned_start
    return dates.months_between(dates.month_of(started) if started else last, last)
