"""项目、问题、反馈三张清单: three lists from one source, whose numbers point to each other.

A project bears its village and code, a problem the number of its case (ZG-2022-001), a feedback that number and its
turn (ZG-2022-001-1); each list repeats the numbers of the others.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.core.filters import day
from govproj.core.i18n import _
from govproj.projects.models import IN_PROGRESS, Project
from govproj.projects.models import State as ProjectState
from govproj.rectifications.models import Rectification, RectificationAct, RectificationEvidence
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.numbers import of_case
from govproj.rectifications.states import ActKind, Level, State, Theme
from govproj.villages.models import Village

MOST = 5000  # turns in one export; a year of a county


class Problem(NamedTuple):
    """A turn of a case: the first is the problem as found, each further one a rebound."""

    id: int
    year: int
    serial: int
    turn: int
    village: str
    project_id: int | None
    code: str | None
    project: str | None
    title: str
    level: Level
    theme: Theme
    state: State
    last_turn: int
    found_on: date
    opened_on: date
    requirement: str
    responsible: str | None
    unit: str
    due_on: date
    cause: str
    measures: str
    lasting_measures: str
    hand_ins: int
    submitted_on: date | None
    closed_on: date | None
    assessment: str
    looked_back_on: date | None
    lookback_passed: bool | None
    confidential: bool
    evidence: int
    verified: str  # what those who verified saw, with who and when

    @property
    def number(self) -> str:
        return of_case(self.year, self.serial)

    @property
    def feedback_number(self) -> str:
        return f"{self.number}-{self.turn}"

    @property
    def is_feedback(self) -> bool:
        """Whether something has been handed in."""
        return self.hand_ins > 0

    @property
    def look_back(self) -> str:
        if self.lookback_passed is None:
            return ""
        return _("通过") if self.lookback_passed else _("反弹")


class Listed(NamedTuple):
    """A project and the numbers of its problems."""

    id: int
    code: str
    name: str
    village: str
    lead: str | None
    state: ProjectState
    numbers: list[str]
    open: int


class Lists(NamedTuple):
    projects: list[Listed]
    problems: list[Problem]

    @property
    def feedback(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_feedback]

    @property
    def cases(self) -> list[Problem]:
        """Each case once, as it stands now."""
        return [problem for problem in self.problems if problem.turn == problem.last_turn]


def lists(village_ids, year: int) -> Lists:
    """Everything found in a year in these villages; four questions."""
    problems = _problems(village_ids, year)
    numbers, open_ones = defaultdict(list), defaultdict(int)
    for problem in problems:
        if problem.project_id and problem.turn == problem.last_turn:
            numbers[problem.project_id].append(problem.number)
            open_ones[problem.project_id] += problem.closed_on is None
    projects = [
        Listed(*row, numbers.get(row.id, []), open_ones.get(row.id, 0))
        for row in _projects(village_ids, numbers)
    ]
    return Lists(projects, problems)


def _projects(village_ids, with_problems):
    lead = aliased(User)
    wanted = (
        select(
            Project.id,
            Project.code,
            Project.name,
            Village.name.label("village"),
            lead.name.label("lead"),
            Project.state,
        )
        .join(Village, Village.id == Project.village_id)
        .outerjoin(lead, lead.id == Project.lead_id)
        .where(Project.village_id.in_(village_ids))
        .where(or_(Project.state.in_(IN_PROGRESS), Project.id.in_(list(with_problems))))
        .order_by(Village.id, Project.code)
    )
    return db.session.execute(wanted.limit(MOST)).all()


def _problems(village_ids, year: int) -> list[Problem]:
    responsible = aliased(User)
    here = (Rectification.village_id.in_(village_ids), Rectification.year == year)
    papers = (
        select(func.count(RectificationEvidence.id))
        .where(RectificationEvidence.rectification_id == Rectification.id)
        .where(RectificationEvidence.turn_number == Turn.number)
        .scalar_subquery()
    )
    case, turn = Rectification, Turn
    wanted = (
        select(
            *(
                case.id,
                case.year,
                case.serial,
                turn.number,
                Village.name,
                Project.id,
                Project.code,
                Project.name,
            ),
            *(
                case.title,
                case.level,
                case.theme,
                case.state,
                case.turn_number,
                case.found_on,
                turn.opened_on,
            ),
            *(turn.requirement, responsible.name, turn.unit, turn.due_on, turn.cause, turn.measures),
            *(turn.lasting_measures, turn.hand_ins, turn.submitted_on, turn.closed_on, turn.assessment),
            *(turn.looked_back_on, turn.lookback_passed, case.confidential, papers),
        )
        .join(turn, turn.rectification_id == case.id)
        .join(Village, Village.id == case.village_id)
        .outerjoin(Project, Project.id == case.project_id)
        .outerjoin(responsible, responsible.id == turn.responsible_id)
        .where(*here)
        .order_by(case.serial, turn.number)
        .limit(MOST)
    )
    verdicts = _verdicts(here)
    return [
        Problem(*row, _("；").join(verdicts.get((row[0], row[3]), []))) for row in db.session.execute(wanted)
    ]


def _verdicts(here) -> dict[tuple[int, int], list[str]]:
    act = RectificationAct
    wanted = (
        select(act.rectification_id, act.turn_number, act.occurred_on, User.name, act.note)
        .join(Rectification, Rectification.id == act.rectification_id)
        .join(User, User.id == act.by_id)
        .where(act.kind == ActKind.VERIFIED, *here)
        .order_by(act.id)
    )
    found = defaultdict(list)
    for case_id, turn, on, name, words in db.session.execute(wanted):
        found[case_id, turn].append(f"{day(on)} {name}{_('：')}{words.rstrip('。')}")
    return found
