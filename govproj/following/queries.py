"""What is new for whoever follows a village or a project, with an account or without one."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures.models import Disclosure, Duty, State
from govproj.following.models import Follow
from govproj.projects.models import Project

NEWEST = 40
SHOWN = frozenset({State.PUBLISHED, State.ARCHIVED})


def of_project(project):
    return Project.id == project.id


def of_village(village):
    return Project.village_id == village.id


def published(condition, limit: int = NEWEST) -> list[Disclosure]:
    """The newest valid notices, the last published first."""
    wanted = select(Disclosure).join(Disclosure.project).where(condition, Disclosure.state.in_(SHOWN))
    wanted = wanted.options(contains_eager(Disclosure.project))
    order = (Disclosure.publicity_from.desc(), Disclosure.id.desc())
    return db.session.scalars(wanted.order_by(*order).limit(limit)).all()


class DueDay(NamedTuple):
    id: int
    project: str
    month: str
    due_day: date


def due(condition) -> list[DueDay]:
    """Days by which a notice is to hang that has not been published yet."""
    wanted = select(Duty.id, Project.name, Duty.month, Duty.due_day).join(Duty.project)
    wanted = wanted.where(condition, Duty.done_day.is_(None), Duty.due_day >= dates.today())
    rows = db.session.execute(wanted.order_by(Duty.due_day, Duty.id).limit(NEWEST))
    return [DueDay(*row) for row in rows]


# ---- with an account ----


def follow_of(user, **thing) -> Follow | None:
    """`village_id=` or `project_id=`."""
    if not user.is_authenticated:
        return None
    return db.session.scalar(select(Follow).filter_by(user_id=user.id, **thing))


def follows_of(user) -> list[Follow]:
    wanted = select(Follow).where(Follow.user_id == user.id).order_by(Follow.id)
    return db.session.scalars(wanted.options(joinedload(Follow.village), joinedload(Follow.project))).all()


def newest_number() -> int:
    """Whoever begins to follow has seen everything that is there."""
    return db.session.scalar(select(func.coalesce(func.max(Disclosure.id), 0)))


def published_since(user):
    """What was published of all that this user follows since they last looked."""
    follow = aliased(Follow)
    return (
        select(Disclosure)
        .join(Disclosure.project)
        .join(follow, or_(follow.project_id == Project.id, follow.village_id == Project.village_id))
        .where(
            follow.user_id == user.id, Disclosure.state == State.PUBLISHED, Disclosure.id > follow.read_until
        )
    )


def unread(user, limit: int = NEWEST) -> list[Disclosure]:
    """Notices published since somebody last looked, of what they follow."""
    numbers = published_since(user).with_only_columns(Disclosure.id)
    wanted = select(Disclosure).join(Disclosure.project).where(Disclosure.id.in_(numbers))
    wanted = wanted.options(contains_eager(Disclosure.project))
    return db.session.scalars(wanted.order_by(Disclosure.id.desc()).limit(limit)).all()
