"""The audit log: who did what to which thing, as leaves of one Merkle tree in the order of commits.

An act of consequence is an `Event` declared beside it, with the facts it must carry:

    REVERSED = Event("ledger.payment_reversed", "reason", "fen", says=_l("冲销付款，原因：%(reason)s"))
    REVERSED.record(payment, by=user, reason=reason, fen=payment.fen)

Entries wait on the session until just before the commit. Only then the one row of the tree's head is
locked, so that writers queue for the shortest time and the order of leaves is the order of commits.
"""

import json
import secrets
from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from blinker import Signal
from sqlalchemy.orm import Mapped, Session, mapped_column

from govproj.core import append_only, dates, merkle
from govproj.core.db import db
from govproj.core.leaves import canonical, commitment_to, leaf_hash_of

HASH_SIZE = 32
acts_kept = Signal()  # just before the commit: receiver(session, acts), each act as the columns of its entry


class AuditEntry(db.Model):
    """One leaf. All columns but `content` and `salt` are part of the leaf's hash and can never change.

    The facts are bound by `commitment` = SHA-256(salt ‖ content), so that the law can have content and
    salt erased and the tree still stands; without the salt nobody can test guesses against the commitment.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index("ix_audit_entry_event", "event", "leaf_index"),
        sa.Index("ix_audit_entry_actor_id", "actor_id", "leaf_index"),
        sa.Index("ix_audit_entry_village_id", "village_id", "leaf_index"),
        sa.Index("ix_audit_entry_project_id", "project_id", "leaf_index"),
    )

    leaf_index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    event: Mapped[str] = mapped_column(sa.String(60))
    actor_id: Mapped[int | None]  # None is the system itself, 0 somebody without an account
    office: Mapped[str] = mapped_column(sa.String(30))
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
    village_id: Mapped[int | None]
    project_id: Mapped[int | None]
    commitment: Mapped[bytes] = mapped_column(sa.LargeBinary)
    content: Mapped[str | None] = mapped_column(sa.Text)
    salt: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    # The leaf's hash, then those of all perfect parts of the tree that it completes, smallest first.
    hashes: Mapped[bytes] = mapped_column(sa.LargeBinary)

    @property
    def facts(self) -> dict | None:
        """None once they have been erased."""
        return None if self.content is None else json.loads(self.content)

    @property
    def leaf_hash(self) -> bytes:
        return self.hashes[:HASH_SIZE]


class LogHead(db.Model):
    """One row: how many leaves there are and the right edge of the tree."""

    __tablename__ = "log_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[bytes] = mapped_column(sa.LargeBinary)


@sa.event.listens_for(db.Model.metadata, "after_create")
def _guard(_metadata, connection, **_kwargs):
    append_only.guard(connection)


class Event:
    """A kind of act and the facts each record of it must carry, declared once beside the feature.

    `says` is the sentence an inspector reads, with %(fact)s where a fact belongs. `technical` acts concern
    the site and not the villages' business: of all entries the administrator reads only these.
    """

    known: ClassVar[dict[str, "Event"]] = {}

    def __init__(self, name: str, *facts: str, says=None, technical: bool = False):
        self.name, self.facts, self.says, self.technical = name, frozenset(facts), says, technical
        self.known[name] = self

    def record(self, subject, *, by, village_id=None, project_id=None, office=None, **facts) -> None:
        """Put the act on record together with the change it belongs to: both are committed or neither.

        `by` is None for the system itself. Village and project are taken from the subject where it
        knows them, the office from what `by` holds in that village.
        """
        if facts.keys() != self.facts:
            raise ValueError(f"{self.name} must carry {sorted(self.facts)}, got {sorted(facts)}")
        content = canonical(facts)
        db.session.flush()  # a new subject needs its id
        village, project = _place_of(subject)
        village = village if village_id is None else village_id
        entry = {
            "at": dates.now(),
            "event": self.name,
            "actor_id": None if by is None else by.id,
            "office": _office_of(by, village) if office is None else office,
            "subject": "" if subject is None else f"{type(subject).__name__}:{subject.id}",
            "village_id": village,
            "project_id": project if project_id is None else project_id,
            "content": content,
        }
        session = db.session()
        inside = session.get_nested_transaction() or session.get_transaction() or session.begin()
        session.info.setdefault("audit", []).append((entry, inside))


def _office_of(by, village_id) -> str:
    """The system holds no office."""
    return "" if by is None else by.office_for(village_id)


def _place_of(subject) -> tuple[int | None, int | None]:
    """Village and project of a thing, so that the trail of either is one indexed query."""
    kind, project = type(subject).__name__, getattr(subject, "project", None)
    village_id = subject.id if kind == "Village" else getattr(subject, "village_id", None)
    project_id = subject.id if kind == "Project" else getattr(subject, "project_id", None)
    if village_id is None:
        village_id = getattr(project, "village_id", None)
    return village_id, project_id


# ---- writing: just before the commit, behind the one lock ----


def locked_head(session: Session) -> merkle.Frontier:
    """The right edge of the tree; until the end of this transaction nobody else can append."""
    row = session.execute(sa.select(LogHead.size, LogHead.frontier).with_for_update()).one_or_none()
    if row is None:
        raise RuntimeError("the log has no head: run the migrations")
    return merkle.Frontier(row.size, split_hashes(row.frontier))


def split_hashes(joined: bytes) -> list[bytes]:
    return [joined[start : start + HASH_SIZE] for start in range(0, len(joined), HASH_SIZE)]


def append_waiting(session: Session) -> None:
    """Write what waits on the session as the next leaves, in the order in which it was recorded."""
    session.flush()  # all other rows first: the head is the last lock this transaction takes
    waiting = session.info.pop("audit", [])
    if not waiting:
        return
    frontier = locked_head(session)
    size = frontier.size
    session.execute(sa.insert(AuditEntry.__table__), [_leaf(entry, frontier) for entry, _ in waiting])
    moved = session.execute(
        sa.update(LogHead.__table__)
        .where(LogHead.size == size)
        .values(size=frontier.size, frontier=b"".join(frontier.hashes))
    )
    if moved.rowcount != 1:
        raise RuntimeError("somebody else has appended to the log behind the lock")


def _leaf(entry: dict, frontier: merkle.Frontier) -> dict:
    salt = secrets.token_bytes(16)
    row = {**entry, "leaf_index": frontier.size, "salt": salt}
    row["commitment"] = commitment_to(entry["content"], salt)
    row["hashes"] = b"".join(frontier.append(leaf_hash_of(row)))
    return row


@sa.event.listens_for(Session, "before_commit")
def _append_before_commit(session):
    if "audit" in session.info and not session.in_nested_transaction():
        acts_kept.send(session, acts=[entry for entry, _inside in session.info["audit"]])
        append_waiting(session)


@sa.event.listens_for(Session, "after_soft_rollback")
def _forget_what_was_rolled_back(session, ended):
    """A savepoint takes along only what was recorded inside it."""
    if "audit" in session.info:
        session.info["audit"] = [
            (entry, inside) for entry, inside in session.info["audit"] if not _within(inside, ended)
        ]


@sa.event.listens_for(Session, "after_transaction_end")
def _forget_at_the_end(session, ended):
    """A session that is closed without a commit must not carry its entries into the next transaction."""
    if ended.parent is None:
        session.info.pop("audit", None)


def _within(inside, outer) -> bool:
    while inside is not None and inside is not outer:
        inside = inside.parent
    return inside is outer
