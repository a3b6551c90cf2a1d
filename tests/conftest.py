"""One site per test worker, put back to its empty, migrated state before every test."""

import gc
import os
import shutil
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings as hypothesis
from sqlalchemy import event
from sqlalchemy.orm import Session

from govproj import create_app
from govproj.core import append_only, dates, schema
from govproj.core.db import db
from tests.core.paper import installed, missing  # noqa: F401 - fixtures
from tests.guessing import made_quick
from tests.pages import Browser

hypothesis.register_profile("house", deadline=None)  # a busy machine is no failure
hypothesis.load_profile("house")

ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgresql"
DEMO_FIXTURES = {"chromium", "demo_site", "loaded_demo"}
TEST_KEY = "a-key-for-tests-0123456789-abcdefghijklmnop"


def pytest_collection_modifyitems(config, items):
    """Leave out, visibly, what does not concern this database."""
    left = [item for item in items if is_left_out(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not is_left_out(item)]
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = while_the_demo_loads(items)


def while_the_demo_loads(items) -> list:
    """One worker begins with loading the demo, which takes as long as hundreds of tests that do without it."""
    with_demo = [item for item in items if DEMO_FIXTURES & set(item.fixturenames)]
    without = [item for item in items if not DEMO_FIXTURES & set(item.fixturenames)]
    meanwhile = len(without) // 4
    return [*with_demo[:1], *without[:meanwhile], *with_demo[1:], *without[meanwhile:]]


def is_left_out(item) -> bool:
    """What looks into the other database, or would only do the same again: it opens none, or a browser."""
    marks = {mark.name for mark in item.iter_markers()}
    if not ON_POSTGRES:
        return "postgres_only" in marks
    return bool(marks & {"sqlite_only", "browser", "once"}) or "site" not in item.fixturenames


@event.listens_for(sa.Engine, "connect")
def turn_round_what_has_no_order(connection, _record):
    """PostgreSQL gives rows in any order unless told one; SQLite only when asked to."""
    if not ON_POSTGRES:
        connection.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.fixture(scope="session", autouse=True)
def quick_guessing():
    with made_quick():
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The application with a migrated database, and a way to empty it."""
    folder = tmp_path_factory.mktemp("site")
    settings = {
        "TESTING": True,
        "SECRET_KEY": TEST_KEY,
        "PUBLIC_URL": "http://localhost",
        "KEEP_PAGES": False,
    }
    if ON_POSTGRES:
        settings["SQLALCHEMY_DATABASE_URI"] = _postgres_database()
    app = create_app(folder, **settings)
    with app.app_context():
        schema.bring_up_to_date()
        reset = _postgres_reset(db.engine) if ON_POSTGRES else _sqlite_reset(db.engine, folder)
    gc.freeze()  # the application outlives all tests: nothing to find there
    return app, reset


def _sqlite_reset(engine, folder):
    """Copying a small file back is the quickest way to an empty database, triggers and all."""
    db.session.remove()
    engine.dispose()  # closing the last connection moves the write-ahead log into the file
    database, empty = folder / "site.db", folder / "empty.db"
    shutil.copy(database, empty)

    def reset():
        engine.dispose()
        for suffix in ("-wal", "-shm"):
            (folder / f"site.db{suffix}").unlink(missing_ok=True)
        shutil.copy(empty, database)

    return reset


def _postgres_database() -> str:
    """A database of this worker's own, cloned from the server's template."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with sa.create_engine("postgresql+psycopg:///postgres", isolation_level="AUTOCOMMIT").connect() as server:
        server.exec_driver_sql(
            f"CREATE DATABASE {name} ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0"
        )
    return f"postgresql+psycopg:///{name}"


EMPTY_ALL = """
    CREATE FUNCTION empty_all(everything text[], guarded text[]) RETURNS boolean LANGUAGE plpgsql AS $$
    DECLARE name text; filled boolean;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOREACH name IN ARRAY everything LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %%I)', name) INTO filled;
            CONTINUE WHEN NOT filled;
            IF name = ANY (guarded) THEN EXECUTE format('ALTER TABLE %%I DISABLE TRIGGER USER', name); END IF;
            EXECUTE format('DELETE FROM %%I', name);
        END LOOP;
        UPDATE log_head SET size = 0, frontier = '';
        RETURN (SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%%_refuses_per_%%' AND tgenabled = 'A')
            = 2 * cardinality(guarded);
    END $$
"""


def _postgres_reset(engine):
    """Deleting what rows there are, in one call, is much quicker than asking each table or truncating it.

    The guards of the log are put up again where they had to give way or a test took them down.
    """
    names = [table.name for table in db.metadata.sorted_tables if table.name != "log_head"]
    with engine.begin() as connection:
        connection.exec_driver_sql(EMPTY_ALL)
    empty_all = sa.select(sa.func.empty_all(names, list(append_only.TABLES)))

    def reset():
        with engine.begin() as connection:
            if not connection.scalar(empty_all):
                append_only.guard(connection)

    return reset


@pytest.fixture
def app(site):
    app, reset = site
    with app.app_context():
        reset()
        for urn in (Path(app.instance_path) / "urns").iterdir():
            urn.unlink()
        app.extensions["brake"].clear()
        yield app
        db.session.remove()


@pytest.fixture
def as_(app):
    """`as_(lead).open(url)`: the site as this person's browser sees it; `as_(None)` for a stranger."""
    return lambda user=None, **cookies: Browser(app, user, **cookies)


@pytest.fixture
def statements(app):
    """The kinds of statements that reach the database: `["SELECT", "INSERT"]`; clear it to count anew."""
    verbs = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            verbs.append(statement.split()[0])

    event.listen(db.engine, "before_cursor_execute", note)
    yield verbs
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def on_day():
    """`with on_day("2022-05-10"):` the clock stands at noon of that day."""
    return lambda day: dates.set_to(dates.date.fromisoformat(day))


@pytest.fixture(autouse=True)
def unsaved(monkeypatch):
    """What has been flushed but not committed, so that a forgotten commit or entry of the log fails the test."""
    pending, committed = [], []

    def flushed(session, _context):
        pending.extend(
            sorted({type(thing).__name__ for thing in session.new | session.dirty | session.deleted})
        )

    def settled(session):
        if not session.in_nested_transaction():
            pending.clear()

    def kept(session):
        if not session.in_nested_transaction():
            committed.extend(pending)
            pending.clear()

    hooks = [("after_flush", flushed), ("after_commit", kept), ("after_rollback", settled)]
    for name, hook in hooks:
        event.listen(Session, name, hook)
    monkeypatch.setattr(Browser, "unsaved", pending)
    monkeypatch.setattr(Browser, "committed", committed)
    yield
    for name, hook in hooks:
        event.remove(Session, name, hook)
