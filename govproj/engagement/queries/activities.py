"""Activities of a project, of a village month by month, and the counts that lead to their rows."""

from datetime import date
from typing import NamedTuple

from flask import abort
from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.core.dates import first_day, next_month
from govproj.core.db import db
from govproj.engagement.models import Activity, ActivityPhoto, ActivityQuestion
from govproj.engagement.states import ActivityState, Theme
from govproj.projects.queries import WITH_PLACE
from govproj.projects.queries import readable as readable_project
from govproj.villages.models import Town, Village

PAGE = 20
MOST_A_MONTH = 200
HELD = Activity.state == ActivityState.HELD


def readable(user):
    """Everyone's, as far as the project is; what is void stays with those in office."""
    of_project = or_(Activity.project_id.is_(None), Activity.project.has(readable_project(user)))
    return and_(of_project, or_(Activity.state != ActivityState.VOID, Activity.village_id.in_(user.scope)))


def activity_or_404(user, activity_id: int) -> Activity:
    wanted = (
        select(Activity)
        .where(readable(user), Activity.id == activity_id)
        .options(
            joinedload(Activity.village).joinedload(Village.town).joinedload(Town.county),
            joinedload(Activity.project).options(WITH_PLACE),
            selectinload(Activity.outcomes),
            selectinload(Activity.questions),
            selectinload(Activity.photos),
        )
    )
    return db.session.scalar(wanted) or abort(404)


def question_or_404(user, question_id: int) -> ActivityQuestion:
    wanted = (
        select(ActivityQuestion)
        .join(Activity)
        .where(readable(user), ActivityQuestion.id == question_id)
        .options(
            contains_eager(ActivityQuestion.activity).options(
                joinedload(Activity.village), joinedload(Activity.project)
            )
        )
    )
    return db.session.scalar(wanted) or abort(404)


def photo_or_404(user, photo_id: int) -> ActivityPhoto:
    wanted = select(ActivityPhoto).join(Activity).where(readable(user), ActivityPhoto.id == photo_id)
    return db.session.scalar(wanted) or abort(404)


class Count(NamedTuple):
    """What has been held of one kind; `attendance` in person-times."""

    theme: Theme
    kind: str
    many: int
    attendance: int


def counts_of_project(project) -> list[Count]:
    rows = db.session.execute(
        select(Activity.theme, Activity.kind, func.count(), func.coalesce(func.sum(Activity.attendance), 0))
        .where(Activity.project_id == project.id, HELD)
        .group_by(Activity.theme, Activity.kind)
    )
    order = list(Theme)
    return sorted((Count(*row) for row in rows), key=lambda c: (order.index(c.theme), -c.many, c.kind))


class Questions(NamedTuple):
    asked: int
    answered: int


def questions_counted(project) -> Questions:
    return Questions(
        *db.session.execute(
            select(func.count(), func.count(ActivityQuestion.answered_on))
            .join(Activity)
            .where(Activity.project_id == project.id, HELD)
        ).one()
    )


def questions_of_project(project) -> list[ActivityQuestion]:
    wanted = (
        select(ActivityQuestion)
        .join(Activity)
        .where(Activity.project_id == project.id, HELD)
        .options(contains_eager(ActivityQuestion.activity))
        .order_by(Activity.held_on.desc(), ActivityQuestion.id)
    )
    return db.session.scalars(wanted.limit(MOST_A_MONTH)).all()


class Found(NamedTuple):
    rows: list[Activity]
    next: str  # key of the next page, empty on the last


def of_project(user, project, *, kind: str = "", key: str = "") -> Found:
    """Newest first, a page at a time."""
    order = tuple_(Activity.held_on, Activity.id)
    wanted = select(Activity).where(readable(user), Activity.project_id == project.id)
    if kind:
        wanted = wanted.where(Activity.kind == kind, HELD)
    if after := _understood(key):
        wanted = wanted.where(order < after)
    wanted = wanted.order_by(Activity.held_on.desc(), Activity.id.desc()).limit(PAGE + 1)
    found = db.session.scalars(wanted).all()
    rows, more = found[:PAGE], len(found) > PAGE
    return Found(rows, f"{rows[-1].held_on}.{rows[-1].id}" if more else "")


def _understood(key: str) -> tuple[date, int] | None:
    """`2022-06-17.12` → (day, id); anything else begins at the beginning."""
    day, _dot, number = key.partition(".")
    try:
        return date.fromisoformat(day), int(number[:9])
    except ValueError:
        return None


def of_village(user, village, month: str) -> list[Activity]:
    """All of a month, in the order of their days."""
    wanted = (
        select(Activity)
        .where(
            readable(user),
            Activity.village_id == village.id,
            Activity.held_on >= first_day(month),
            Activity.held_on < first_day(next_month(month)),
        )
        .options(joinedload(Activity.project))
        .order_by(Activity.held_on, Activity.id)
    )
    return db.session.scalars(wanted.limit(MOST_A_MONTH)).all()
