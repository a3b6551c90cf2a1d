"""The boards: how many checks were kept, by village and theme, with the numbers behind every rate."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, case, distinct, func, or_, select

from govproj.core.db import db
from govproj.core.money import percent
from govproj.inspections.calendar import NOTHING_DUE, Coverage, Week
from govproj.inspections.models import (
    Check,
    InspectionTask,
    Problem,
    Report,
    SupervisionPlan,
    SupervisionTheme,
    TaskPoint,
)
from govproj.inspections.states import CheckKind, Mode, Origin, PlanState, ProblemKind, TaskKind, TaskState
from govproj.projects.models import IN_PROGRESS, Project
from govproj.rectifications.states import Theme
from govproj.villages.models import Village

WEEKS = 26  # of the heat calendar
MOST_ROWS = 30  # of it: the worst ones
NONE = "none"


class VillageRow(NamedTuple):
    id: int
    name: str
    weekly: Coverage
    monthly: Coverage


class ThemeRow(NamedTuple):
    id: int
    name: str
    units: str
    coverage: Coverage


class Share(NamedTuple):
    origin: Origin
    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        return percent(self.part, self.whole)

    @property
    def exact(self) -> Decimal | None:
        """With two places, where one share is looked at by itself."""
        return percent(self.part, self.whole, places=2)


class Totals(NamedTuple):
    """What was done, each counted for itself: a place visited twice is one point."""

    planned_projects: int  # with an approved plan
    announced: int
    unannounced: int
    onsite: int
    online: int
    points: int
    suggestions: int
    findings: int
    themes: dict[Theme, int]  # of what visits brought up, the most first


def _standings(model, today: date):
    """Three sums over rows that have a due and a done day."""
    kept = model.done_day <= model.due_day
    late = model.done_day > model.due_day
    missing = and_(model.done_day.is_(None), model.due_day < today)
    return [func.coalesce(func.sum(case((which, 1), else_=0)), 0) for which in (kept, late, missing)]


def by_village(village_ids: Collection[int], today: date) -> list[VillageRow]:
    """Of projects in progress: what is finished is history. The worst village first."""
    counted = db.session.execute(
        select(Check.village_id, Check.kind, *_standings(Check, today))
        .join(Project, Project.id == Check.project_id)
        .where(Check.village_id.in_(village_ids), Project.state.in_(IN_PROGRESS))
        .group_by(Check.village_id, Check.kind)
    )
    found = {(village_id, kind): Coverage(*sums) for village_id, kind, *sums in counted}
    names = select(Village.id, Village.name).where(Village.id.in_(village_ids)).order_by(Village.id)
    rows = [
        VillageRow(id, name, *(found.get((id, kind), NOTHING_DUE) for kind in CheckKind))
        for id, name in db.session.execute(names)
    ]
    return sorted(rows, key=lambda row: (row.weekly.percent is None, row.weekly.percent or 0, row.id))


def of_projects(village_id: int, today: date) -> dict[int, Coverage]:
    """Weekly checks of a village's projects, finished ones included."""
    counted = db.session.execute(
        select(Check.project_id, *_standings(Check, today))
        .where(Check.village_id == village_id, Check.kind == CheckKind.WEEKLY)
        .group_by(Check.project_id)
    )
    return {project_id: Coverage(*sums) for project_id, *sums in counted}


def of_project(project_id: int, today: date) -> dict[CheckKind, Coverage]:
    wanted = select(Check.kind, *_standings(Check, today)).where(Check.project_id == project_id)
    found = {kind: Coverage(*sums) for kind, *sums in db.session.execute(wanted.group_by(Check.kind))}
    return {kind: found.get(kind, NOTHING_DUE) for kind in CheckKind}


def by_theme(village_ids: Collection[int], today: date) -> list[ThemeRow]:
    """Ordered visits by campaign; those without one are not here."""
    over = or_(InspectionTask.done_day.is_not(None), InspectionTask.due_day < today)
    counted = db.session.execute(
        select(
            SupervisionTheme.id,
            SupervisionTheme.name,
            SupervisionTheme.responsible_unit,
            SupervisionTheme.supervising_unit,
            *_standings(InspectionTask, today),
        )
        .join(InspectionTask, InspectionTask.theme_id == SupervisionTheme.id)
        .where(InspectionTask.village_id.in_(village_ids), InspectionTask.state != TaskState.CANCELLED, over)
        .group_by(SupervisionTheme.id)
        .order_by(SupervisionTheme.id)
    )
    return [
        ThemeRow(id, name, f"{one} / {other}", Coverage(*sums)) for id, name, one, other, *sums in counted
    ]


