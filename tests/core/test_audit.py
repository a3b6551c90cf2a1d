"""The log: what is recorded, in which order, what cannot be changed, and what is noticed if it is."""

import enum
import stat
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from govproj.core import append_only, audit, checkpoints, dates, merkle, signed_notes
from govproj.core.audit import AuditEntry, Event, LogHead
from govproj.core.checkpoints import Checkpoint, make_checkpoint, verify
from govproj.core.db import db

PAID = Event("sample.paid", "fen", "reason", says="付款 %(fen)s 元")
SEEN = Event("sample.seen", says="看过")
CLERK = SimpleNamespace(id=7, office_for=lambda village_id: "cadre")


class Payment(SimpleNamespace):
    """Stands for anything with an id that belongs to a project in a village."""


PAYMENT = Payment(id=12, village_id=3, project_id=5)


def record(times=1, **facts):
    for _ in range(times):
        PAID.record(PAYMENT, by=CLERK, **({"fen": 100, "reason": "错付"} | facts))


def committed(times):
    record(times)
    db.session.commit()


def entries():
    return db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.leaf_index)).all()


def by_root(statement, **values):
    """What somebody does who owns the database: the triggers are gone first."""
    for table in ("audit_entry", "checkpoint"):
        for trigger in _triggers(table):
            on = "" if db.engine.name == "sqlite" else f" ON {table}"
            db.session.execute(sa.text(f"DROP TRIGGER {trigger}{on}"))
    db.session.execute(sa.text(statement), values)
    db.session.commit()


def _triggers(table):
    if db.engine.name == "sqlite":
        found = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"
    else:
        found = "SELECT DISTINCT tgname FROM pg_trigger WHERE tgrelid = CAST(:t AS regclass)"
    return db.session.scalars(sa.text(found), {"t": table}).all()


# ---- what is recorded ----


@pytest.mark.usefixtures("app")
def test_an_act_is_on_record_with_who_what_where_and_its_facts():
    with dates.set_to(date(2022, 6, 20)):
        record(fen=-500, reason="付错了人")
        db.session.commit()

    (entry,) = entries()
    assert (entry.leaf_index, entry.event, entry.actor_id, entry.office) == (0, "sample.paid", 7, "cadre")
    assert (entry.subject, entry.village_id, entry.project_id) == ("Payment:12", 3, 5)
    assert entry.at == dates.at_noon(date(2022, 6, 20))
    assert entry.facts == {"fen": -500, "reason": "付错了人"}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("facts", [{}, {"fen": 1}, {"fen": 1, "reason": "", "more": 1}])
def test_facts_that_are_missing_or_too_many_are_refused(facts):
    with pytest.raises(ValueError, match="must carry"):
        PAID.record(PAYMENT, by=CLERK, **facts)


@pytest.mark.usefixtures("app")
def test_facts_of_all_plain_kinds_are_kept():
    class Colour(enum.StrEnum):
        RED = "red"

    record(
        fen=Decimal("12.50"),
        reason=[
            Colour.RED,
            date(2022, 6, 1),
            datetime(2022, 6, 1, tzinfo=UTC),
            None,
            True,
            {"b": 1, "a": "甲"},
        ],
    )
    db.session.commit()

    assert entries()[0].facts == {
        "fen": "12.50",
        "reason": ["red", "2022-06-01", "2022-06-01T00:00:00.000000+00:00", None, True, {"a": "甲", "b": 1}],
    }


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("fact", [0.5, object()])
def test_a_fact_without_one_spelling_is_refused(fact):
    with pytest.raises(TypeError, match="cannot be a fact"):
        record(fen=fact)


@pytest.mark.usefixtures("app")
def test_the_system_itself_acts_for_nobody():
    SEEN.record(None, by=None)
    db.session.commit()

    (entry,) = entries()
    assert (entry.actor_id, entry.office, entry.subject, entry.village_id) == (None, "", "", None)


class Village(SimpleNamespace):
    pass


