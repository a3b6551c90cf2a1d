"""The rows behind the figures of the board: checks, visits, what they brought up, places."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.money import percent
from govproj.inspections.models import (
    InspectionPoint,
    InspectionTask,
    Problem,
    Report,
    SupervisionPlan,
    SupervisionTheme,
    TaskPoint,
)
from govproj.inspections.queries.tasks import PAGE, readable
from govproj.inspections.states import Mode, Origin, PlanState, ProblemKind, TaskKind, TaskState
from govproj.projects.models import Kind, Project, State
from govproj.rectifications.states import Theme
from govproj.villages import rules
from govproj.villages.models import Village

MOST = 200
DONE = InspectionTask.state == TaskState.DONE
UNANNOUNCED = InspectionTask.kind == TaskKind.UNANNOUNCED


class Asked(NamedTuple):
    """Which visits somebody wants to see."""

    which: str = ""
    theme: int = 0
    origin: Origin | None = None
    point: int = 0
    before: int = 0


def _which(which: str, today: date):
    """One condition for each figure of the board."""
    not_off = InspectionTask.state != TaskState.CANCELLED
    over = and_(not_off, or_(InspectionTask.done_day.is_not(None), InspectionTask.due_day < today))
    return {
        "hand": InspectionTask.state.in_((TaskState.PLANNED, TaskState.STARTED)),
        "announced": and_(DONE, ~UNANNOUNCED),
        "unannounced": and_(DONE, UNANNOUNCED),
        "onsite": and_(DONE, InspectionTask.mode == Mode.ONSITE),
        "online": and_(DONE, InspectionTask.mode == Mode.ONLINE),
        "due": over,
        "on_time": and_(not_off, InspectionTask.done_day <= InspectionTask.due_day),
        "counted": not_off,
    }.get(which)


def tasks_for(user, asked: Asked, today: date) -> Sequence[InspectionTask]:
    """The latest first, one more than a page."""
    wanted = select(InspectionTask).where(readable(user))
    if (condition := _which(asked.which, today)) is not None:  # a figure of the board counts by office
        wanted = wanted.where(condition, InspectionTask.village_id.in_(user.scope))
    if asked.theme:
        wanted = wanted.where(InspectionTask.theme_id == asked.theme)
    if asked.origin is not None:
        wanted = wanted.where(InspectionTask.origin == asked.origin, *_of_known_origin(user))
    if asked.point:
        wanted = wanted.where(InspectionTask.points.any(InspectionPoint.id == asked.point))
    if asked.before:
        wanted = wanted.where(InspectionTask.id < asked.before)
    wanted = wanted.options(
        joinedload(InspectionTask.village),
        joinedload(InspectionTask.inspector),
        selectinload(InspectionTask.points),
    )
    return db.session.scalars(wanted.order_by(InspectionTask.id.desc()).limit(PAGE + 1)).all()


def _of_known_origin(user) -> tuple:
    """See policy.can_read_origin."""
    return () if user.is_inspector else (~UNANNOUNCED,)


def themes_for(user) -> Sequence[SupervisionTheme]:
    """Those any visit of these villages belongs to, and this year's of the towns."""
    towns = select(Village.town_id).where(Village.id.in_(user.scope))
    wanted = select(SupervisionTheme).where(SupervisionTheme.town_id.in_(towns))
    wanted = wanted.order_by(SupervisionTheme.year.desc(), SupervisionTheme.id)
    return db.session.scalars(wanted.limit(MOST)).all()


def _from_visits(village_ids: Collection[int]):
    """What visits brought up; what became a clue is nobody's figure."""
    return (
        Problem.village_id.in_(village_ids),
        Report.task_id.is_not(None),
        Problem.kind != ProblemKind.CLUE,
    )


