"""Nobody waits for readers, writers wait for each other and not for themselves, what is acknowledged is kept."""

import sqlite3
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from govproj import create_app
from govproj.accounts.models import SignInSession
from govproj.core import checkpoints, dates
from govproj.core.access import public
from govproj.core.audit import LogHead
from govproj.core.db import db, let_others_write, reading
from govproj.core.forms import OpenForm
from govproj.core.upload_fields import FilesField
from govproj.projects.models import CentralWorkItem
from govproj.villages.models import County, Village
from tests.core.killed import kill
from tests.factories import a_secretary, a_village
from tests.together import at_once, presses

SOON = 5  # seconds: far from the quarter of a minute that a writer waits


def work_item(n=1):
    return {"name": f"步道{n}", "kind": "construction", "year": "2022"}


def work_items_of(village):
    return f"/villages/{village.id}/work-items/new"


def not_seen_for(minutes):
    db.session.execute(
        sa.update(SignInSession).values(seen_at=dates.machine_now() - timedelta(minutes=minutes))
    )
    db.session.commit()


@contextmanager
def somebody_writing():
    """A writer beside the site who takes his time."""
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.execute(sa.update(Village).values(notice_board="村口"))
        yield
        connection.rollback()


# ---- how the database is opened ----


@pytest.mark.sqlite_only
def test_every_connection_keeps_its_promises(app):
    def pragmas():
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        with db.engine.connect() as connection:
            return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    full = 2
    assert at_once(app, *[pragmas] * 6) == [["wal", full, 1, 15_000]] * 6


def test_a_row_that_points_nowhere_is_refused(app):
    db.session.add(CentralWorkItem(village_id=999_999, **{**work_item(), "year": 2022}))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.commit()
    db.session.rollback()


@pytest.mark.sqlite_only
def test_a_request_that_may_write_takes_the_lock_with_its_first_question_and_a_reader_takes_none(app):
    def others_may_write():
        with sqlite3.connect(db.engine.url.database, timeout=0) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            other.rollback()
            return True

    db.session.rollback()
    with reading():
        db.session.scalars(sa.select(County)).all()
        assert others_may_write()
        db.session.rollback()
    db.session.scalars(sa.select(County)).all()
    assert not others_may_write()
    let_others_write()
    assert others_may_write()


# ---- who waits for whom ----


def test_whoever_took_his_time_over_a_form_can_still_send_it(as_):
    """Noting that he is still there must not wait for his own request."""
    village = a_village()
    browser = as_(a_secretary(village))
    page = browser.open(work_items_of(village))
    not_seen_for(minutes=20)
    began = time.monotonic()

    page.press("登记", work_item())

    assert time.monotonic() - began < SOON
    assert db.session.scalar(sa.select(SignInSession.seen_at)) > dates.machine_now() - timedelta(minutes=1)


def test_reading_notes_that_somebody_is_still_there(as_):
    browser = as_(a_secretary())
    not_seen_for(minutes=20)
    browser.open("/workbench")
    assert db.session.scalar(sa.select(SignInSession.seen_at)) > dates.machine_now() - timedelta(minutes=1)


def test_a_reader_does_not_wait_for_a_writer(as_):
    village = a_village()
    browser, form = as_(a_secretary(village)), work_items_of(village)
    not_seen_for(minutes=20)
    with somebody_writing():
        began = time.monotonic()
        for url in ("/", "/workbench", "/projects", form):
            browser.open(url)
        assert time.monotonic() - began < SOON
    assert "村口" not in browser.open("/").text


@pytest.mark.sqlite_only
def test_a_connection_is_as_patient_as_before_after_a_note(as_):
    browser = as_(a_secretary())
    not_seen_for(minutes=20)
    with somebody_writing():
        browser.open("/workbench")
    with reading(), db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000


@pytest.mark.sqlite_only
def test_pictures_are_made_while_others_may_write(app):
    """A dozen photos take seconds; whoever sends them has already asked who he is, and holds the lock by that."""

    def somebody_writes(upload):
        with sqlite3.connect(db.engine.url.database, timeout=0) as other:
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        return upload.filename

    class Pictures(FilesField):
        keep = staticmethod(somebody_writes)

    class Form(OpenForm):
        pictures = Pictures()

    with app.test_request_context(method="POST"):
        db.session.scalars(sa.select(Village)).all()
        form = Form(MultiDict({"pictures": FileStorage(filename="照片.jpg")}))
        assert form.validate(), form.errors
        assert form.pictures.stored == ["照片.jpg"]


def test_changes_are_never_thrown_away_to_let_others_write(app):
    db.session.add(County(name="示例县"))
    with pytest.raises(RuntimeError, match="changes that would be lost"):
        let_others_write()
    db.session.rollback()


@pytest.mark.parametrize("change", ["flush", "statement"])
def test_a_page_that_is_only_looked_at_cannot_change_anything(site, app, change):
    """On SQLite such a page would fail now and then, under load, with "database is locked"."""
    other = create_app(site[0].instance_path, **{k: site[0].config[k] for k in SETTINGS})

    @other.route("/careless", methods=["GET", "POST"])
    @public
    def careless():
        if change == "flush":
            db.session.add(County(name="示例县"))
        else:
            db.session.execute(sa.update(Village).values(name="示例村"))
        db.session.commit()
        return request.method

    with pytest.raises(RuntimeError, match="only reads"):
        other.test_client().get("/careless")
    with other.app_context():
        db.engine.dispose()
    with app.app_context():
        assert db.session.scalars(sa.select(County)).all() == []


SETTINGS = ("TESTING", "SECRET_KEY", "SQLALCHEMY_DATABASE_URI")


# ---- many at once ----


def test_twenty_people_write_at_once_and_none_is_turned_away(app, as_):
    village = a_village()
    browsers = [as_(a_secretary(village)) for _ in range(20)]
    writing = [presses(browser, work_items_of(village), work_item(n)) for n, browser in enumerate(browsers)]
    reading = [lambda browser=as_(): browser._ask("GET", "/") for _ in range(4)]

    answers = at_once(app, *writing, *reading)

    assert [answer.status for answer in answers[:20]] == [303] * 20
    assert [answer.status_code for answer in answers[20:]] == [200] * 4
    assert len(db.session.scalars(sa.select(CentralWorkItem)).all()) == 20
    assert db.session.scalar(sa.select(LogHead.size)) == 20
    assert checkpoints.verify(db.session).intact


# ---- what is acknowledged is kept ----


def test_writers_are_killed_at_any_moment_and_nothing_acknowledged_is_lost(app):
    """First the file, then the row and its entry in the log, then the answer; tests/slow/storage does it longer."""
    assert kill(app, times=10) >= 10
