"""What happens once a day by itself. Idempotent: a day already done is not done again."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from govproj.core import dates
from govproj.core.db import db

DAILY: list[Callable[[date], None]] = []
PIECEMEAL: list[Callable[[date], Iterator[None]]] = []


class DailyTick(db.Model):
    """A day whose chores are done. Its row is the lock: whoever inserts it does the work."""

    day: Mapped[date] = mapped_column(primary_key=True)
    done_at: Mapped[datetime] = mapped_column(default=dates.machine_now)


def daily(chore: Callable[[date], None]) -> Callable[[date], None]:
    """Register `chore(day)`; it must be right however many days were missed before."""
    if chore not in DAILY:
        DAILY.append(chore)
    return chore


def piecemeal(chore: Callable[[date], Iterator[None]]) -> Callable[[date], Iterator[None]]:
    """Register a long chore that yields after each piece of it.

    It begins its own transactions, remembers for itself which pieces of the day are done, and is asked again until
    all are.
    """
    if chore not in PIECEMEAL:
        PIECEMEAL.append(chore)
    return chore


def last_day() -> date | None:
    """The newest day whose chores are done; None on a site's first day."""
    return db.session.scalar(sa.select(sa.func.max(DailyTick.day)))


def run(day: date | None = None) -> bool:
    """Do the chores of `day` (default: today); False when another thread or machine has done them.

    Leaves the commit to the caller.
    """
    day = day or dates.today()
    try:
        with db.session.begin_nested():
            db.session.add(DailyTick(day=day))
    except IntegrityError:
        return False
    for chore in DAILY:
        chore(day)
    return True


def pieces(day: date | None = None) -> Iterator[None]:
    """Do what is left of the long chores of `day`, after `run`. The caller commits at each turn: nobody who wants to
    write waits for more than one piece, and what was interrupted is taken up again by the next call.
    """
    for chore in PIECEMEAL:
        yield from chore(day or dates.today())
