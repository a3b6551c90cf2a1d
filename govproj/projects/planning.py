"""What milestones say: the progress planned for a day, days between two points, the shortest of all projects."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import func, select

from govproj.core.db import db
from govproj.core.money import half_up
from govproj.projects.models import Milestone, MilestoneKind, Project, State, StateChange
from govproj.projects.queries import PUBLISHED
from govproj.villages.models import Village

MOST_RECORDS = 50


def planned_percent(milestones, start: date | None, on: date) -> int:
    """Whole %: each weight grows evenly from the milestone before (the start for the first) to its planned day.

    Half up; 0 before the start, 100 from the last planned day on when the weights add up.
    """
    total, before = Decimal(0), start
    for milestone in sorted(milestones, key=lambda milestone: milestone.planned_on):
        if on >= milestone.planned_on:
            total += milestone.weight
        elif before is not None and before < on:
            total += Decimal(milestone.weight * (on - before).days) / (milestone.planned_on - before).days
            break
        else:
            break
        before = max(before, milestone.planned_on) if before else milestone.planned_on
    return int(half_up(total, 0))


class Point(NamedTuple):
    """A day of one project that can be compared with another."""

    key: str
    label: str
    day: date


def points_of(project) -> list[Point]:
    """Steps of its life, the last time each was taken, and milestones reached."""
    states = {step.after: step.occurred_on for step in project.steps}
    points = [Point(f"state.{state.value}", str(state.label), day) for state, day in states.items()]
    reached = [m for m in project.milestones if m.actual_on]
    points += [Point(f"milestone.{m.id}", m.name, m.actual_on) for m in reached]
    return sorted(points, key=lambda point: point.day)


class Span(NamedTuple):
    start: Point
    end: Point

    @property
    def days(self) -> int:
        return (self.end.day - self.start.day).days


def span_of(points: list[Point], start: str, end: str) -> Span | None:
    by_key = {point.key: point for point in points}
    return Span(by_key[start], by_key[end]) if start in by_key and end in by_key else None


class Record(NamedTuple):
    project_id: int
    name: str
    village: str
    began: date
    ended: date

    @property
    def days(self) -> int:
        return (self.ended - self.began).days


def shortest(
    start: str, end: str, *, town_id: int | None = None, village_id: int | None = None
) -> list[Record]:
    """Published projects that have both days, the shortest first; `start` and `end` as in forms.points()."""
    began, ended = _days(start).subquery(), _days(end).subquery()
    wanted = (
        select(Project.id, Project.name, Village.name, began.c.day, ended.c.day)
        .join(Village, Village.id == Project.village_id)
        .join(began, began.c.project_id == Project.id)
        .join(ended, ended.c.project_id == Project.id)
        .where(PUBLISHED, ended.c.day >= began.c.day)
    )
    if village_id:
        wanted = wanted.where(Project.village_id == village_id)
    elif town_id:
        wanted = wanted.where(Village.town_id == town_id)
    length = _length(began.c.day, ended.c.day)
    return [
        Record(*row) for row in db.session.execute(wanted.order_by(length, Project.id).limit(MOST_RECORDS))
    ]


def _days(point: str):
    """(project_id, day) of a state or of a kind of milestone: the last time."""
    table, _dot, code = point.partition(".")
    if table == "state":
        day = func.max(StateChange.occurred_on).label("day")
        return (
            select(StateChange.project_id, day)
            .where(StateChange.after == State(code))
            .group_by(StateChange.project_id)
        )
    day = func.max(Milestone.actual_on).label("day")
    reached = select(Milestone.project_id, day).where(
        Milestone.kind == MilestoneKind(code), Milestone.actual_on.is_not(None)
    )
    return reached.group_by(Milestone.project_id)


def _length(began, ended):
    """Days between two columns, as each database counts them."""
    if db.engine.dialect.name == "sqlite":
        return func.julianday(ended) - func.julianday(began)
    return sa.cast(ended, sa.Date) - sa.cast(began, sa.Date)
