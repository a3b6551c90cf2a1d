"""The one database handle: naming of constraints, column types, and how SQLite is opened."""

import enum
import inspect
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache, wraps
from typing import Annotated

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, registry

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
STORE_THE_CODE = sa.Enum(
    enum.Enum,
    native_enum=False,
    create_constraint=False,
    length=30,
    values_callable=lambda e: [m.value for m in e],
)


class UtcDateTime(sa.TypeDecorator):
    """A moment, stored in UTC and always read back with its time zone; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Fen = Annotated[int, mapped_column(sa.BigInteger)]  # a village's money outgrows 32 bits


class Base(DeclarativeBase):
    registry = registry(
        metadata=sa.MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={
            enum.Enum: STORE_THE_CODE,
            datetime: UtcDateTime,
            dict: sa.JSON,
            list: sa.JSON,
        },
    )


db = SQLAlchemy(model_class=Base)

# ---- one writer, many readers ----

PATIENCE = 15_000  # ms that a writer waits for the one before him


def rows(statement, blanks=None, /, **values) -> list[sa.Row]:
    """Rows of columns, past the ORM, which would take as long again as the database."""
    if db.session.autoflush:
        db.session.flush()
    return db.session.connection().execute(statement, values if blanks is None else blanks).all()


def prepared(build: Callable[..., sa.Select]) -> Callable[..., tuple[sa.Select, dict]]:
    """A select put together once, at its first use; `build` gets a blank in place of each argument.

        @prepared
        def overdue(village_id, today):
            return select(Duty).where(Duty.village_id == village_id, Duty.due_day < today)

        db.session.scalars(*overdue(village.id, dates.today()))

    Putting a select together takes several times as long as answering it. The blank of a list goes into `in_(…)`;
    nothing in `build` can depend on what will be filled in.
    """
    blanks = {name: sa.bindparam(name) for name in inspect.signature(build).parameters}
    put_together = cache(lambda: build(**blanks))

    @wraps(build)
    def filled_in(*values):
        return put_together(), dict(zip(blanks, values, strict=True))

    return filled_in


_reading = ContextVar("reading", default=False)


@contextmanager
def reading():
    """Transactions begun inside only read: on SQLite they do not wait for the writer."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def only_reads(yes: bool) -> None:
    """Said at the start of each request and taken back at its end: a thread serves many requests."""
    _reading.set(yes)


def write_now(change) -> None:
    """A small note that goes with whatever this request does, and is left out where it would have to wait.

    A request that writes takes it into its own transaction: a second one would wait for the first, forever.
    A request that only reads never waits for a writer.
    """
    if not _reading.get():
        db.session.execute(change)
        return
    token = _reading.set(False)
    try:
        with db.engine.connect() as connection, _without_patience(connection), connection.begin():
            connection.execute(change)
    except OperationalError:
        pass  # somebody is writing: the next request will try again
    finally:
        _reading.reset(token)


@contextmanager
def _without_patience(connection):
    if connection.dialect.name != "sqlite":
        yield
        return
    sqlite = connection.connection.driver_connection
    sqlite.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {PATIENCE}")


def let_others_write() -> None:
    """Ends the transaction of a request that has only read so far, before work that takes seconds.

    Else the lock that the request took with its first question would keep everybody else from writing.
    """
    if _changes(db.session):
        raise RuntimeError("there are changes that would be lost: take your time before you make them")
    db.session.rollback()


def _changes(session) -> bool:
    return bool(session.new or session.deleted or any(map(session.is_modified, session.dirty)))


@sa.event.listens_for(Session, "before_flush")
def _refuse_changes_while_reading(session, _context, _instances):
    """On SQLite they would fail now and then, whenever somebody else has written since the first question."""
    if _reading.get() and _changes(session):
        raise RuntimeError("a request that only reads (GET) must not change anything")


@sa.event.listens_for(Session, "do_orm_execute")
def _refuse_statements_while_reading(state):
    if _reading.get() and (state.is_insert or state.is_update or state.is_delete):
        raise RuntimeError("a request that only reads (GET) must not change anything")


# ---- SQLite ----


def _is_sqlite(dbapi_connection) -> bool:
    return type(dbapi_connection).__module__.startswith("sqlite3")


@sa.event.listens_for(Engine, "connect")
def _open_sqlite(connection, _record):
    """Foreign keys on, readers beside one writer, nothing acknowledged that is not on the disk."""
    if not _is_sqlite(connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        f"busy_timeout = {PATIENCE}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


@sa.event.listens_for(Engine, "begin")
def _begin_sqlite(connection):
    """A transaction that may write takes the lock at once.

    BEGIN (deferred) that reads first and writes later fails with "database is locked" whatever the
    timeout, because its snapshot is stale by then.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
