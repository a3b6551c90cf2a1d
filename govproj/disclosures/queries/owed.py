"""Reading what is owed: calendars, rates and overdue months of villages, and what the tick starts from."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Row, case, func, select, true
from sqlalchemy.orm import contains_eager, selectinload

from govproj.core import dates
from govproj.core.db import db, prepared, rows
from govproj.disclosures import duties
from govproj.disclosures.models import CombinedSheet, Disclosure, Duty, State
from govproj.projects.models import Kind, Project, StateChange
from govproj.villages.models import Village


class Cell(NamedTuple):
    """One project in one month of the village's calendar; `notice_id` names the valid published version."""

    duty: Duty
    notice_id: int | None


class Calendar(NamedTuple):
    months: list[str]
    rows: list[tuple[Project, dict[str, Cell]]]
    on_time: duties.OnTime


def calendar(village_id: int, year: int) -> Calendar:
    """All duties of the months of one year, project by project."""
    shown = select(Disclosure.project_id, Disclosure.month, Disclosure.id).where(
        Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED})
    )
    notice = shown.subquery()
    rows = db.session.execute(
        select(Duty, notice.c.id)
        .join(Duty.project)
        .outerjoin(notice, (notice.c.project_id == Duty.project_id) & (notice.c.month == Duty.month))
        .where(Project.village_id == village_id, Duty.month.like(f"{year}-%"))
        .options(contains_eager(Duty.project))
        .order_by(Project.code, Duty.month)
    ).all()
    lines = [
        (project, {duty.month: Cell(duty, notice_id) for duty, notice_id in found})
        for project, found in groupby(rows, lambda row: row[0].project)
    ]
    months = sorted({duty.month for duty, _ in rows})
    return Calendar(months, lines, _kept([duty for duty, _ in rows]))


def _kept(owed) -> duties.OnTime:
    standings = [duty.standing for duty in owed]
    return duties.OnTime(
        *(
            standings.count(s)
            for s in (duties.Standing.ON_TIME, duties.Standing.LATE, duties.Standing.MISSING)
        )
    )


def years_with_duties(village_id: int) -> list[int]:
    """Newest first."""
    wanted = select(Duty.month).join(Duty.project).where(Project.village_id == village_id).distinct()
    return sorted({int(month[:4]) for month in db.session.scalars(wanted)}, reverse=True)


@prepared
def _overdue(village_id, today):
    # Said so that no index fits: SQLite goes by the village instead of through what all villages owe.
    undone = Duty.done_day.is_(None) == true()
    return (
        select(Duty.project_id, Duty.month)
        .join(Duty.project)
        .where(Project.village_id == village_id, undone, Duty.due_day < today)
        .order_by(Duty.due_day, Project.code)
        .limit(60)
    )


def overdue_months(village_id: int) -> list[Row]:
    """(project_id, month) past its due day without a published notice, oldest first."""
    return rows(*_overdue(village_id, dates.today()))


@prepared
def _counted(village_id, today):
    on_time = func.count(case((Duty.done_day <= Duty.due_day, 1)))
    late = func.count(case((Duty.done_day > Duty.due_day, 1)))
    missing = func.count(case((Duty.done_day.is_(None) & (Duty.due_day < today), 1)))
    return select(on_time, late, missing).join(Duty.project).where(Project.village_id == village_id)


def on_time_rate(village_id: int) -> duties.OnTime:
    """公开及时率 of a village over all its duties, counted by the database."""
    return duties.OnTime(*rows(*_counted(village_id, dates.today()))[0])


class Overdue(NamedTuple):
    village_id: int
    village: str
    count: int
    since: date


@prepared
def _overdue_by_village(village_ids, today):
    return (
        select(Village.id, Village.name, func.count(Duty.id), func.min(Duty.due_day))
        .join(Project, Project.village_id == Village.id)
        .join(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(village_ids), Duty.done_day.is_(None), Duty.due_day < today)
        .group_by(Village.id, Village.name)
        .order_by(func.min(Duty.due_day))
        .limit(50)
    )


def overdue_by_village(village_ids) -> list[Overdue]:
    """Villages with months past their due day, the longest waiting first."""
    return [Overdue(*row) for row in rows(*_overdue_by_village(village_ids, dates.today()))]


# ---- for the tick ----


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


def first_sheets() -> dict[tuple[int, str], CombinedSheet]:
    wanted = select(CombinedSheet).where(CombinedSheet.edition == 1)
    sheets = db.session.scalars(wanted.options(selectinload(CombinedSheet.lines)))
    return {(sheet.village_id, sheet.month): sheet for sheet in sheets}


def known_duties(project_id: int | None = None) -> set[tuple[int, str]]:
    wanted = select(Duty.project_id, Duty.month)
    if project_id is not None:
        wanted = wanted.where(Duty.project_id == project_id)
    return {tuple(row) for row in db.session.execute(wanted)}
