"""The checks that fell due: of one project, of many villages, and how many weeks were left out in a row."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import selectinload

from govproj.core.db import db
from govproj.inspections.models import Check, Report
from govproj.inspections.states import CheckKind


def checks_of(project, first: date, last: date, kind: CheckKind | None = None) -> Sequence[Check]:
    """Checks of a project that are due from `first` to `last`, both included, with what was reported; oldest first."""
    wanted = (
        select(Check)
        .where(Check.project_id == project.id, Check.due_day.between(first, last))
        .options(selectinload(Check.report).selectinload(Report.items))
        .order_by(Check.due_day, Check.id)
    )
    if kind is not None:
        wanted = wanted.where(Check.kind == kind)
    return db.session.scalars(wanted).all()


def checks_due(village_ids: Collection[int], until: date, *, kind: CheckKind | None = None) -> Sequence[Row]:
    """(project_id, village_id, kind, year, number, due_day, done_day) of all that is due by `until`, oldest first."""
    wanted = select(
        Check.project_id,
        Check.village_id,
        Check.kind,
        Check.year,
        Check.number,
        Check.due_day,
        Check.done_day,
    ).where(Check.village_id.in_(village_ids), Check.due_day <= until)
    if kind is not None:
        wanted = wanted.where(Check.kind == kind)
    return db.session.execute(wanted.order_by(Check.due_day, Check.id)).all()


def weeks_missing_in_a_row(village_ids: Collection[int], on: date) -> dict[int, int]:
    """By project: how many weekly checks, counted back from the last one whose day is over, were not done by `on`.

    Projects that owe nothing, or did the last one, are left out.
    """
    wanted = (
        select(Check.project_id, Check.done_day)
        .where(Check.village_id.in_(village_ids), Check.kind == CheckKind.WEEKLY, Check.due_day < on)
        .order_by(Check.project_id, Check.year.desc(), Check.number.desc())
    )
    missing: dict[int, int] = {}
    ended: set[int] = set()
    for project_id, done_day in db.session.execute(wanted):
        if project_id in ended:
            continue
        if done_day is not None and done_day <= on:
            ended.add(project_id)
        else:
            missing[project_id] = missing.get(project_id, 0) + 1
    return missing