def origins(village_ids: Collection[int], *, unannounced: bool) -> list[Share]:
    """What brought visits about; the origin of those not announced is for inspectors (see can_read_origin)."""
    wanted = [InspectionTask.village_id.in_(village_ids), InspectionTask.state != TaskState.CANCELLED]
    if not unannounced:
        wanted.append(InspectionTask.kind != TaskKind.UNANNOUNCED)
    counted = dict(
        map(
            tuple,
            db.session.execute(
                select(InspectionTask.origin, func.count()).where(*wanted).group_by(InspectionTask.origin)
            ),
        )
    )
    whole = sum(counted.values())
    return [Share(origin, counted[origin], whole) for origin in Origin if counted.get(origin)]


def totals(village_ids: Collection[int]) -> Totals:
    done = and_(InspectionTask.village_id.in_(village_ids), InspectionTask.state == TaskState.DONE)
    kinds: Counter = Counter()
    modes: Counter = Counter()
    rows = select(InspectionTask.kind, InspectionTask.mode, func.count()).where(done)
    for kind, mode, number in db.session.execute(rows.group_by(InspectionTask.kind, InspectionTask.mode)):
        kinds[kind] += number
        modes[mode] += number
    points = select(func.count(distinct(TaskPoint.point_id))).join(
        InspectionTask, InspectionTask.id == TaskPoint.task_id
    )
    plans = (
        select(func.count())
        .select_from(SupervisionPlan)
        .join(Project, Project.id == SupervisionPlan.project_id)
        .where(Project.village_id.in_(village_ids), SupervisionPlan.state == PlanState.APPROVED)
    )
    counted = select(points.where(done).scalar_subquery(), plans.scalar_subquery())
    places, planned = db.session.execute(counted).one()
    raised, themes = problems(village_ids)
    return Totals(
        planned,
        kinds.total() - kinds[TaskKind.UNANNOUNCED],
        kinds[TaskKind.UNANNOUNCED],
        modes[Mode.ONSITE],
        modes[Mode.ONLINE],
        places,
        raised[ProblemKind.SUGGESTION],
        raised[ProblemKind.FINDING],
        dict(sorted(themes.items(), key=lambda pair: (-pair[1], list(Theme).index(pair[0])))),
    )


def problems(village_ids: Collection[int]) -> tuple[Counter, Counter]:
    """What visits brought up, by kind and by theme; what became a clue is nobody's figure."""
    wanted = (
        select(Problem.kind, Problem.theme, func.count())
        .join(Report, Report.id == Problem.report_id)
        .where(Problem.village_id.in_(village_ids), Report.task_id.is_not(None))
        .where(Problem.kind != ProblemKind.CLUE)
        .group_by(Problem.kind, Problem.theme)
    )
    kinds, themes = Counter(), Counter()
    for kind, theme, number in db.session.execute(wanted):
        kinds[kind] += number
        themes[theme] += number
    return kinds, themes


# ---- heat calendars ----


def weeks_until(today: date, number: int = WEEKS) -> list[Week]:
    """The week of `today` last."""
    monday = Week.of(today).monday
    return [Week.of(monday - timedelta(weeks=back)) for back in reversed(range(number))]


def heat_of_projects(project_ids: Collection[int], weeks: list[Week], today: date) -> dict[int, list[str]]:
    """A mark a week: on_time, late, missing, none."""
    return _heat(Check.project_id, project_ids, weeks, today)


def heat_of_villages(village_ids: Collection[int], weeks: list[Week], today: date) -> dict[int, list[str]]:
    """The worst mark of a week: one check left out makes it a week left out."""
    return _heat(Check.village_id, village_ids, weeks, today)


def _heat(column, ids: Collection[int], weeks: list[Week], today: date) -> dict[int, list[str]]:
    first = weeks[0]
    counted = db.session.execute(
        select(column, Check.year, Check.number, *_standings(Check, today))
        .where(column.in_(ids), Check.kind == CheckKind.WEEKLY)
        .where(or_(Check.year > first.year, and_(Check.year == first.year, Check.number >= first.number)))
        .group_by(column, Check.year, Check.number)
    )
    marks: dict[int, dict[Week, str]] = defaultdict(dict)
    for thing, year, number, on_time, late, missing in counted:
        mark = "missing" if missing else "late" if late else "on_time" if on_time else NONE
        marks[thing][Week(year, number)] = mark
    return {thing: [marks[thing].get(week, NONE) for week in weeks] for thing in ids}


def projects_with_checks(village_id: int, limit: int = 40) -> list:
    """(id, code, name) of a village's projects that ever owed a check; those in progress first."""
    owing = select(Check.project_id).where(Check.village_id == village_id)
    wanted = select(Project.id, Project.code, Project.name).where(Project.id.in_(owing))
    wanted = wanted.order_by(Project.state.not_in(IN_PROGRESS), Project.code).limit(limit)
    return db.session.execute(wanted).all()
