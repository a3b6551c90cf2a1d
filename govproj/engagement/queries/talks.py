"""Integrity talks: each side reads its own, discipline reads those below it, nobody else any."""

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role, User
from govproj.core.db import db
from govproj.engagement.models import IntegrityTalk
from govproj.engagement.queries.education import holders
from govproj.villages.models import Village

MOST = 200
BOTH = (joinedload(IntegrityTalk.person), joinedload(IntegrityTalk.by))
PLACE = joinedload(IntegrityTalk.village).joinedload(Village.town)


def readable(user):
    inspected = set().union(
        *(user.grants.get(role, ()) for role in (Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR))
    )
    return or_(
        IntegrityTalk.person_id == user.id,
        IntegrityTalk.by_id == user.id,
        IntegrityTalk.village_id.in_(sorted(inspected)),
    )


def talk_or_404(user, talk_id: int) -> IntegrityTalk:
    wanted = select(IntegrityTalk).where(readable(user), IntegrityTalk.id == talk_id)
    return db.session.scalar(wanted.options(*BOTH, PLACE)) or abort(404)


def of(user) -> list[IntegrityTalk]:
    """Newest first."""
    wanted = select(IntegrityTalk).where(readable(user)).options(*BOTH, PLACE)
    order = (IntegrityTalk.held_on.desc(), IntegrityTalk.id.desc())
    return db.session.scalars(wanted.order_by(*order).limit(MOST)).all()


def partners(user, village_id: int) -> list[User]:
    """Whom this user may talk to: the village's key posts, never oneself."""
    wanted = select(User).where(holders([village_id], above=False), User.id != user.id)
    return db.session.scalars(wanted.order_by(User.id)).all()


def villages_to_talk_in(user) -> list[Village]:
    """Where this user may hold one."""
    roles = (Role.SECRETARY, Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR)
    ids = sorted(set().union(*(user.grants.get(role, ()) for role in roles)))
    wanted = select(Village).where(Village.id.in_(ids)).order_by(Village.id).limit(MOST)
    return db.session.scalars(wanted).all() if ids else []
