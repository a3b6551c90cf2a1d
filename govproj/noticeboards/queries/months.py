"""The months of a village: the calendar of what was owed and kept, the newest month, one month as it hangs."""

from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from govproj.core.db import db, prepared, rows
from govproj.disclosures import duties
from govproj.disclosures.models import Disclosure, Duty, State
from govproj.projects.models import Project

MOST_OF_VILLAGE = 12  # on its board


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


class Published(NamedTuple):
    """A line of a village's newest notices."""

    id: int
    project_id: int
    project: str
    month: str


@prepared
def _latest(village_id):
    published = (
        select(Disclosure.id, Disclosure.project_id, Project.name, Disclosure.month)
        .join(Disclosure.project)
        .where(Project.village_id == village_id, Disclosure.state == State.PUBLISHED)
    )
    newest = published.with_only_columns(func.max(Disclosure.month)).scalar_subquery()
    return published.where(Disclosure.month == newest).order_by(Project.code).limit(MOST_OF_VILLAGE)


def latest_published(village_id: int) -> list[Published]:
    """The valid notices of the newest month this village has published."""
    return [Published(*row) for row in rows(*_latest(village_id))]


def on_the_board(village_id: int, month: str) -> list[Disclosure]:
    """The valid notices of a month with their photos."""
    wanted = (
        select(Disclosure)
        .join(Disclosure.project)
        .where(
            Project.village_id == village_id,
            Disclosure.month == month,
            Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED}),
        )
        .options(contains_eager(Disclosure.project), selectinload(Disclosure.photos))
    )
    return db.session.scalars(wanted.order_by(Project.code)).all()
