"""Whoever reads everything left behind learns nothing about whose answer is whose. A short check.

Each attacker guesses, for thirty villagers who answered one after another, which answer was whose. Pure
guessing is right once a round on average. The same attackers must be right nearly always on builds that
are broken on purpose, or they prove nothing.
"""

import secrets
from pathlib import Path

import pytest
from sqlalchemy import Date, DateTime, Integer, select

from govproj.core import dates, sealed
from govproj.core.db import db
from govproj.evaluations import actions, urn
from govproj.evaluations.answers import KEY_PURPOSE, read_cell
from govproj.evaluations.models import Comment, HolderKey, QuestionTotal, StratumTotal, ThemeTotal
from govproj.evaluations.urn import Urn
from tests.evaluations.scenes import (
    AFTER,
    LAST,
    PASSPHRASE,
    SATISFIED,
    a_village_that_evaluates,
    an_open_round,
)

VILLAGERS, ROUNDS = 30, 12
GUESSING = 2.5 * ROUNDS  # right guesses over all rounds: 12 on average, over 30 about twice in a million


# ---- what was left behind ----


class Left:
    """What an attacker finds after a round: the urn before it was counted, its key, and the database after."""

    def __init__(self, round_, slips):
        self.slips = slips  # the codes in the order in which they were used; the attacker sees only hashes
        path = urn.path_of(round_.id)
        with Urn(path) as box:
            key = db.session.scalars(select(HolderKey)).first()
            private = sealed.unseal(
                box.box_for(key.public), sealed.unlock(key.wrapped, PASSPHRASE), purpose=KEY_PURPOSE
            )
            self.digests = [box.digest(code) for code in slips]
            self.spent = [d for (d,) in box.connection.execute("SELECT digest FROM slips WHERE spent = 1")]
            cells = box.connection.execute("SELECT sealed FROM cells WHERE taken = 1").fetchall()
        answers = [(cell, int(read_cell(cell, private).comment)) for (cell,) in cells]
        raw = path.read_bytes()
        self.in_table_order = [turn for _cell, turn in answers]
        # The end of a cell lies on a page of its own.
        self.in_file_order = [turn for cell, turn in sorted(answers, key=lambda a: raw.index(a[0][-1000:]))]
        with dates.set_to(AFTER):
            counted = dict.fromkeys(("left_over", "paper_issued", "paper_returned", "paper_invalid"), 0)
            actions.close(round_, by=key.user, signatures=len(slips), complaints=0, **counted)
            actions.count(round_, key, PASSPHRASE, by=key.user)
            db.session.commit()
            actions.empty(round_)
        self.comments = [int(text) for text in db.session.scalars(select(Comment.text))]


def first_come_first_cell(left):
    return right(left.in_table_order)


def position_in_the_file(left):
    return right(left.in_file_order)


def order_of_the_comments(left):
    return right(left.comments)


def slip_beside_cell(left):
    """The n-th spent slip belongs to the n-th taken cell."""
    turn_of = {digest: turn for turn, digest in enumerate(left.digests)}
    pairs = zip(left.spent, left.in_table_order, strict=True)
    return sum(turn_of[digest] == turn for digest, turn in pairs)


def right(guessed):
    return sum(place == turn for place, turn in enumerate(guessed))


ATTACKERS = (first_come_first_cell, position_in_the_file, order_of_the_comments, slip_beside_cell)


def a_round_of_thirty(as_, scene):
    round_, codes = an_open_round(scene, VILLAGERS)
    stranger = as_(None)
    fields = {
        f"{scene.project.id}-{q['key']}": sign for q, sign in zip(round_.asked.scales, SATISFIED, strict=True)
    }
    with dates.set_to(LAST):
        for turn, code in enumerate(codes):
            stranger.send("/v/cast", {"code": code, "comment": str(turn), **fields}, expect=200)
    return Left(round_, codes)


