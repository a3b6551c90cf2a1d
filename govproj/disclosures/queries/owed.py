"""What the daily chores start from: the steps of all work, and the months already entered."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select

from govproj.core.db import db
from govproj.disclosures.models import Duty
from govproj.projects.models import Kind, Project, StateChange


class Works(NamedTuple):
    """A project and the steps of its life: (state entered, day)."""

    project_id: int
    village_id: int
    steps: list[tuple]


def works(kind: Kind, project_id: int | None = None) -> Iterator[Works]:
    wanted = (
        select(Project.id, Project.village_id, StateChange.after, StateChange.occurred_on)
        .join(StateChange, StateChange.project_id == Project.id)
        .where(Project.kind == kind)
        .order_by(Project.id, StateChange.id)
    )
    if project_id is not None:
        wanted = wanted.where(Project.id == project_id)
    for (found, village_id), steps in groupby(db.session.execute(wanted).all(), lambda row: row[:2]):
        yield Works(found, village_id, [row[2:] for row in steps])


def known_duties(project_id: int | None = None) -> set[tuple[int, str]]:
    wanted = select(Duty.project_id, Duty.month)
    if project_id is not None:
        wanted = wanted.where(Duty.project_id == project_id)
    return {tuple(row) for row in db.session.execute(wanted)}
