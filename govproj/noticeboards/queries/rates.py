"""Whether villages keep their word: 公开及时率, the months a figure was counted from, those that are overdue."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import duties
from govproj.disclosures.models import Disclosure, Duty, State
from govproj.projects.models import Project
from govproj.villages.models import Village

A_PAGE = 100


class VillageRate(NamedTuple):
    village_id: int
    village: str
    on_time: duties.OnTime


def rates_of(village_ids) -> list[VillageRate]:
    """公开及时率 by village over all its duties, in one question; villages without duties as well."""
    rows = db.session.execute(
        select(Village.id, Village.name, *_counted())
        .outerjoin(Project, Project.village_id == Village.id)
        .outerjoin(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(village_ids))
        .group_by(Village.id, Village.name)
        .order_by(Village.id)
    )
    return [VillageRate(number, name, duties.OnTime(*figures)) for number, name, *figures in rows]


def on_time_rate(village_id: int) -> duties.OnTime:
    """The same of one village."""
    counted = select(*_counted()).join(Duty.project).where(Project.village_id == village_id)
    return duties.OnTime(*db.session.execute(counted).one())


def _counted() -> tuple:
    """On time, late, missing; counted by the database."""
    return (
        func.count(case((Duty.done_day <= Duty.due_day, 1))),
        func.count(case((Duty.done_day > Duty.due_day, 1))),
        func.count(case((and_(*_missing()), 1))),
    )


def _missing():
    return Duty.done_day.is_(None), Duty.due_day < dates.today()


def total_of(rates) -> duties.OnTime:
    """Of several villages: numerators and denominators are added, never rates."""
    figures = [rate.on_time for rate in rates]
    return duties.OnTime(*(sum(one[place] for one in figures) for place in range(3)))


STANDINGS = {
    "on_time": lambda: (Duty.done_day <= Duty.due_day,),
    "late": lambda: (Duty.done_day > Duty.due_day,),
    "missing": _missing,
    "due": lambda: (Duty.done_day.is_not(None) | (Duty.due_day < dates.today()),),
}


class Row(NamedTuple):
    """A duty behind a rate, with the valid notice that fulfilled it."""

    duty: Duty
    notice_id: int | None


class Rows(NamedTuple):
    rows: list[Row]
    older: str  # where the next page begins: the key of the last row, empty on the last page


def rows_behind(villages, which: str, after: str = "") -> Rows:
    """The duties a figure was counted from: on_time, late, missing, or all that are due; the newest first.

    `villages` is a condition on projects or villages; `after` is what the page before ended with.
    """
    valid = (Disclosure.project_id == Duty.project_id) & (Disclosure.month == Duty.month)
    valid &= Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED})
    wanted = (
        select(Duty, Disclosure.id)
        .join(Duty.project)
        .join(Project.village)
        .outerjoin(Disclosure, valid)
        .where(villages, *STANDINGS[which](), *_from(after))
        .options(contains_eager(Duty.project).contains_eager(Project.village))
        .order_by(Duty.due_day.desc(), Duty.id)
        .limit(A_PAGE + 1)
    )
    found = [Row(*row) for row in db.session.execute(wanted)]
    more, last = len(found) > A_PAGE, found[:A_PAGE][-1:]
    return Rows(found[:A_PAGE], f"{last[0].duty.due_day}.{last[0].duty.id}" if more else "")


def _from(after: str):
    """Whatever is no key begins at the beginning."""
    day, _dot, number = after.partition(".")
    try:
        day = date.fromisoformat(day)
    except ValueError:
        return ()
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return ()
    return (or_(Duty.due_day < day, and_(Duty.due_day == day, Duty.id > int(number))),)


# ---- what is overdue ----


def overdue_months(village_id: int, limit: int = 60) -> list[Duty]:
    """Months past their due day without a published notice, oldest first."""
    wanted = select(Duty).join(Duty.project).where(Project.village_id == village_id, *_missing())
    ordered = wanted.options(contains_eager(Duty.project)).order_by(Duty.due_day, Project.code)
    return db.session.scalars(ordered.limit(limit)).all()


class Overdue(NamedTuple):
    village_id: int
    village: str
    count: int
    since: date


def overdue_by_village(village_ids) -> list[Overdue]:
    """Villages with months past their due day, the longest waiting first."""
    rows = db.session.execute(
        select(Village.id, Village.name, func.count(Duty.id), func.min(Duty.due_day))
        .join(Project, Project.village_id == Village.id)
        .join(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(village_ids), *_missing())
        .group_by(Village.id, Village.name)
        .order_by(func.min(Duty.due_day))
        .limit(50)
    )
    return [Overdue(*row) for row in rows]
