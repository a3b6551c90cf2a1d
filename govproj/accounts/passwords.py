"""Argon2id passwords, and the brake on guessing them."""

from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select

from govproj.accounts.models import Attempt
from govproj.core.codes import grouped, random_code
from govproj.core.dates import machine_now
from govproj.core.db import db

SHORTEST = 8
WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 10  # from addresses the account has never signed in from, and from each that it has
TRIES_PER_ADDRESS = 50  # a whole committee may sit behind one address
REMEMBERED = timedelta(days=90)

# RFC 9106's second recommendation, with one lane: 64 MiB would let ten people signing in fill a small machine.
hasher = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)


def made_up() -> str:
    """One to be read aloud or copied by hand, and to be changed soon: 12 signs, 59 bits."""
    return grouped(random_code(12)).lower()


def hashed(password: str) -> str:
    return hasher.hash(password)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return hasher.hash("nobody has this password")


def matches(user, password: str) -> bool:
    """Whether `password` is the user's; an unknown user (None) takes just as long."""
    try:
        return hasher.verify(user.password_hash if user else _nobodys_hash(), password) and user is not None
    except (VerificationError, InvalidHashError):
        return False


def too_many_tries(username: str, address: str) -> bool:
    """Whether this account or this address has failed too often in the last quarter of an hour.

    An address the account has signed in from before has a count of its own: a stranger who burns the
    account's tries elsewhere does not lock its owner out.
    """
    failed = (
        select(func.count())
        .select_from(Attempt)
        .where(Attempt.succeeded.is_(False), Attempt.tried_at > machine_now() - WINDOW)
    )
    if db.session.scalar(failed.where(Attempt.address == address)) >= TRIES_PER_ADDRESS:
        return True
    known = select(Attempt.address).where(
        Attempt.username == username,
        Attempt.succeeded.is_(True),
        Attempt.tried_at > machine_now() - REMEMBERED,
    )
    here = failed.where(Attempt.username == username)
    if db.session.scalar(select(known.where(Attempt.address == address).exists())):
        return db.session.scalar(here.where(Attempt.address == address)) >= TRIES_PER_ACCOUNT
    return db.session.scalar(here.where(Attempt.address.not_in(known))) >= TRIES_PER_ACCOUNT


def failures_from(address: str, username: str) -> int:
    """Failed tries of the last quarter of an hour at one name from one address."""
    return db.session.scalar(
        select(func.count())
        .select_from(Attempt)
        .where(Attempt.succeeded.is_(False), Attempt.tried_at > machine_now() - WINDOW)
        .where(Attempt.address == address, Attempt.username == username)
    )


def remember_try(username: str, address: str, *, succeeded: bool) -> None:
    db.session.add(Attempt(username=username[:40], address=address[:45], succeeded=succeeded))


def forget_old_tries(_day) -> None:
    """Daily chore: addresses are personal data and are not kept longer than they serve."""
    db.session.execute(delete(Attempt).where(Attempt.tried_at < machine_now() - REMEMBERED))
