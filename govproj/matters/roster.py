"""The duty roster of a village: who takes what is urgent, day by day."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core.db import db
from govproj.matters import policy
from govproj.matters.models import DutyDay

SHOWN, MOST = 14, 28  # days: on the page, and set at once


class Turn(NamedTuple):
    day: date
    user: User | None


def turns_of(village, first: date) -> list[Turn]:
    """Two weeks from a day on, those without anybody included."""
    wanted = select(DutyDay).where(DutyDay.village_id == village.id, DutyDay.day >= first)
    known = {turn.day: turn.user for turn in db.session.scalars(wanted.options(joinedload(DutyDay.user)))}
    days = (first + timedelta(days=number) for number in range(SHOWN))
    return [Turn(day, known.get(day)) for day in days]


def on_duty(village_id: int, day: date) -> User | None:
    wanted = select(User).join(DutyDay, DutyDay.user_id == User.id)
    return db.session.scalar(wanted.where(DutyDay.village_id == village_id, DutyDay.day == day))


def possible(village) -> list[User]:
    """Cadres and the secretary, in the order of their accounts."""
    held = (Office.village_id == village.id) & Office.role.in_((Role.CADRE, Role.SECRETARY))
    wanted = select(User).where(User.disabled_at.is_(None), User.offices.any(held))
    people = db.session.scalars(wanted.options(selectinload(User.offices)).order_by(User.id))
    return [person for person in people if policy.can_be_on_duty(person, village)]