def attack(as_, rounds):
    """Right guesses of each attacker over all rounds."""
    scene = a_village_that_evaluates()
    found = dict.fromkeys(ATTACKERS, 0)
    for _round in range(rounds):
        left = a_round_of_thirty(as_, scene)
        for attacker in ATTACKERS:
            found[attacker] += attacker(left)
        db.session.query(Comment).delete()
        db.session.commit()
    return found


def test_no_attacker_does_better_than_guessing(app, as_):
    found = attack(as_, ROUNDS)
    assert all(hits <= GUESSING for hits in found.values()), found


# ---- builds broken on purpose ----


def the_first_blank_cell(box):
    sql = "SELECT place FROM cells WHERE taken = 0 ORDER BY place LIMIT 1"
    return box.connection.execute(sql).fetchone()[0]


def test_the_attackers_notice_cells_filled_in_order(app, as_, monkeypatch):
    monkeypatch.setattr(Urn, "_blank_place", the_first_blank_cell)
    found = attack(as_, 1)
    assert found[first_come_first_cell] >= 0.95 * VILLAGERS
    assert found[position_in_the_file] >= 0.95 * VILLAGERS


def test_the_attackers_notice_a_count_that_does_not_shuffle(app, as_, monkeypatch):
    monkeypatch.setattr(Urn, "_blank_place", the_first_blank_cell)
    monkeypatch.setattr(secrets.SystemRandom, "shuffle", lambda _random, _things: None)
    monkeypatch.setattr(
        Comment.__table__.c.name.default, "arg", lambda _context, n=iter(range(99)): f"{next(n):02}"
    )
    assert attack(as_, 1)[order_of_the_comments] >= 0.95 * VILLAGERS


def test_the_attackers_notice_a_cell_chosen_by_its_slip(app, as_, monkeypatch):
    honest = Urn.cast

    def cast(box, code, cell):
        rank = "SELECT count(*) FROM slips WHERE digest < ?"
        box.rank = box.connection.execute(rank, (box.digest(code),)).fetchone()[0]
        return honest(box, code, cell)

    def same_rank(box):
        sql = "SELECT place FROM cells ORDER BY place LIMIT 1 OFFSET ?"
        return box.connection.execute(sql, (box.rank,)).fetchone()[0]

    monkeypatch.setattr(Urn, "cast", cast)
    monkeypatch.setattr(Urn, "_blank_place", same_rank)
    assert attack(as_, 1)[slip_beside_cell] >= 0.95 * VILLAGERS


# ---- nothing in the clear, no column that could tell ----


def test_no_word_of_an_answer_and_no_code_is_written_anywhere(app, as_, caplog):
    """Every byte of the site's folder: database, write-ahead log, urn, and what the server logged."""
    caplog.set_level(0)
    scene = a_village_that_evaluates()
    round_, codes = an_open_round(scene, 12)
    answer = {f"{scene.project.id}-overall": "d", "comment": "石榴树下的见证"}
    with dates.set_to(LAST):
        for code in codes:
            as_(None).open(f"/v/{code}")
            as_(None).send("/v", {"code": code, "answered": "1", **answer}, expect=200)
            as_(None).send("/v/cast", {"code": code, **answer}, expect=200)

    written = [path.read_bytes() for path in Path(app.instance_path).rglob("*") if path.is_file()]
    assert any(urn.path_of(round_.id).read_bytes() == content for content in written)
    for secret in ("石榴树下的见证", *codes):
        assert not any(secret.encode() in content for content in written)
        assert secret not in caplog.text


@pytest.mark.parametrize("model", [QuestionTotal, ThemeTotal, StratumTotal, Comment])
def test_no_result_table_has_a_date_a_number_of_its_own_or_a_person(model):
    table = model.__table__
    people = {"user", "resident"}
    for column in table.columns:
        assert not isinstance(column.type, Date | DateTime), column
        assert not {key.column.table.name for key in column.foreign_keys} & people, column
    (*key,) = table.primary_key.columns
    assert len(key) > 1 or not isinstance(key[0].type, Integer), "a number that counts up tells the order"
