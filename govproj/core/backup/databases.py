"""The database's part of a backup: a copy of one moment while others write, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from govproj.core.db import db
from govproj.core.uploads import FileColumns


class CannotBackUp(Exception):
    """Why it cannot be done here; a sentence for whoever sits at the shell."""


@contextmanager
def copied(engine: sa.Engine, path: Path) -> Iterator[sa.Connection]:
    """Copies the database to `path`; inside, the connection sees exactly what the copy holds."""
    copy = _sqlite_copied if engine.dialect.name == "sqlite" else _postgres_copied
    with copy(engine, path) as connection:
        yield connection


@contextmanager
def _sqlite_copied(engine: sa.Engine, path: Path):
    """In one step: readers hold nobody up, and a copy in several would begin anew with every write of others."""
    source, target = sqlite3.connect(engine.url.database), sqlite3.connect(path)
    try:
        source.backup(target, pages=-1)
    finally:
        target.close()
        source.close()
    reader = sa.create_engine(sa.URL.create("sqlite", database=str(path)), poolclass=sa.NullPool)
    with reader.connect() as connection:
        yield connection


@contextmanager
def _postgres_copied(engine: sa.Engine, path: Path):
    with engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    ) as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
        _run("pg_dump", engine.url, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
             f"--file={path}")  # fmt: skip
        yield connection


def is_empty(engine: sa.Engine) -> bool:
    """Nothing was ever set up there."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database).exists():
        return True
    with engine.connect() as connection:
        return not sa.inspect(connection).get_table_names()


def load(engine: sa.Engine, path: Path) -> None:
    """Put the copy at `path` in the place of this empty database."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        place = Path(engine.url.database)
        for suffix in ("", "-wal", "-shm"):
            place.with_name(place.name + suffix).unlink(missing_ok=True)
        shutil.move(path, place)
    else:
        _run("pg_restore", engine.url, "--exit-on-error", "--single-transaction", "--no-owner",
             f"--dbname={engine.url.database}", str(path))  # fmt: skip


def _run(program: str, url: sa.URL, *arguments: str) -> None:
    """Names and passwords go through the environment: arguments can be read by everybody on the machine."""
    said = url.translate_connect_args() | dict(url.query)
    names = {"host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "password": "PGPASSWORD"}
    told = {variable: str(said[name]) for name, variable in names.items() if said.get(name)}
    told["PGDATABASE"] = url.database or ""
    found = shutil.which(program)
    if not found:
        raise CannotBackUp(f"{program} was not found: install the client programs of PostgreSQL")
    how = {"env": os.environ | told, "capture_output": True, "text": True, "check": False}
    child = subprocess.run([found, *arguments], **how)  # noqa: S603 - our own words and a path from the shell
    if child.returncode:
        raise CannotBackUp(f"{program} failed: {child.stderr.strip()}")


# ---- what is in a database, asked alike of a copy and of what was made from it ----


def counts(connection: sa.Connection) -> dict[str, int]:
    """Rows of each table."""
    names = sorted(sa.inspect(connection).get_table_names())
    return {name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) for name in names}


def named_files(connection: sa.Connection) -> set[str]:
    """The names of all files that rows speak of."""
    present, names = set(sa.inspect(connection).get_table_names()), set()
    for mapper in db.Model.registry.mappers:
        if issubclass(mapper.class_, FileColumns) and mapper.local_table.name in present:
            for column in (mapper.c.sha256, mapper.c.thumb):
                names.update(connection.scalars(sa.select(column).distinct()))
    return names - {None, ""}


def log_head(connection: sa.Connection) -> tuple[int, bytes]:
    """Size of the log and right edge of its tree."""
    head = sa.table("log_head", sa.column("size", sa.Integer), sa.column("frontier", sa.LargeBinary))
    return tuple(connection.execute(sa.select(head.c.size, head.c.frontier)).one())


def version(connection: sa.Connection) -> str:
    """The number of the newest migration."""
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
