"""The sealed urn: one slip one answer, frozen at opening, silent about order."""

import sqlite3
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from govproj.core import sealed
from govproj.evaluations import slips, urn
from govproj.evaluations.answers import Answer, blank_cell, read_cell, seal_answer
from govproj.evaluations.urn import CELL, Stage, Urn, UrnError

ROUND, HOLDER = sealed.new_key_pair(), sealed.new_key_pair()
ANSWER = Answer({"7": "aabbccdu"})


def codes(number):
    return [slips.new_code("AB") for _ in range(number)]


def a_sealed_answer(comment=""):
    return seal_answer(ANSWER._replace(comment=comment), ROUND.public)


@pytest.fixture
def path(tmp_path):
    urn.create(tmp_path / "7.db")
    return tmp_path / "7.db"


def opened(path, printed):
    with Urn(path) as box:
        box.replace_printed(printed)
        boxes = sealed.seal_to_each(ROUND.private, [HOLDER.public], purpose="round")
        box.open(public=ROUND.public, boxes=boxes, blank=lambda: blank_cell(ROUND.public))
    return path


# ---- one slip, one answer ----


def test_a_slip_is_accepted_once(path):
    slip, other = codes(2)
    with Urn(opened(path, [slip, other])) as box:
        assert box.is_good(slip)
        assert box.cast(slip, a_sealed_answer()) is True
        assert not box.is_good(slip)
        assert box.cast(slip, a_sealed_answer()) is False
        assert box.spent() == 1


def test_a_forged_slip_is_refused(path):
    with Urn(opened(path, codes(2))) as box:
        assert not any(box.cast(forged, a_sealed_answer()) for forged in codes(200))
        assert box.spent() == 0


def cast_all(path, some, cell):
    accepted = 0
    for code in some:
        with Urn(path) as box:
            accepted += box.cast(code, cell)
    return accepted


def test_four_machines_with_the_same_slips_spend_each_once(path):
    printed = codes(100)
    opened(path, printed)
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as workers:
        turns = [printed[start:] + printed[:start] for start in (0, 10, 20, 30)]
        accepted = workers.map(cast_all, [path] * 4, turns, [a_sealed_answer()] * 4)
        assert sum(accepted) == 100
    with Urn(path) as box:
        box.close()
        assert sum(read_cell(cell, ROUND.private) == ANSWER for cell in box.shuffled_cells()) == 100


def test_an_answer_that_fails_does_not_spend_the_slip(path):
    slip, *_rest = printed = codes(3)
    with Urn(opened(path, printed)) as box:
        with pytest.raises(sqlite3.IntegrityError):
            box.cast(slip, b"not the size of a cell")
        assert box.is_good(slip)


# ---- before the opening ----


def test_nothing_is_accepted_before_the_opening(path):
    (slip,) = printed = codes(1)
    with Urn(path) as box:
        box.replace_printed(printed)
        assert box.cast(slip, a_sealed_answer()) is False


def test_printing_again_makes_the_sheets_before_worthless_but_not_slips_drawn_online(path):
    first, second, (drawn,) = codes(3), codes(2), codes(1)
    with Urn(path) as box:
        box.replace_printed(first)
        box.add_online(drawn)
    with Urn(opened(path, second)) as box:
        assert not any(box.is_good(code) for code in first)
        assert all(box.is_good(code) for code in [*second, drawn])
        assert box.size() == 3


def test_the_set_is_frozen_at_the_opening(path):
    printed = codes(3)
    with Urn(opened(path, printed)) as box:
        for adding in (lambda: box.replace_printed(codes(1)), lambda: box.add_online(codes(1)[0])):
            with pytest.raises(UrnError):
                adding()
        assert box.size() == 3
        assert box.root == slips.committed_root(box.digest(code) for code in printed)


def test_an_opening_interrupted_after_filling_goes_on(path):
    printed = codes(3)
    with Urn(path) as box:
        box.replace_printed(printed)
        box._fill(ROUND.public, {}, lambda: blank_cell(ROUND.public))
        assert box.cast(printed[0], a_sealed_answer()) is False
        box.open(public=ROUND.public, boxes={}, blank=lambda: blank_cell(ROUND.public))
        assert box.cast(printed[0], a_sealed_answer()) is True
        assert box.size() == 3


# ---- after it ----


def test_closing_voids_what_was_not_used(path):
    used, left, _also_left = printed = codes(3)
    with Urn(opened(path, printed)) as box:
        box.cast(used, a_sealed_answer())
        assert box.close() == 2
        assert box.cast(left, a_sealed_answer()) is False
        assert box.stage is Stage.CLOSED
        assert box.close() == 2


