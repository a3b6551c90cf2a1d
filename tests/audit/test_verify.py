"""What a villager with a paper notice in hand can find out."""

import sqlalchemy as sa

from govproj.core import append_only, checkpoints, signed_notes, ticks
from govproj.core.audit import Event
from govproj.core.checkpoints import make_checkpoint
from govproj.core.dates import date
from govproj.core.db import db

POSTED = Event("sample.posted", says="张贴")


def recorded(times=1):
    for _ in range(times):
        POSTED.record(None, by=None)
    db.session.commit()


def a_checkpoint():
    checkpoint = make_checkpoint(db.session)
    db.session.commit()
    return checkpoint


def test_the_letters_on_a_notice_prove_that_the_log_has_only_grown(as_, on_day):
    with on_day("2022-05-10"):
        recorded(5)
        letters = a_checkpoint().letters
    recorded(3)

    page = as_().open(f"/verify?letters={letters}")

    assert "核对码相符，记录没有被改动" in page.notices
    assert f"{letters} 制成于 2022年5月10日 12:00，当时共有 5 条记录" in page.notices


def test_letters_are_read_however_they_are_typed(as_):
    recorded()
    typed = f" {a_checkpoint().letters.lower().replace('-', '－')} "

    assert "核对码相符" in as_().open(f"/verify?letters={typed}").notices


def test_letters_nobody_printed_are_not_confirmed(as_):
    recorded()
    a_checkpoint()

    for typed in ("AAAA-BBBB-CCCC-DDDD", "A", "存证", "%00", "A" * 50):
        assert "没有查到这个核对码" in as_().open(f"/verify?letters={typed}").notices


def test_a_log_that_was_rewritten_contradicts_the_paper(as_):
    recorded(5)
    letters = a_checkpoint().letters
    _rewrite_the_log()

    assert "现在的记录与这个核对码不符" in as_().open(f"/verify?letters={letters}").notices


def _rewrite_the_log():
    """As somebody would who owns the database: all entries away, others in their place."""
    db.session.remove()
    with db.engine.begin() as connection:
        for name in append_only.TABLES:
            if db.engine.name == "sqlite":
                connection.exec_driver_sql(f"DROP TRIGGER {name}_refuses_delete")
            else:
                connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        connection.exec_driver_sql("DELETE FROM audit_entry")
        connection.execute(sa.text("UPDATE log_head SET size = 0, frontier = :none"), {"none": b""})
    recorded(9)


def test_the_page_shows_the_newest_checkpoint_and_how_to_check_it_with_other_tools(as_):
    recorded(2)
    a_checkpoint()
    recorded(2)
    newest = a_checkpoint()

    page = as_().open("/verify")

    assert newest.letters in page.main
    assert checkpoints.public_line() in page.main
    note = as_().open(page.links["下载签名原文"])
    assert note.response.text == newest.note
    text = signed_notes.open_note(note.response.text, "govproj/log", checkpoints.log_key().public_key())
    assert text == signed_notes.checkpoint_text("govproj/log", 4, newest.root)


def test_without_a_checkpoint_the_page_says_when_there_will_be_one(as_):
    assert "还没有核对码" in as_().open("/verify").main
    as_().open("/verify/checkpoint", expect=404)


def test_reading_the_page_leaves_no_cookie(as_):
    assert "Set-Cookie" not in as_().open("/verify").headers


def test_every_day_with_entries_ends_with_a_checkpoint(app):
    recorded(2)
    ticks.run(date(2022, 5, 10))
    db.session.commit()
    first = checkpoints.newest(db.session)
    ticks.run(date(2022, 5, 11))
    db.session.commit()

    assert first.size == 2
    assert checkpoints.newest(db.session) is first
