"""A project in the photos of its notices: before, during and after the work."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from govproj.core.db import db
from govproj.disclosures.models import Disclosure, NoticePhoto, State
from govproj.projects.models import State as ProjectState

MOST = 200


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
