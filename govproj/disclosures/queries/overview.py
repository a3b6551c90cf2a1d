"""What is seen from above: the rates of a town's villages, the duties behind a rate, the photos of a project."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import duties
from govproj.disclosures.models import Disclosure, Duty, NoticePhoto, State
from govproj.projects.models import Project
from govproj.projects.models import State as ProjectState
from govproj.villages.models import Village

MOST = 200


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


def rows_behind(village_id: int, which: str) -> list[Row]:
    """The duties a figure was counted from: on_time, late, missing, or all that are due."""
    valid = (Disclosure.project_id == Duty.project_id) & (Disclosure.month == Duty.month)
    valid &= Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED})
    wanted = (
        select(Duty, Disclosure.id)
        .join(Duty.project)
        .outerjoin(Disclosure, valid)
        .where(Project.village_id == village_id, *STANDINGS[which]())
        .options(contains_eager(Duty.project))
        .order_by(Duty.due_day.desc(), Project.code)
        .limit(MOST)
    )
    return [Row(*row) for row in db.session.execute(wanted)]


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
