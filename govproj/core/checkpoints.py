"""Checkpoints of the audit log: signed statements of its size and root, and what can be proved with them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from flask import current_app
from sqlalchemy.orm import Mapped, Session, mapped_column

from govproj.core import audit, codes, dates, folders, leaves, merkle, signed_notes
from govproj.core.audit import AuditEntry, LogHead
from govproj.core.db import db
from govproj.core.signed_notes import fingerprint_of

CHUNK = 1000


class Checkpoint(db.Model):
    """What the log looked like at one size. Printed on paper as 16 letters, it can't be denied later."""

    __tablename__ = "checkpoint"
    __table_args__ = (sa.UniqueConstraint("fingerprint"),)

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(sa.LargeBinary)
    note: Mapped[str] = mapped_column(sa.Text)
    fingerprint: Mapped[str] = mapped_column(sa.String(16))
    made_at: Mapped[datetime]

    @property
    def letters(self) -> str:
        """The fingerprint in groups of four, as it is printed."""
        return codes.grouped(self.fingerprint)


def make_checkpoint(session: Session) -> Checkpoint:
    """Sign the log as it will stand when this transaction is committed, with all recorded so far.

    It becomes known only through the commit. A log that has not grown keeps the checkpoint it has.
    """
    audit.append_waiting(session)
    head = audit.locked_head(session)
    if (known := session.get(Checkpoint, head.size)) is not None:
        return known
    text = signed_notes.checkpoint_text(origin(), head.size, head.root())
    checkpoint = Checkpoint(
        size=head.size,
        root=head.root(),
        note=signed_notes.sign(text, origin(), log_key()),
        fingerprint=fingerprint_of(text),
        made_at=dates.now(),
    )
    session.add(checkpoint)
    session.flush()
    return checkpoint


def newest(session: Session) -> Checkpoint | None:
    return session.scalar(sa.select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1))


def find(session: Session, typed: str) -> Checkpoint | None:
    """The checkpoint with these 16 letters, however they were typed."""
    return session.scalar(sa.select(Checkpoint).where(Checkpoint.fingerprint == codes.tidy(typed)))


# ---- the key and the name of this log ----


def origin() -> str:
    """The name under which this log signs."""
    return current_app.config["LOG_ORIGIN"]


def log_key() -> Ed25519PrivateKey:
    """The signing key in the instance's keys folder, made at first use, readable by its owner alone."""
    path = folders.path("keys") / "log.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, Ed25519PrivateKey.generate())
    return load_pem_private_key(path.read_bytes(), password=None)