class Project(SimpleNamespace):
    pass


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("subject", "place"),
    [
        (Village(id=3), (3, None)),
        (Project(id=5, village_id=3), (3, 5)),
        (Payment(id=1, project_id=5, project=Project(id=5, village_id=3)), (3, 5)),
        (Payment(id=1), (None, None)),
    ],
)
def test_village_and_project_follow_from_the_subject(subject, place):
    SEEN.record(subject, by=CLERK)
    db.session.commit()

    assert (entries()[0].village_id, entries()[0].project_id) == place


@pytest.mark.usefixtures("app")
def test_village_project_and_office_can_be_said():
    SEEN.record(PAYMENT, by=CLERK, village_id=8, project_id=9, office="supervisor")
    db.session.commit()

    (entry,) = entries()
    assert (entry.village_id, entry.project_id, entry.office) == (8, 9, "supervisor")


# ---- when it is written ----


@pytest.mark.usefixtures("app")
def test_nothing_is_on_record_of_what_was_rolled_back():
    record()
    db.session.rollback()
    committed(1)

    assert len(entries()) == 1


@pytest.mark.usefixtures("app")
def test_nothing_is_on_record_of_a_session_that_was_closed():
    record()
    db.session.close()
    committed(1)

    assert len(entries()) == 1


@pytest.mark.usefixtures("app")
def test_a_savepoint_takes_along_only_what_was_recorded_inside():
    record(reason="before")
    outer = db.session.begin_nested()
    record(reason="inside")
    with db.session.begin_nested():
        record(reason="deep inside")
    assert entries() == []  # nothing is written before the real commit
    outer.rollback()
    with db.session.begin_nested():
        record(reason="kept")
    db.session.commit()

    assert [entry.facts["reason"] for entry in entries()] == ["before", "kept"]


def test_the_head_is_locked_only_after_everything_else_is_written(statements):
    record()
    db.session.add(Checkpoint(size=0, root=b"", note="", fingerprint="", made_at=dates.now()))
    db.session.commit()

    assert statements == ["INSERT", "SELECT", "INSERT", "UPDATE"]


@pytest.mark.parametrize("already", [0, 1, 7, 1000])
def test_one_entry_costs_three_statements_however_long_the_log_is(statements, already):
    committed(already)
    statements.clear()

    committed(1)

    assert statements == ["SELECT", "INSERT", "UPDATE"]
    frontier = db.session.execute(sa.select(LogHead.frontier)).scalar()
    assert len(frontier) == 32 * (already + 1).bit_count()


def test_many_writers_make_one_gapless_log(app):
    def write():
        with app.app_context():
            for _ in range(10):
                record(2)
                db.session.commit()

    db.session.remove()
    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [entry.leaf_index for entry in entries()] == list(range(80))
    assert verify(db.session).intact


# ---- what the database refuses ----


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET event = 'other' WHERE leaf_index = 0",
        "UPDATE audit_entry SET actor_id = NULL",
        "UPDATE audit_entry SET content = '{}'",
        "UPDATE audit_entry SET content = NULL",
        "UPDATE audit_entry SET content = NULL, salt = NULL, actor_id = NULL",
        "UPDATE audit_entry SET leaf_index = 99 WHERE leaf_index = 1",
        "DELETE FROM audit_entry",
        "UPDATE checkpoint SET size = 1",
        "UPDATE checkpoint SET made_at = NULL",
        "DELETE FROM checkpoint",
    ],
)
def test_entries_and_checkpoints_are_never_changed_or_deleted(statement):
    committed(2)
    make_checkpoint(db.session)
    db.session.commit()

    with pytest.raises(sa.exc.DBAPIError, match="is append-only"):
        db.session.execute(sa.text(statement))


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("table", ["audit_entry", "checkpoint"])
def test_a_row_cannot_be_replaced_by_a_new_one_nor_all_be_emptied(table):
    committed(2)
    make_checkpoint(db.session)
    db.session.commit()
    sqlite = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    postgresql = f"TRUNCATE {table}"

    with pytest.raises(sa.exc.DBAPIError, match="is append-only"):
        db.session.execute(sa.text(sqlite if db.engine.name == "sqlite" else postgresql))


