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

    project_id: int
    name: str
    village_id: int
    on: date


def rounds_due(user) -> list[Due]:
    """In the villages this user is secretary of; two questions however many there are."""
    villages = user.villages_as(Role.SECRETARY)
    rows = _with_days(villages) if villages else []
    if not rows:
        return []
    pace, found = rules.of_villages(PACE, villages), []
    for row in rows:
        months, days = (pace[row.village_id][key] for key in PACE)
        if on := _due_on(row, months, days):
            found.append(Due(row.id, row.name, row.village_id, on))
    return found


def _with_days(villages):
    """Projects that are built or accepted: since when, when asked last about the work, whether for the last time."""
    asked = (
        select(RoundProject.project_id)
        .join(EvaluationRound, EvaluationRound.id == RoundProject.round_id)
        .where(RoundProject.project_id == Project.id, EvaluationRound.state != State.VOID)
        .correlate(Project)
    )
    newest = asked.with_only_columns(func.max(EvaluationRound.opens_on)).where(
        EvaluationRound.purpose != Purpose.FOLLOW_UP
    )
    since = func.min(StateChange.occurred_on).label("since")
    columns = (Project.id, Project.name, Project.village_id, Project.state)
    return db.session.execute(
        select(
            *columns,
            since,
            newest.scalar_subquery().label("newest"),
            asked.where(EvaluationRound.purpose == Purpose.FINAL).exists().label("final"),
        )
        .join(StateChange, (StateChange.project_id == Project.id) & (StateChange.after == Project.state))
        .where(
            Project.village_id.in_(villages),
            Project.state.in_((ProjectState.BUILDING, ProjectState.ACCEPTED)),
        )
        .group_by(*columns)
        .order_by(Project.id)
    ).all()


def _due_on(row, months: int, days: int) -> date | None:
    """The last day of the quarter while it is built; the day after which a final round is late."""
    today = dates.today()
    if row.state is ProjectState.ACCEPTED:
        return None if row.final else row.since + timedelta(days=days)
    first, last = quarter_of(today)
    this_quarter = row.newest is not None and row.newest >= first
    built = (today.year - row.since.year) * 12 + today.month - row.since.month - (today.day < row.since.day)
    return last if built >= months and not this_quarter else None


def quarter_of(day: date) -> tuple[date, date]:
    month = 3 * ((day.month - 1) // 3) + 1
    after = date(day.year + (month == 10), (month + 2) % 12 + 1, 1)
    return date(day.year, month, 1), after - timedelta(days=1)
