"""Whether villages keep their word: 公开及时率, the months a figure was counted from, those that are overdue."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select, true
from sqlalchemy.orm import contains_eager

from govproj.core import dates
from govproj.core.db import db, prepared, rows
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
    found = db.session.execute(
        select(Village.id, Village.name, *_counted(dates.today()))
        .outerjoin(Project, Project.village_id == Village.id)
        .outerjoin(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(village_ids))
        .group_by(Village.id, Village.name)
        .order_by(Village.id)
    )
    return [VillageRate(number, name, duties.OnTime(*figures)) for number, name, *figures in found]


@prepared
def _of_village(village_id, today):
    return select(*_counted(today)).join(Duty.project).where(Project.village_id == village_id)


def on_time_rate(village_id: int) -> duties.OnTime:
    """The same of one village."""
    return duties.OnTime(*rows(*_of_village(village_id, dates.today()))[0])


def _counted(today) -> tuple:
    """On time, late, missing; counted by the database."""
    return (
        func.count(case((Duty.done_day <= Duty.due_day, 1))),
        func.count(case((Duty.done_day > Duty.due_day, 1))),
        func.count(case((and_(Duty.done_day.is_(None), Duty.due_day < today), 1))),
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


def overdue_months(village_id: int) -> list:
    """(project_id, month) past its due day without a published notice, oldest first."""
    return rows(*_overdue(village_id, dates.today()))


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
