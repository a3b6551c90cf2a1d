"""Projects × items for those who supervise many: marks in columns, deviations in words, sums by village."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select

from govproj.checklists.catalogue import Power, Stage, power_of
from govproj.checklists.models import (
    ChecklistItem,
    Evidence,
    Exemption,
    Mark,
    ProblemNote,
    Signature,
    SpotCheck,
    StepTick,
    mark_of,
)
from govproj.core import dates
from govproj.core.db import rows
from govproj.core.money import percent
from govproj.engagement.models import Activity
from govproj.engagement.states import ActivityState
from govproj.projects.models import Category, Project, State, state_label
from govproj.projects.queries import PUBLISHED
from govproj.villages.models import Village

PAGE = 20
STAGES = list(Stage)

ASKED = exists().where(ProblemNote.item_id == ChecklistItem.id, ProblemNote.answered_on.is_(None))
SIGNED = exists().where(Signature.item_id == ChecklistItem.id, Signature.withdrawn_at.is_(None))
EXEMPT = exists().where(Exemption.item_id == ChecklistItem.id, Exemption.approved)
BEGUN = or_(
    exists().where(StepTick.item_id == ChecklistItem.id), exists().where(Evidence.item_id == ChecklistItem.id)
)
QUESTION = (
    select(func.min(ProblemNote.text))
    .where(ProblemNote.item_id == ChecklistItem.id, ProblemNote.answered_on.is_(None))
    .scalar_subquery()
)


def _late():
    return and_(ChecklistItem.due_on < dates.today(), ~SIGNED, ~EXEMPT)


class Cell(NamedTuple):
    """One item of one project; `note` says what is wrong, where something is."""

    item_id: int
    code: str
    power: Power
    mark: Mark
    note: str
    due_on: date | None

    @property
    def deviates(self) -> bool:
        return self.mark is Mark.PROBLEM


class Line(NamedTuple):
    """One project with its cells by code."""

    id: int
    name: str
    village: str
    state: State
    category: Category
    cells: dict[str, Cell]

    @property
    def state_label(self):
        return state_label(self.state, self.category)

    @property
    def deviations(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.deviates]


class Matrix(NamedTuple):
    lines: list[Line]
    codes: list[str]  # before, during, after
    stages: dict[str, Stage]
    after: int | None  # key of the next page

    @property
    def bands(self) -> list[tuple[Stage, int]]:
        """The three parts of the head, with how many columns each has."""
        several = Counter(self.stages[code] for code in self.codes)
        return [(stage, several[stage]) for stage in STAGES if several[stage]]

    @property
    def deviating(self) -> list[Line]:
        return [line for line in self.lines if line.deviations]

    @property
    def totals(self) -> dict[Mark, int]:
        """Cells by mark, of what is shown."""
        marks = [cell.mark for line in self.lines for cell in line.cells.values()]
        return {mark: marks.count(mark) for mark in Mark}


def of(user, *, village_id: int | None = None, only_deviating=False, after: int | None = None) -> Matrix:
    """A page of this user's projects in the order they were entered: two questions however many there are."""
    wanted = (
        select(Project.id, Project.name, Village.name, Project.state, Project.category, Project.wants_lead)
        .join(Village, Village.id == Project.village_id)
        .where(PUBLISHED, Project.village_id.in_(user.scope))
    )
    if village_id:
        wanted = wanted.where(Project.village_id == village_id)
    if only_deviating:
        wanted = wanted.where(exists().where(ChecklistItem.project_id == Project.id, or_(ASKED, _late())))
    if after:
        wanted = wanted.where(Project.id > after)
    found = rows(wanted.order_by(Project.id).limit(PAGE + 1))
    shown = found[:PAGE]
    cells = _cells({row[0]: row.wants_lead for row in shown})
    lines = [Line(*row[:5], cells[row[0]]) for row in shown]
    stages = {code: cell.power.stage for line in lines for code, cell in line.cells.items()}
    codes = sorted(stages, key=lambda code: (STAGES.index(stages[code]), code))
    return Matrix(lines, codes, stages, shown[-1][0] if len(found) > PAGE else None)


def _cells(wants_lead: dict[int, bool]) -> dict[int, dict[str, Cell]]:
    wanted = (
        select(
            ChecklistItem.project_id,
            ChecklistItem.id,
            ChecklistItem.code,
            ChecklistItem.local,
            ChecklistItem.due_on,
            *(ASKED, SIGNED, EXEMPT, BEGUN, QUESTION),
        )
        .where(ChecklistItem.project_id.in_(wants_lead))
        .order_by(ChecklistItem.project_id, ChecklistItem.code)
    )
    found: dict[int, dict[str, Cell]] = {project_id: {} for project_id in wants_lead}
    today = dates.today()
    for project_id, item_id, code, local, due_on, asked, signed, exempt, begun, note in rows(wanted):
        power = power_of(code, local)
        mark = mark_of(
            asked=asked,
            late=due_on is not None and due_on < today and not signed and not exempt,
            exempt=exempt,
            signed=signed,
            team_only=power.needs_lead and not wants_lead[project_id],
            begun=begun,
        )
        found[project_id][code] = Cell(item_id, code, power, mark, note or "", due_on)
    return found


class Sums(NamedTuple):
    """What supervision did in one village; `checked` are projects looked at again this month."""

    village_id: int
    name: str
    projects: int
    opinions: int  # 介入意见
    unanswered: int
    spot_checks: int
    found: int  # spot checks that found something
    checked: int
    activities: int

    @property
    def checked_pct(self) -> Decimal | None:
        return percent(self.checked, self.projects, 0)


def by_village(user, village_id: int | None = None) -> list[Sums]:
    """One question for all villages."""
    month = dates.today().replace(day=1)
    running = (
        Project.village_id == Village.id,
        PUBLISHED,
        Project.state.not_in({State.CANCELLED, State.TERMINATED}),
    )
    of_village = (
        select(func.count()).select_from(Project).where(*running),
        _acts(ProblemNote),
        _acts(ProblemNote, ProblemNote.answered_on.is_(None)),
        _acts(SpotCheck),
        _acts(SpotCheck, ~SpotCheck.fine),
        _acts(SpotCheck, SpotCheck.checked_on >= month, counted=ChecklistItem.project_id),
        select(func.count()).where(Activity.village_id == Village.id, Activity.state == ActivityState.HELD),
    )
    counts = (count.correlate(Village).scalar_subquery() for count in of_village)
    wanted = select(Village.id, Village.name, *counts).where(Village.id.in_(user.scope))
    if village_id:
        wanted = wanted.where(Village.id == village_id)
    return [Sums(*row) for row in rows(wanted.order_by(Village.town_id, Village.id))]


def _acts(kind, *conditions, counted=None):
    """How many acts of a kind (or, of `counted`, how many different ones) the village's projects have seen."""
    what = func.count() if counted is None else func.count(counted.distinct())
    return (
        select(what)
        .select_from(kind)
        .join(ChecklistItem, ChecklistItem.id == kind.item_id)
        .join(Project, Project.id == ChecklistItem.project_id)
        .where(Project.village_id == Village.id, *conditions)
    )
