"""Whoever reads everything left behind learns nothing about whose answer is whose. The short run, on every change.

Each attacker guesses, for thirty villagers who answered one after another, which answer was whose. Pure
guessing is right once a round on average. The same attackers must be right nearly always on builds that
are broken on purpose, or they prove nothing. `python3 run.py test --slow unlinkability` is the long run.
"""

from pathlib import Path

import pytest
from sqlalchemy import Date, DateTime, Integer, text

from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations import urn
from govproj.evaluations.models import ChoiceTotal, Comment, QuestionTotal, StratumTotal, ThemeTotal
from tests.evaluations.scenes import LAST, a_village_that_evaluates, an_open_round
from tests.evaluations.unlinkability.attackers import ATTACKERS, right
from tests.evaluations.unlinkability.broken import BROKEN, work_by_length
from tests.evaluations.unlinkability.rounds import VILLAGERS, InProcess, a_round_of_thirty

ROUNDS = 4
QUICK = [build for build in BROKEN if build[0] is not work_by_length]  # that one takes as long as it says
GUESSING = 18  # right guesses over all rounds: 4 on average, 18 or more less than once in a million


@pytest.fixture
def scene(app):
    _close_the_gaps()
    scene = a_village_that_evaluates(people=2 * VILLAGERS)
    scene.app = app
    return scene


def _close_the_gaps() -> None:
    """As on a site of its own: rows of other tests leave room that PostgreSQL fills in an order of its own."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM FULL evaluation_comment"))


def test_no_attacker_does_better_than_guessing(app, scene):
    hits = dict.fromkeys(ATTACKERS, 0)
    for _round in range(ROUNDS):
        left = a_round_of_thirty(InProcess(app), scene)
        assert left.changed_tables == set(), "an answer leaves the main database as it was"
        for attacker in ATTACKERS:
            hits[attacker] += right(left, attacker(left))
    assert all(number < GUESSING for number in hits.values()), {a.__name__: n for a, n in hits.items()}


@pytest.mark.parametrize(("broken", "attacker"), QUICK, ids=lambda part: part.__name__)
def test_the_attackers_notice_a_build_that_is_broken(app, scene, monkeypatch, broken, attacker):
    broken(monkeypatch)
    left = a_round_of_thirty(InProcess(app), scene)
    assert right(left, attacker(left)) >= 0.95 * VILLAGERS


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


@pytest.mark.parametrize("model", [QuestionTotal, ThemeTotal, ChoiceTotal, StratumTotal, Comment])
def test_no_result_table_has_a_date_a_number_of_its_own_or_a_person(model):
    table = model.__table__
    people = {"user", "resident"}
    for column in table.columns:
        assert not isinstance(column.type, Date | DateTime), column
        assert not {key.column.table.name for key in column.foreign_keys} & people, column
    (*key,) = table.primary_key.columns
    assert len(key) > 1 or not isinstance(key[0].type, Integer), "a number that counts up tells the order"