def problems_for(
    village_ids: Collection[int], kind: ProblemKind | None = None, theme: Theme | None = None, before: int = 0
) -> Sequence[Problem]:
    """The latest first, one more than a page."""
    wanted = select(Problem).join(Problem.report).where(*_from_visits(village_ids))
    for column, value in ((Problem.kind, kind), (Problem.theme, theme)):
        if value is not None:
            wanted = wanted.where(column == value)
    if before:
        wanted = wanted.where(Problem.id < before)
    wanted = wanted.options(
        contains_eager(Problem.report).joinedload(Report.task).joinedload(InspectionTask.village),
        joinedload(Problem.project).load_only(Project.name),
        joinedload(Problem.rectification),
    )
    return db.session.scalars(wanted.order_by(Problem.id.desc()).limit(PAGE + 1)).all()


class SpotChecked(NamedTuple):
    """A project under construction, and the day inspectors from outside were there this month."""

    id: int
    name: str
    village: str
    last: date | None


class SpotChecks(NamedTuple):
    """This month's, against how many projects have to be looked at."""

    projects: list[SpotChecked]
    least: int  # % of them, by the local rule

    @property
    def done(self) -> int:
        return sum(1 for project in self.projects if project.last)

    @property
    def percent(self) -> Decimal | None:
        return percent(self.done, len(self.projects))


def spot_checks(village_ids: Collection[int], today: date) -> SpotChecks:
    """Of every project under construction, those nobody from outside has looked at this month first."""
    month = dates.month_of(today)
    seen = (
        select(InspectionPoint.project_id, func.max(InspectionTask.done_day).label("last"))
        .join(TaskPoint, TaskPoint.point_id == InspectionPoint.id)
        .join(InspectionTask, InspectionTask.id == TaskPoint.task_id)
        .join(Report, Report.task_id == InspectionTask.id)
        .where(InspectionTask.done_day.between(dates.first_day(month), dates.last_day(month)))
        .where(Report.office.in_((Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR)))
        .group_by(InspectionPoint.project_id)
        .subquery()
    )
    wanted = (
        select(Project.id, Project.name, Village.name, seen.c.last)
        .join(Village, Village.id == Project.village_id)
        .outerjoin(seen, seen.c.project_id == Project.id)
        .where(Project.village_id.in_(village_ids))
        .where(Project.state == State.BUILDING, Project.kind == Kind.CONSTRUCTION)
        .order_by(seen.c.last.is_not(None), Village.id, Project.code)
    )
    least = rules.value("monthly.spot_check_pct", min(village_ids)) if village_ids else 0
    return SpotChecks([SpotChecked(*row) for row in db.session.execute(wanted)], least)


def plans_for(village_ids: Collection[int]) -> Sequence[SupervisionPlan]:
    """Of all projects, those that wait for somebody first."""
    wanted = (
        select(SupervisionPlan)
        .join(SupervisionPlan.project)
        .where(Project.village_id.in_(village_ids))
        .options(
            contains_eager(SupervisionPlan.project).joinedload(Project.village).load_only(Village.name),
            selectinload(SupervisionPlan.members),
        )
        .order_by(SupervisionPlan.state == PlanState.APPROVED, Project.village_id, Project.code)
    )
    return db.session.scalars(wanted.limit(MOST)).all()


def points_for(village_ids: Collection[int]) -> Sequence[Row]:
    """(id, name, village, project id, visits, last day) of every place visits went to, the most visited first."""
    visits = func.count()
    wanted = (
        select(
            InspectionPoint.id,
            InspectionPoint.name,
            Village.name.label("village"),
            visits.label("visits"),
            func.max(InspectionTask.done_day).label("last"),
        )
        .join(TaskPoint, TaskPoint.point_id == InspectionPoint.id)
        .join(InspectionTask, InspectionTask.id == TaskPoint.task_id)
        .join(Village, Village.id == InspectionPoint.village_id)
        .where(InspectionTask.village_id.in_(village_ids), DONE)
        .group_by(InspectionPoint.id, InspectionPoint.name, Village.name)
        .order_by(visits.desc(), InspectionPoint.id)
    )
    return db.session.execute(wanted.limit(MOST)).all()
