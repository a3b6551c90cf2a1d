"""From which facts the checks follow that fall due: the lives of projects, and what is known already."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, select

from govproj.core.db import db
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind
from govproj.projects.models import Kind, Project, State, StateChange


class Life(NamedTuple):
    """A construction project and the (state, day) of each step of its life."""

    project_id: int
    village_id: int
    steps: list[tuple[State, date]]


def lives(project_id: int | None = None) -> Iterator[Life]:
    """Of projects that have ever been under construction."""
    built = select(StateChange.project_id).where(StateChange.after == State.BUILDING)
    wanted = (
        select(Project.id, Project.village_id, StateChange.after, StateChange.occurred_on)
        .join(StateChange, StateChange.project_id == Project.id)
        .where(Project.kind == Kind.CONSTRUCTION, Project.id.in_(built))
        .order_by(Project.id, StateChange.id)
    )
    if project_id is not None:
        wanted = wanted.where(Project.id == project_id)
    for (found, village_id), steps in groupby(db.session.execute(wanted).all(), lambda row: row[:2]):
        yield Life(found, village_id, [tuple(row[2:]) for row in steps])


def newest_known(project_id: int | None = None) -> dict[tuple[int, CheckKind], tuple[int, int]]:
    """(year, number) of the newest check by project and kind."""
    wanted = select(Check.project_id, Check.kind, func.max(Check.year * 100 + Check.number)).group_by(
        Check.project_id, Check.kind
    )
    if project_id is not None:
        wanted = wanted.where(Check.project_id == project_id)
    return {(found, kind): divmod(newest, 100) for found, kind, newest in db.session.execute(wanted)}


def still_open(today: date, project_id: int | None = None) -> list[Check]:
    """Those nobody has done and whose day is not over."""
    wanted = select(Check).where(Check.done_day.is_(None), Check.due_day >= today)
    if project_id is not None:
        wanted = wanted.where(Check.project_id == project_id)
    return db.session.scalars(wanted).all()