def _write_once(path: Path, key: Ed25519PrivateKey) -> None:
    """Of two workers that start together one writes the key and the other takes it over, never half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def public_line() -> str:
    """The public key as verifiers are told it."""
    return signed_notes.public_line(origin(), log_key().public_key())


# ---- proofs from the stored hashes: O(log n) rows each ----


def proof_of_growth(session: Session, old_size: int, size: int) -> list[bytes]:
    return _prove(session, merkle.consistency_path(old_size, size))


def proof_of_entry(session: Session, leaf_index: int, size: int) -> list[bytes]:
    return _prove(session, merkle.inclusion_path(leaf_index, size))


def proves(session: Session, entry: AuditEntry) -> bool:
    """Is this entry, as it stands, a leaf of the tree that the head of today is the edge of?"""
    now = _head_of_today(session)
    try:
        proof = proof_of_entry(session, entry.leaf_index, now.size)
    except LookupError:
        return False
    leaf = leaves.leaf_hash_of(
        {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns}
    )
    return merkle.verify_inclusion(leaf, entry.leaf_index, now.size, proof, now.root())


def _head_of_today(session: Session) -> merkle.Frontier:
    head = session.execute(sa.select(LogHead.size, LogHead.frontier)).one()
    return merkle.Frontier(head.size, audit.split_hashes(head.frontier))


def has_only_grown(session: Session, checkpoint: Checkpoint) -> bool:
    """Is the log of today the log of that checkpoint with leaves added, and is the checkpoint our own?"""
    now = _head_of_today(session)
    if not _is_genuine(checkpoint) or checkpoint.size > now.size:
        return False
    try:
        proof = proof_of_growth(session, checkpoint.size, now.size)
    except LookupError:  # a leaf that the proof needs is gone
        return False
    return merkle.verify_consistency(checkpoint.size, now.size, checkpoint.root, now.root(), proof)


def _prove(session: Session, path: list[range]) -> list[bytes]:
    """A perfect part is stored with the last leaf under it, at the place of its level."""
    needed = {part for each in path for part in merkle.perfect_parts(each)}
    rows = session.execute(
        sa.select(AuditEntry.leaf_index, AuditEntry.hashes).where(
            AuditEntry.leaf_index.in_({part[-1] for part in needed})
        )
    )
    hashes = {row.leaf_index: audit.split_hashes(row.hashes) for row in rows}
    return merkle.prove(path, lambda part: hashes[part[-1]][len(part).bit_length() - 1])


def _is_genuine(checkpoint) -> bool:
    """Does the signed note say what its row says?"""
    try:
        text = signed_notes.open_note(checkpoint.note, origin(), log_key().public_key())
    except ValueError:
        return False
    return (
        signed_notes.read_checkpoint(text) == (origin(), checkpoint.size, checkpoint.root)
        and fingerprint_of(text) == checkpoint.fingerprint
    )


# ---- checking everything ----


@dataclass
class Verdict:
    """What a full check found; `first_bad` is the first leaf that cannot be what was recorded."""

    size: int = 0
    problems: list[str] = field(default_factory=list)
    first_bad: int | None = None

    @property
    def intact(self) -> bool:
        return not self.problems


def verify(session: Session) -> Verdict:
    """Compute all leaves and roots again, and compare them with the head and with every checkpoint.

    Checkpoints are read before the head and the head before the leaves, so that whoever appends
    meanwhile is no false alarm.
    """
    marks = {row.size: row for row in session.execute(sa.select(*Checkpoint.__table__.columns))}
    last_leaf = sa.select(sa.func.max(AuditEntry.leaf_index)).scalar_subquery()
    head = session.execute(sa.select(LogHead.size, LogHead.frontier, last_leaf)).one_or_none()
    if head is None:
        return Verdict(problems=["the head of the log is missing"])
    size, frontier, last = head
    verdict, running = Verdict(size), merkle.Frontier()
    verdict.problems += _wrong_mark(marks.get(0), running)
    for index, row in enumerate(_rows(session, size)):
        if problem := _wrong_leaf(index, row, running):
            verdict.first_bad = index
            verdict.problems.append(problem)
            return verdict
        verdict.problems += _wrong_mark(marks.get(running.size), running)
    if running.size < size:
        verdict.first_bad = running.size
        verdict.problems.append(f"leaf {running.size} is missing")
    elif frontier != b"".join(running.hashes):
        verdict.problems.append("the head does not follow from the leaves")
    if last is not None and last >= size:
        verdict.problems.append(f"leaf {last} lies behind the head")
    verdict.problems += [f"checkpoint {mark} is ahead of the log" for mark in sorted(marks) if mark > size]
    return verdict


def _rows(session: Session, size: int) -> Iterator[sa.RowMapping]:
    for start in range(0, size, CHUNK):
        chunk = sa.select(*AuditEntry.__table__.columns).where(
            AuditEntry.leaf_index >= start, AuditEntry.leaf_index < min(start + CHUNK, size)
        )
        yield from session.execute(chunk.order_by(AuditEntry.leaf_index)).mappings()


def _wrong_leaf(index: int, row: sa.RowMapping, running: merkle.Frontier) -> str | None:
    """Append the leaf; the sentence that says what is wrong with it, if anything is."""
    if row["leaf_index"] != index:
        return f"leaf {index} is missing"
    content, salt = row["content"], row["salt"] or b""
    if content is not None and leaves.commitment_to(content, salt) != row["commitment"]:
        return f"the facts of leaf {index} are not those that were recorded"
    if b"".join(running.append(leaves.leaf_hash_of(row))) != row["hashes"]:
        return f"leaf {index} is not what was recorded"
    return None


def _wrong_mark(mark, running: merkle.Frontier) -> Iterable[str]:
    if mark is not None and not _is_genuine(mark):
        yield f"checkpoint {mark.size} is not signed by this log's key"
    elif mark is not None and mark.root != running.root():
        yield f"the first {mark.size} leaves are not those of their checkpoint"