@pytest.mark.usefixtures("app")
def test_the_law_can_have_facts_erased_and_the_log_still_stands():
    committed(3)

    db.session.execute(sa.text("UPDATE audit_entry SET content = NULL, salt = NULL WHERE leaf_index = 1"))
    db.session.commit()

    assert [entry.facts is None for entry in entries()] == [False, True, False]
    assert verify(db.session).intact


@pytest.mark.usefixtures("app")
def test_triggers_lost_in_an_upgrade_come_back():
    committed(1)
    by_root("UPDATE audit_entry SET event = 'other'")

    append_only.guard(db.session.connection())

    with pytest.raises(sa.exc.DBAPIError, match="is append-only"):
        db.session.execute(sa.text("DELETE FROM audit_entry"))


# ---- checkpoints ----


@pytest.mark.usefixtures("app")
def test_a_checkpoint_covers_what_was_recorded_before_it_in_the_same_transaction():
    committed(4)
    record(1)
    checkpoint = make_checkpoint(db.session)
    record(1)
    db.session.commit()

    assert checkpoint.size == 5
    assert checkpoint.root == merkle.root_of(entry.leaf_hash for entry in entries()[:5])
    assert len(entries()) == 6
    assert verify(db.session).intact


@pytest.mark.usefixtures("app")
def test_a_checkpoint_is_a_signed_note_anybody_can_open():
    committed(3)
    checkpoint = make_checkpoint(db.session)

    text = signed_notes.open_note(checkpoint.note, checkpoints.origin(), checkpoints.log_key().public_key())

    assert text == signed_notes.checkpoint_text("govproj/log", 3, checkpoint.root)
    assert checkpoint.letters == "-".join(checkpoints.fingerprint_of(text)[n : n + 4] for n in (0, 4, 8, 12))


@pytest.mark.usefixtures("app")
def test_a_log_that_has_not_grown_keeps_its_checkpoint():
    committed(3)
    first = make_checkpoint(db.session)
    db.session.commit()

    assert make_checkpoint(db.session) is first
    assert checkpoints.newest(db.session) is first


def test_the_signing_key_is_made_once_and_is_its_owners_alone(app):
    line = checkpoints.public_line()

    assert checkpoints.public_line() == line
    (key,) = Path(app.instance_path, "keys").glob("log.key*")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.usefixtures("app")
def test_every_old_checkpoint_is_proved_to_be_the_beginning_of_the_log():
    for _ in range(20):
        committed(1)
        make_checkpoint(db.session)
    db.session.commit()

    for checkpoint in db.session.scalars(sa.select(Checkpoint)):
        assert checkpoints.has_only_grown(db.session, checkpoint)


@pytest.mark.usefixtures("app")
def test_every_entry_is_proved_to_be_in_the_log_from_a_handful_of_rows():
    committed(21)
    checkpoint = make_checkpoint(db.session)

    for entry in entries():
        proof = checkpoints.proof_of_entry(db.session, entry.leaf_index, 21)
        assert merkle.verify_inclusion(entry.leaf_hash, entry.leaf_index, 21, proof, checkpoint.root)


@pytest.mark.usefixtures("app")
def test_a_log_that_was_written_anew_has_not_only_grown():
    committed(6)
    old = make_checkpoint(db.session)
    db.session.commit()
    by_root("DELETE FROM audit_entry")
    by_root("UPDATE log_head SET size = 0, frontier = :none", none=b"")
    committed(9)

    assert not checkpoints.has_only_grown(db.session, old)
    by_root("DELETE FROM audit_entry WHERE leaf_index = 5")
    assert not checkpoints.has_only_grown(db.session, old)


# ---- what a check of everything finds ----


@pytest.mark.usefixtures("app")
def test_an_honest_log_is_intact(monkeypatch):
    monkeypatch.setattr(checkpoints, "CHUNK", 10)
    assert verify(db.session).intact
    make_checkpoint(db.session)
    committed(25)
    make_checkpoint(db.session)
    committed(11)

    verdict = verify(db.session)
    assert (verdict.intact, verdict.size, verdict.first_bad) == (True, 36, None)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("leaf", [0, 9, 10, 24])
