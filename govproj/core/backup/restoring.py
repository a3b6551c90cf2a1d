"""From a backup to a site in an empty folder: everything is checked before and counted again afterwards."""

import json
import shutil
import tarfile
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from govproj.config import MARKER
from govproj.core import folders, log_check, log_export, schema
from govproj.core.backup import archive, databases
from govproj.core.backup.record import RESTORED, restored
from govproj.core.db import db
from govproj.core.kept_proofs import Kept

PIECE = 2**20


class CannotRestore(Exception):
    """Why nothing was restored, or why what was restored must not be used; a sentence for the shell."""


class Restored(NamedTuple):
    made_at: str
    tables: int
    rows: int
    files: int
    entries: int
    missing: list[str]  # files that were missing already when the backup was made


def restore(path: Path) -> Restored:
    """Fill this empty instance; leaves the commit of what the features put right to the caller."""
    refuse_a_site_in_use()
    room = Path(current_app.instance_path, "restoring")
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(mode=0o700)
    try:
        manifest = _unpack(path, room)
        databases.load(db.engine, room / archive.DATABASE)
        if (room / "files").exists():
            shutil.copytree(
                room / "files", folders.path("files"), dirs_exist_ok=True, copy_function=shutil.move
            )
        if manifest["demo"]:
            shutil.move(room / MARKER, folders.path(MARKER))
    finally:
        shutil.rmtree(room, ignore_errors=True)
    _count_again(manifest)
    _read_the_log(manifest)
    schema.bring_up_to_date()
    RESTORED.record(None, by=None, made_at=manifest["made_at"], entries=manifest["log"]["size"])
    restored.send()
    tables, rows = len(manifest["tables"]), sum(manifest["tables"].values())
    return Restored(
        manifest["made_at"], tables, rows, manifest["files"], manifest["log"]["size"], manifest["missing"]
    )


def refuse_a_site_in_use() -> None:
    if not databases.is_empty(db.engine):
        raise CannotRestore("the database is not empty: restore into a new folder and an empty database")
    for name in ("files", "urns"):
        if any(folders.path(name).iterdir()):
            raise CannotRestore(f"{folders.path(name)} is not empty: restore into a new folder")


# ---- before: nothing is put into its place that is not what it is called ----


def _unpack(path: Path, room: Path) -> dict:
    """Everything but the manifest goes to the folder `room`; hashes of files are compared on the way."""
    manifest, found = None, 0
    try:
        with tarfile.open(path, "r:gz") as tar:
            for member in tar:
                if member.name == archive.MANIFEST:
                    manifest = json.load(tar.extractfile(member))
                else:
                    found += _unpack_one(tar, member, room)
    except (OSError, EOFError, tarfile.TarError, ValueError) as why:
        raise CannotRestore(f"{path} cannot be read as a backup: {why}") from None
    if manifest is None or manifest.get("format") != archive.FORMAT:
        raise CannotRestore(f"{path} is no complete backup: its manifest is missing")
    if found != manifest["files"] or not (room / archive.DATABASE).exists():
        raise CannotRestore(f"{path} is not complete: {found} of {manifest['files']} files")
    if manifest["dialect"] != db.engine.dialect.name:
        raise CannotRestore(
            f"this is a backup of {manifest['dialect']}, the site uses {db.engine.dialect.name}"
        )
    newest = schema.newest()
    if manifest["schema"] > newest:
        raise CannotRestore(f"this is a backup of a newer version ({manifest['schema']}, here {newest})")
    return manifest


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, room: Path) -> int:
    """Only names that a backup has, only plain files; 1 for one of the stored files."""
    parts = member.name.split("/")
    is_stored = len(parts) == 3 and parts[0] == "files" and archive.STORED.fullmatch(parts[2])
    if not member.isfile() or not (is_stored or member.name in {archive.DATABASE, MARKER}):
        raise ValueError(f"it holds {member.name!r}")
    target = room / "files" / parts[2][:2] / parts[2] if is_stored else room / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with tar.extractfile(member) as source, target.open("wb") as file:
        while piece := source.read(PIECE):
            digest.update(piece)
            file.write(piece)
    if is_stored and digest.hexdigest() != parts[2]:
        raise ValueError(f"the file {parts[2]} is not what it was")
    return bool(is_stored)


# ---- afterwards ----


def _count_again(manifest: dict) -> None:
    with db.engine.connect() as connection:
        here = databases.counts(connection)
        named = databases.named_files(connection)
    if here != manifest["tables"]:
        tables = sorted(
            name for name in here | manifest["tables"] if here.get(name) != manifest["tables"].get(name)
        )
        raise CannotRestore(
            f"do not use this site: other numbers of rows than in the backup in {', '.join(tables)}"
        )
    stored = {path.name for path in folders.path("files").glob("??/*")}
    if gone := sorted(named - stored - set(manifest["missing"])):
        raise CannotRestore(f"do not use this site: {len(gone)} files are missing, the first {gone[0]}")


def _read_the_log(manifest: dict) -> None:
    """Leaf by leaf, and the root of them all is the one that was backed up."""
    finding = log_check.check(log_export.lines(key=manifest["key"], origin=manifest["origin"]), Kept())
    root = b64decode(manifest["log"]["root"])
    if finding.problems or (finding.size, finding.root) != (manifest["log"]["size"], root):
        why = "; ".join(finding.problems) or "it has another root"
        raise CannotRestore(f"do not use this site: the log is not what was backed up: {why}")