def test_the_cells_are_not_handed_out_while_the_round_is_open(path):
    with Urn(opened(path, codes(1))) as box, pytest.raises(UrnError):
        box.shuffled_cells()


def test_a_holder_gets_the_rounds_key_and_reads_every_answer(path):
    printed = codes(20)
    with Urn(opened(path, printed)) as box:
        for code in printed[:12]:
            box.cast(code, a_sealed_answer(comment=code))
        box.close()
        private = sealed.unseal(box.box_for(HOLDER.public), HOLDER.private, purpose="round")
        answers = [read_cell(cell, private) for cell in box.shuffled_cells()]
        assert box.box_for(b"somebody else") is None
    assert answers.count(None) == 8
    assert {answer.comment for answer in answers if answer} == set(printed[:12])


def test_the_cells_come_in_a_different_order_every_time(path):
    with Urn(opened(path, codes(20))) as box:
        box.close()
        assert box.shuffled_cells() != box.shuffled_cells()


def test_nothing_is_left_after_the_count(path):
    opened(path, codes(3))
    urn.destroy(path)
    assert list(path.parent.iterdir()) == []
    with pytest.raises(UrnError):
        Urn(path)


# ---- what the file tells ----


def test_only_the_servers_account_reads_the_file(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_table_has_a_date_a_row_number_or_a_person(path):
    with sqlite3.connect(path) as file:
        tables = dict(file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        for table, sql in tables.items():
            assert "WITHOUT ROWID" in sql, f"{table} keeps the order of its rows"
            for _n, column, kind, _null, _default, key in file.execute(f"PRAGMA table_info({table})"):
                assert kind in {"BLOB", "TEXT"} or not key, f"{table}.{column} is a numbered key"
            assert not file.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    assert tables.keys() == {"urn", "prepared", "slips", "cells", "keys"}


def test_the_connection_is_as_careful_as_promised(path):
    with Urn(path) as box:
        names = ("journal_mode", "secure_delete", "synchronous", "temp_store", "busy_timeout")
        values = [box.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert values == ["delete", 1, 3, 2, 60000]


def test_no_code_and_no_word_of_an_answer_is_in_the_file(path):
    printed = codes(10)
    with Urn(opened(path, printed)) as box:
        for code in printed:
            box.cast(code, a_sealed_answer(comment=f"石榴{code}"))
    written = path.read_bytes()
    assert not any(code.encode() in written for code in printed)
    assert "石榴".encode() not in written


def test_an_answer_changes_its_slip_and_one_cell_in_place_and_nothing_else(path):
    """If SQLite moved rows about, the layout of the pages would keep the order of arrival."""
    printed = codes(40)
    opened(path, printed)
    for code in printed:
        before = path.read_bytes()
        with Urn(path) as box:
            box.cast(code, a_sealed_answer())
        after = path.read_bytes()
        assert len(after) == len(before)
        changed = [place for place, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        header = [place for place in changed if place < 100]
        assert set(header) <= {24, 25, 26, 27, 92, 93, 94, 95}, "only SQLite's own count of changes"
        assert CELL * 0.98 < len(changed) - len(header) <= CELL + 2


def test_before_the_opening_the_file_does_not_tell_the_order_of_online_draws(path, tmp_path):
    drawn = codes(30)
    urn.create(tmp_path / "other.db")
    with Urn(path) as one, Urn(tmp_path / "other.db") as other:
        other.connection.execute("UPDATE urn SET salt = ?", (one.salt,))
        other.salt = one.salt
        for code in drawn:
            one.add_online(code)
        for code in reversed(drawn):
            other.add_online(code)
    assert path.read_bytes()[100:] == (tmp_path / "other.db").read_bytes()[100:]


def test_any_cell_may_be_the_first_to_be_taken(tmp_path):
    firsts = set()
    for attempt in range(60):
        fresh = tmp_path / f"{attempt}.db"
        urn.create(fresh)
        (first, *_rest) = printed = codes(4)
        with Urn(opened(fresh, printed)) as box:
            box.cast(first, a_sealed_answer())
            firsts.add(
                box.connection.execute("SELECT taken FROM cells ORDER BY place").fetchall().index((1,))
            )
    assert firsts == {0, 1, 2, 3}


def test_an_urn_of_another_version_is_refused(path):
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 99")
    with pytest.raises(UrnError, match="version 99"):
        Urn(path)