@pytest.mark.parametrize(
    "change",
    [
        "event = 'other'",
        "actor_id = 8",
        "actor_id = NULL",
        "office = ''",
        "subject = 'Payment:13'",
        "village_id = NULL",
        "project_id = 6",
        "at = '2020-01-01 00:00:00.000000'",
        "content = '{}'",
        "salt = hashes",
        "salt = NULL",
        "commitment = hashes",
        "hashes = commitment",
        "leaf_index = leaf_index + 100",
    ],
)
def test_a_changed_entry_is_named(monkeypatch, change, leaf):
    monkeypatch.setattr(checkpoints, "CHUNK", 10)
    committed(25)

    by_root(f"UPDATE audit_entry SET {change} WHERE leaf_index = {leaf}")

    verdict = verify(db.session)
    assert verdict.first_bad == leaf
    assert str(leaf) in verdict.problems[0]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("leaf", [0, 12, 24])
def test_a_missing_entry_is_named(leaf):
    committed(25)

    by_root(f"DELETE FROM audit_entry WHERE leaf_index = {leaf}")

    assert verify(db.session).first_bad == leaf


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE log_head SET size = 24", "lies behind the head"),
        ("UPDATE log_head SET frontier = :hash", "does not follow"),
        ("DELETE FROM log_head", "the head of the log is missing"),
        ("UPDATE checkpoint SET root = :hash", "not signed"),
        ("UPDATE checkpoint SET size = 21", "not signed"),
        ("UPDATE checkpoint SET fingerprint = 'AAAABBBBCCCCDDDD'", "not signed"),
        ("UPDATE checkpoint SET note = 'x'", "not signed"),
    ],
)
def test_a_changed_head_or_checkpoint_is_noticed(statement, problem):
    committed(20)
    make_checkpoint(db.session)
    committed(5)

    by_root(statement, **({"hash": b"\x07" * 32} if ":hash" in statement else {}))

    assert any(problem in found for found in verify(db.session).problems)


@pytest.mark.usefixtures("app")
def test_a_log_that_was_cut_short_and_tidied_up_contradicts_its_checkpoint():
    committed(20)
    head = db.session.execute(sa.select(LogHead.size, LogHead.frontier)).one()
    committed(5)
    make_checkpoint(db.session)
    db.session.commit()

    by_root("DELETE FROM audit_entry WHERE leaf_index >= 20")
    by_root("UPDATE log_head SET size = :size, frontier = :frontier", size=head.size, frontier=head.frontier)

    assert verify(db.session).problems == ["checkpoint 25 is ahead of the log"]


@pytest.mark.usefixtures("app")
def test_a_log_that_was_recomputed_from_a_changed_entry_contradicts_its_checkpoint():
    committed(20)
    make_checkpoint(db.session)
    db.session.commit()
    db.session.expunge_all()

    entries = sa.select(*AuditEntry.__table__.columns).order_by(AuditEntry.leaf_index)
    rows = [dict(row) for row in db.session.execute(entries).mappings()]
    rows[3]["actor_id"] = 8
    frontier = merkle.Frontier()
    for row in rows:
        row["hashes"] = b"".join(frontier.append(audit.leaf_hash_of(row)))
    by_root("DELETE FROM audit_entry")
    db.session.execute(sa.insert(AuditEntry.__table__), rows)
    by_root("UPDATE log_head SET frontier = :frontier", frontier=b"".join(frontier.hashes))

    assert verify(db.session).problems == ["the first 20 leaves are not those of their checkpoint"]


def test_a_checkpoint_of_another_logs_key_is_noticed(app):
    committed(5)
    make_checkpoint(db.session)
    db.session.commit()
    Path(app.instance_path, "keys", "log.key").unlink()

    assert verify(db.session).problems == ["checkpoint 5 is not signed by this log's key"]
