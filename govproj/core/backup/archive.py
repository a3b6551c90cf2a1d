"""The file of a backup: a tar with the database, the files and, last, a manifest. Never keys, settings or urns.

What the manifest says is counted in the copy, so that a restore can count again. It also carries the public key and the
root of the log: whoever keeps it can tell a backup from another one.
"""

import json
import os
import re
import tarfile
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from govproj.config import MARKER
from govproj.core import audit, checkpoints, dates, folders, merkle
from govproj.core.backup import databases
from govproj.core.backup.databases import CannotBackUp
from govproj.core.db import db

FORMAT = "govproj backup 1"
MANIFEST, DATABASE = "manifest.json", "database"
STORED = re.compile(r"[0-9a-f]{64}")
OWN_NAMES = "govproj-*.tar.gz"  # in a folder of backups, sorted by their moment


class Made(NamedTuple):
    """What was written, for the record."""

    entries: int
    files: int
    bytes: int
    archive: str


def path_in(folder: Path) -> Path:
    """A name of its own for a backup made now."""
    return folder / f"govproj-{dates.beijing(dates.machine_now()):%Y%m%d-%H%M%S}.tar.gz"


def keep_newest(folder: Path, most: int) -> list[Path]:
    """Delete the oldest of the backups with names of our own; returns what is gone."""
    gone = sorted(folder.glob(OWN_NAMES))[:-most]
    for path in gone:
        path.unlink()
    return gone


def write(path: Path) -> tuple[Made, list[str]]:
    """Back the running site up to a new file; also returns the names of files that rows speak of and nobody has.

    The database is copied first: a file is always there before the row that names it.
    """
    if path.exists():
        raise CannotBackUp(f"{path} exists already")
    draft = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest = _write_all(file, path.parent)
            file.flush()
            os.fsync(file.fileno())
        with draft.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    made = Made(manifest["log"]["size"], manifest["files"], path.stat().st_size, digest)
    return made, manifest["missing"]


def _write_all(file, beside: Path) -> dict:
    with tempfile.TemporaryDirectory(prefix=".govproj-", dir=beside) as room:
        copy = Path(room, DATABASE)
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as tar:
            with databases.copied(db.engine, copy) as connection:
                manifest, named = _manifest(connection)
                tar.add(copy, DATABASE)
            stored = set()
            for stored_file in _stored_files():
                if _added(tar, stored_file):
                    stored.add(stored_file.name)
            marker = Path(folders.path(MARKER))
            if marker.exists():
                tar.add(marker, MARKER)
            manifest |= {"files": len(stored), "missing": sorted(named - stored), "demo": marker.exists()}
            _add_text(tar, MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _manifest(connection) -> tuple[dict, set[str]]:
    size, edge = databases.log_head(connection)
    manifest = {
        "format": FORMAT,
        "made_at": dates.now().isoformat(timespec="seconds"),
        "dialect": connection.dialect.name,
        "schema": databases.version(connection),
        "tables": databases.counts(connection),
        "log": {"size": size, "root": b64encode(_root(size, edge)).decode()},
        "origin": checkpoints.origin(),
        "key": checkpoints.public_line(),
    }
    return manifest, databases.named_files(connection)


def _root(size: int, edge: bytes) -> bytes:
    return merkle.Frontier(size, audit.split_hashes(bytes(edge))).root()


def _stored_files() -> Iterator[Path]:
    """Those under their names; one that is just being written has another."""
    return (path for path in sorted(folders.path("files").glob("??/*")) if STORED.fullmatch(path.name))


def _added(tar: tarfile.TarFile, path: Path) -> bool:
    """A photo may be erased by law in this moment."""
    try:
        tar.add(path, f"files/{path.parent.name}/{path.name}")
    except FileNotFoundError:
        return False
    return True


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    content = text.encode()
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, BytesIO(content))
