"""Letters about overdue cases as they are read: those of a case, the list of an office, one by itself."""

from typing import NamedTuple

from flask import abort
from sqlalchemy import select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.core.db import db
from govproj.projects.models import Project
from govproj.rectifications.models import Rectification, RectificationUrging
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.queries import IN_FULL, readable
from govproj.villages.models import Village

PAGE = 20
NEWEST_FIRST = (RectificationUrging.sent_on.desc(), RectificationUrging.id.desc())


def urging_or_404(user, urging_id: int) -> RectificationUrging:
    wanted = (
        select(RectificationUrging)
        .join(RectificationUrging.rectification)
        .where(readable(user), RectificationUrging.id == urging_id)
        .options(
            contains_eager(RectificationUrging.rectification).options(*IN_FULL),
            joinedload(RectificationUrging.answered_by),
        )
    )
    return db.session.scalar(wanted) or abort(404)


def of_case(case: Rectification) -> list[RectificationUrging]:
    """Newest first."""
    wanted = select(RectificationUrging).where(RectificationUrging.rectification_id == case.id)
    wanted = wanted.options(joinedload(RectificationUrging.answered_by))
    return db.session.scalars(wanted.order_by(*NEWEST_FIRST)).all()


class Sent(NamedTuple):
    letters: list[RectificationUrging]
    next: int | None  # the number of the last one, when there are more


def sent_to(user, *, unanswered: bool, before: int = 0) -> Sent:
    """Letters about cases this user may read, newest first; `before` is the letter the page before ended with."""
    wanted = (
        select(RectificationUrging)
        .join(RectificationUrging.rectification)
        .where(readable(user))
        .options(
            contains_eager(RectificationUrging.rectification).options(
                joinedload(Rectification.village).load_only(Village.name),
                joinedload(Rectification.project).load_only(Project.name),
                selectinload(Rectification.turns).joinedload(Turn.responsible),
            )
        )
    )
    if unanswered:
        wanted = wanted.where(RectificationUrging.answered_on.is_(None))
    if before:
        last = select(RectificationUrging.sent_on).where(RectificationUrging.id == before).scalar_subquery()
        wanted = wanted.where(
            tuple_(RectificationUrging.sent_on, RectificationUrging.id) < tuple_(last, before)
        )
    found = db.session.scalars(wanted.order_by(*NEWEST_FIRST).limit(PAGE + 1)).all()
    return Sent(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)
