"""Writes the log as text that anybody can check elsewhere (`log_check.py` tells the format), and packs the checker."""

import gzip
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from govproj.config import ROOT
from govproj.core import audit, checkpoints, leaves, log_check
from govproj.core.audit import AuditEntry, LogHead
from govproj.core.checkpoints import Checkpoint
from govproj.core.db import db, reading

PURE = (
    "codes",
    "kept_proofs",
    "leaves",
    "log_check",
    "log_guards",
    "merkle",
    "signed_notes",
    "verify",
)  # the modules that know no database
START = "import sys\nfrom govproj.core.verify import main\nsys.exit(main())\n"


def lines(readable=None, *, key: str = "", origin: str = "") -> Iterator[str]:
    """The log as it stands, line by line. `readable` is a condition on entries: of all others only the hash is told.

    Asks for a thousand leaves at a time, each time anew: no transaction lasts from the first to the last.
    """
    ((size,),) = _asked(sa.select(LogHead.size))
    key, origin = key or checkpoints.public_line(), origin or checkpoints.origin()
    yield _line({"format": log_check.FORMAT, "origin": origin, "key": key, "size": size})
    for (note,) in _asked(
        sa.select(Checkpoint.note).where(Checkpoint.size <= size).order_by(Checkpoint.size)
    ):
        yield _line({"checkpoint": note})
    columns = [*AuditEntry.__table__.columns, (sa.true() if readable is None else readable).label("readable")]
    for start in range(0, size, checkpoints.CHUNK):
        span = (AuditEntry.leaf_index >= start, AuditEntry.leaf_index < min(start + checkpoints.CHUNK, size))
        for row in _asked(sa.select(*columns).where(*span).order_by(AuditEntry.leaf_index)):
            yield _line(_leaf(row._mapping))
    yield _line({"end": size})


def _asked(question: sa.Select) -> Sequence[sa.Row]:
    with reading(), db.engine.connect() as connection:
        return connection.execute(question).all()


def _leaf(row: sa.RowMapping) -> dict:
    own = row["hashes"][: audit.HASH_SIZE].hex()
    if not row["readable"]:
        return {"hash": own}
    leaf = {"leaf": json.loads(leaves.canonical(leaves.bound_by(row))), "hash": own}
    if row["content"] is None:
        return leaf
    return leaf | {"content": row["content"], "salt": (row["salt"] or b"").hex()}


def _line(thing: dict) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")) + "\n"


def write(path: Path) -> None:
    """Everything, facts included; packed where the name ends in .gz."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "xt", encoding="utf-8") as file:
        file.writelines(lines())


def write_checker(path: Path) -> None:
    """One file that runs as `python3 verify-log.pyz EXPORT …` wherever `cryptography` is installed."""
    with path.open("xb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("__main__.py", START)
            for package in ("govproj", "govproj/core"):
                pack.writestr(f"{package}/__init__.py", "")
            for name in PURE:
                pack.write(ROOT / "govproj" / "core" / f"{name}.py", f"govproj/core/{name}.py")
