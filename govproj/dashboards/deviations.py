"""What is out of line in somebody's villages: for those who supervise, and for the secretary who answers for it."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select, true

from govproj.accounts.models import Role
from govproj.checklists.models import ChecklistItem, ProblemNote
from govproj.core import dates
from govproj.core.db import prepared, rows
from govproj.noticeboards.queries import rates
from govproj.projects.models import ENDED, IN_PROGRESS, UNPUBLISHED, Project
from govproj.rectifications import queries as rectifications
from govproj.rectifications.models import Rectification, RectificationTurn
from govproj.rectifications.states import State as CaseState
from govproj.villages.models import Village

MOST = 15
COUNTED = 10_000
QUIET = UNPUBLISHED | ENDED
FAR_BEHIND = 10  # points behind the plan that an inspector wants to know of
CONCERNED = {Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR}


class Question(NamedTuple):
    """An unanswered question about an item of a checklist."""

    item_id: int
    code: str
    project: str
    village: str
    text: str
    noted_on: date


class Behind(NamedTuple):
    """A project far behind its plan or past its last day."""

    project_id: int
    name: str
    village: str
    actual_pct: int
    planned_pct: int
    planned_end: date | None

    @property
    def is_past_its_end(self) -> bool:
        return self.planned_end is not None and self.planned_end < dates.today()


class LookedAt(NamedTuple):
    """What the deviations were found among; steps are counted up to a limit."""

    projects: int
    steps: int


class Deviations(NamedTuple):
    """One list a theme; all empty where everything is in line. `looked_at` says among how much."""

    questions: list[Question]
    cases: list[rectifications.Row]
    missing: list[rates.Overdue]
    behind: list[Behind]
    looked_at: LookedAt

    @property
    def number(self) -> int:
        return sum(len(theme) for theme in self[:4])


def deviations_of(user) -> Deviations | None:
    """None for people whom deviations do not concern; four questions to the database otherwise."""
    if not user.grants.keys() & CONCERNED:
        return None
    looked_at, questions = _questions(user.scope)
    return Deviations(
        questions,
        _cases(user),
        rates.overdue_by_village(user.scope),
        [Behind(*row) for row in rows(*_behind(user.scope, dates.today()))],
        looked_at,
    )


def _looked_at(scope):
    """One row: published projects that still run, and the items of their checklists."""
    running = select(Project.id).where(Project.village_id.in_(scope), Project.state.not_in(QUIET))
    steps = select(ChecklistItem.id).where(ChecklistItem.project_id.in_(running)).limit(COUNTED + 1)
    return select(
        select(func.count()).select_from(running.subquery()).scalar_subquery().label("projects"),
        select(func.count()).select_from(steps.subquery()).scalar_subquery().label("steps"),
    ).subquery()


@prepared
def _unanswered(scope):
    asked = (
        select(
            ChecklistItem.id,
            ChecklistItem.code,
            Project.name.label("project"),
            Village.name.label("village"),
            ProblemNote.text,
            ProblemNote.noted_on,
        )
        .join(ChecklistItem, ChecklistItem.id == ProblemNote.item_id)
        .join(Project, Project.id == ChecklistItem.project_id)
        .join(Village, Village.id == Project.village_id)
        .where(Project.village_id.in_(scope), ProblemNote.answered_on.is_(None))
        .order_by(ProblemNote.noted_on)
        .limit(MOST)
    ).subquery()
    among = _looked_at(scope)
    wanted = select(*among.c, *asked.c).select_from(among).outerjoin(asked, true())
    return wanted.order_by(asked.c.noted_on)


def _questions(scope) -> tuple[LookedAt, list[Question]]:
    """Open questions with what they were found among, in one question to the database."""
    found = rows(*_unanswered(scope))
    return LookedAt(*found[0][:2]), [Question(*row[2:]) for row in found if row.id is not None]


def _cases(user) -> list[rectifications.Row]:
    """Open cases that are late or have come back."""
    came_back = Rectification.state == CaseState.REOPENED
    return rectifications.most_urgent(user, or_(came_back, RectificationTurn.due_on < dates.today()))[:MOST]


@prepared
def _behind(scope, today):
    return (
        select(
            Project.id,
            Project.name,
            Village.name,
            Project.actual_pct,
            Project.planned_pct,
            Project.planned_end,
        )
        .join(Village, Village.id == Project.village_id)
        .where(
            Project.village_id.in_(scope),
            Project.state.in_(IN_PROGRESS),
            or_(
                Project.planned_pct - Project.actual_pct >= FAR_BEHIND,
                Project.planned_end < today,
            ),
        )
        .order_by(Project.id)
        .limit(MOST)
    )
