"""What is seen from above: the rates of a town's villages, the duties behind a rate, the photos of a project."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import duties
from govproj.disclosures.models import Disclosure, Duty, NoticePhoto, State
from govproj.projects.models import Project
from govproj.projects.models import State as ProjectState
from govproj.villages.models import Village

MOST = 200
A_PAGE = 100


class VillageRate(NamedTuple):
    village_id: int
    village: str
    on_time: duties.OnTime


def rates_of(village_ids) -> list[VillageRate]:
    """公开及时率 by village over all its duties, in one question; villages without duties as well."""
    counted = (
        func.count(case((Duty.done_day <= Duty.due_day, 1))),
        func.count(case((Duty.done_day > Duty.due_day, 1))),
        func.count(case((Duty.done_day.is_(None) & (Duty.due_day < dates.today()), 1))),
    )
    rows = db.session.execute(
        select(Village.id, Village.name, *counted)
        .outerjoin(Project, Project.village_id == Village.id)
        .outerjoin(Duty, Duty.project_id == Project.id)
        .where(Village.id.in_(village_ids))
        .group_by(Village.id, Village.name)
        .order_by(Village.id)
    )
    return [VillageRate(number, name, duties.OnTime(*figures)) for number, name, *figures in rows]


def total_of(rates) -> duties.OnTime:
    """Of several villages: numerators and denominators are added, never rates."""
    figures = [rate.on_time for rate in rates]
    return duties.OnTime(*(sum(one[place] for one in figures) for place in range(3)))


STANDINGS = {
    "on_time": lambda: (Duty.done_day <= Duty.due_day,),
    "late": lambda: (Duty.done_day > Duty.due_day,),
    "missing": lambda: (Duty.done_day.is_(None), Duty.due_day < dates.today()),
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


# ---- a project in pictures ----


class Shot(NamedTuple):
    """A photo of a published notice, and in which part of the work it was taken."""

    photo: NoticePhoto
    month: str
    stage: str  # before, during, after


def shots_of(project) -> list[Shot]:
    """Oldest first; the valid versions only."""
    wanted = (
        select(NoticePhoto, Disclosure.month)
        .join(NoticePhoto.disclosure)
        .where(
            Disclosure.project_id == project.id,
            Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED}),
            NoticePhoto.posted.is_(False),
        )
        .order_by(NoticePhoto.taken_on, NoticePhoto.id)
        .limit(MOST)
    )
    begun, done = _began(project), project.day_of(ProjectState.COMPLETED)
    rows = db.session.execute(wanted)
    return [Shot(photo, month, _stage(photo.taken_on, begun, done)) for photo, month in rows]


def _began(project) -> date | None:
    """The first day of work; it may have been suspended and begun again since."""
    days = [step.occurred_on for step in project.steps if step.after is ProjectState.BUILDING]
    return min(days, default=None)


def _stage(day: date, begun: date | None, done: date | None) -> str:
    if begun is None or day < begun:
        return "before"
    return "after" if done is not None and day >= done else "during"
