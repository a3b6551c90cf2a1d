"""Signed-in browsers as rows: revocable at once, idle and absolute ends, only a hash of the token stored."""

import hashlib
import secrets
from datetime import date, timedelta

from sqlalchemy import delete, or_, outerjoin, select, update

from govproj.accounts.models import Office, Post, Role, SignInSession, User
from govproj.core import dates
from govproj.core.db import db, prepared, rows, write_now
from govproj.villages.models import Town, Village

LONGEST = timedelta(hours=12)
IDLE_OFFICIAL = timedelta(minutes=30)
TIME_FOR_THE_CODE = timedelta(minutes=10)
NOTED_EVERY = timedelta(minutes=1)  # how exactly the last use is known


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(user: User, *, half: bool = False) -> None:
    """Give the user a fresh token; his cookie will carry it and nothing else.

    A `half` session is nobody's until the code has come: it only says that the password was right.
    """
    user.token = secrets.token_urlsafe(32)
    db.session.add(SignInSession(token_hash=token_hash(user.token), user_id=user.id, half=half))


def half_signed_in(token: str | None) -> User | None:
    """Who gave the right password a moment ago and is still to give a code."""
    wanted = (
        select(User)
        .join(SignInSession, SignInSession.user_id == User.id)
        .where(SignInSession.token_hash == token_hash(token or ""), SignInSession.half.is_(True))
        .where(SignInSession.started_at > dates.machine_now() - TIME_FOR_THE_CODE)
        .where(User.disabled_at.is_(None))
    )
    if user := db.session.scalar(wanted):
        user.token = token
    return user


def close_session(token: str) -> None:
    db.session.execute(delete(SignInSession).where(SignInSession.token_hash == token_hash(token)))


def close_all(_sender=None) -> None:
    """After a restore: a browser that had signed out since must not be signed in again."""
    db.session.execute(delete(SignInSession))


def close_others(user: User) -> None:
    """After a change of password: every browser but this one has to sign in again."""
    here = token_hash(user.token) if user.token else ""
    db.session.execute(
        delete(SignInSession).where(SignInSession.user_id == user.id, SignInSession.token_hash != here)
    )


def elsewhere(user: User) -> list[SignInSession]:
    """The other browsers in which somebody is signed in as this user, the one used last first."""
    now = dates.machine_now()
    idle = IDLE_OFFICIAL if user.is_official else LONGEST
    return db.session.scalars(
        select(SignInSession)
        .where(SignInSession.user_id == user.id, SignInSession.token_hash != token_hash(user.token))
        .where(SignInSession.half.is_(False))
        .where(SignInSession.started_at > now - LONGEST, SignInSession.seen_at > now - idle)
        .order_by(SignInSession.seen_at.desc())
    ).all()


@prepared
def _by_token(token_hash):
    return (
        select(User, SignInSession)
        .join(SignInSession, SignInSession.user_id == User.id)
        .where(SignInSession.token_hash == token_hash, SignInSession.half.is_(False))
    )


def user_of(token: str) -> User | None:
    """Whose token this is, with what he may do; None once it has ended, idled out or been revoked."""
    found = db.session.execute(*_by_token(token_hash(token))).first()
    if found is None or not found.User.is_active:
        return None
    user, session = found
    user.grants, user.directs, user.secretary_since = rights_of(user.id)
    user.token = token
    now = dates.machine_now()
    if now - session.started_at > LONGEST or (user.is_official and now - session.seen_at > IDLE_OFFICIAL):
        return None
    if now - session.seen_at > NOTED_EVERY:
        write_now(
            update(SignInSession).where(SignInSession.token_hash == session.token_hash).values(seen_at=now)
        )
    return user


@prepared
def _offices(user_id, day):
    reached = outerjoin(
        Office,
        Village,
        or_(
            Village.id == Office.village_id,
            Village.town_id == Office.town_id,
            Village.town_id.in_(select(Town.id).where(Town.county_id == Office.county_id)),
        ),
    )
    return (
        select(Office.role, Office.post, Village.id, Office.since)
        .select_from(reached)
        .where(
            Office.user_id == user_id,
            or_(Office.since.is_(None), Office.since <= day),
            or_(Office.until.is_(None), Office.until >= day),
        )
    )


def rights_of(user_id: int) -> tuple[dict[Role, frozenset[int]], frozenset[int], dict[int, date]]:
    """All offices of today with the villages they reach, the villages directed, and since when those led by him as
    secretary are; in one query."""
    found: dict[Role, set[int]] = {}
    directs, led = set(), {}
    for role, post, village_id, since in rows(*_offices(user_id, dates.today())):
        found.setdefault(role, set()).update([village_id] if village_id else [])
        directs |= {village_id} if post is Post.DIRECTOR else set()
        if role is Role.SECRETARY and since:
            led[village_id] = since
    return {role: frozenset(ids) for role, ids in found.items()}, frozenset(directs), led


def sweep(_day) -> None:
    """Daily chore: sessions past their longest life."""
    db.session.execute(delete(SignInSession).where(SignInSession.started_at < dates.machine_now() - LONGEST))
