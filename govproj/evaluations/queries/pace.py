"""When it is time to ask the villagers: each quarter while a project is built, once after its acceptance."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations.models import (
    EvaluationRound,
    Purpose,
    RoundProject,
    State,
)
from govproj.projects.models import Project, StateChange
from govproj.projects.models import State as ProjectState
from govproj.villages import rules

PACE = ("evaluation.min_months", "evaluation.final_days")


class Due(NamedTuple):
    """A project it is time to ask about, and by which day."""

    name: str
    village_id: int
    on: date


def rounds_due(user) -> list[Due]:
    """In the villages this user is secretary of; one query, and one for the rules of each village with candidates."""
    candidates: dict[int, dict] = {}
    for row in _projects_and_rounds(user.grants.get(Role.SECRETARY, frozenset())):
        project = candidates.setdefault(row.village_id, {}).setdefault(row.id, (row, []))
        if row.purpose is not None:
            project[1].append((row.purpose, row.opens_on))
    found = []
    for village_id, projects in candidates.items():
        months, days = rules.values(PACE, village_id).values()
        for row, asked in projects.values():
            if on := _due_on(row, months, days, asked):
                found.append(Due(row.name, village_id, on))
    return found


def _projects_and_rounds(village_ids):
    """Projects that are built or accepted, with the day on which that began, beside each round about them."""
    since = (
        select(func.min(StateChange.occurred_on))
        .where(StateChange.project_id == Project.id, StateChange.after == Project.state)
        .scalar_subquery()
    )
    return db.session.execute(
        select(
            Project.id,
            Project.name,
            Project.village_id,
            Project.state,
            since.label("since"),
            EvaluationRound.purpose,
            EvaluationRound.opens_on,
        )
        .outerjoin(RoundProject, RoundProject.project_id == Project.id)
        .outerjoin(
            EvaluationRound,
            (EvaluationRound.id == RoundProject.round_id) & (EvaluationRound.state != State.VOID),
        )
        .where(
            Project.village_id.in_(village_ids),
            Project.state.in_((ProjectState.BUILDING, ProjectState.ACCEPTED)),
            since.is_not(None),
        )
        .order_by(Project.id)
    ).all()


def _due_on(row, months: int, days: int, asked: list) -> date | None:
    """The last day of the quarter while it is built; the day after which a final round is late."""
    today = dates.today()
    if row.state is ProjectState.ACCEPTED:
        final = any(purpose is Purpose.FINAL for purpose, _day in asked)
        return None if final else row.since + timedelta(days=days)
    first, last = quarter_of(today)
    this_quarter = any(opens_on >= first for purpose, opens_on in asked if purpose is not Purpose.FOLLOW_UP)
    built = (today.year - row.since.year) * 12 + today.month - row.since.month - (today.day < row.since.day)
    return last if built >= months and not this_quarter else None


def quarter_of(day: date) -> tuple[date, date]:
    month = 3 * ((day.month - 1) // 3) + 1
    after = date(day.year + (month == 10), (month + 2) % 12 + 1, 1)
    return date(day.year, month, 1), after - timedelta(days=1)
