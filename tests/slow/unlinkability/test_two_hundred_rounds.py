"""Two hundred rounds of thirty villagers over real HTTP, on SQLite and on PostgreSQL.

python3 run.py test --slow unlinkability     (UNLINKABILITY_ROUNDS=20 for a shorter one)
"""

import os
from datetime import timedelta

import pytest

from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations import slips, urn
from govproj.evaluations.urn import Urn
from tests.evaluations import scenes
from tests.evaluations.scenes import a_village_that_evaluates, an_open_round
from tests.evaluations.unlinkability.attackers import ATTACKERS, right
from tests.evaluations.unlinkability.broken import BROKEN
from tests.evaluations.unlinkability.rounds import VILLAGERS, Server, a_round_of_thirty

ROUNDS = int(os.environ.get("UNLINKABILITY_ROUNDS", "200"))
MOST = 1 + 3 / ROUNDS**0.5  # three standard deviations above guessing: 1.21 for 200 rounds
FORGED = 10_000


@pytest.fixture
def scene(app, monkeypatch):
    """The server's threads have the real clock, so the rounds are held today."""
    for number, name in enumerate(("FIRST", "LAST", "AFTER")):
        monkeypatch.setattr(scenes, name, dates.today() + timedelta(days=number))
    scene = a_village_that_evaluates(people=2 * VILLAGERS)
    scene.app = app
    return scene


@pytest.fixture
def served(app):
    server = Server(app)
    yield server
    server.stop()


def test_no_attacker_does_better_than_guessing(served, scene, capsys):
    hits = dict.fromkeys(ATTACKERS, 0)
    for _round in range(ROUNDS):
        left = a_round_of_thirty(served, scene)
        assert left.changed_tables == set()
        for attacker in ATTACKERS:
            hits[attacker] += right(left, attacker(left))
    with capsys.disabled():
        print(f"\n{ROUNDS} rounds of {VILLAGERS}, {db.engine.dialect.name}, matches a round (guessing: 1.00)")
        for attacker, number in hits.items():
            print(f"  {attacker.__name__:<28}{number / ROUNDS:.2f}")
    assert {a.__name__: n for a, n in hits.items() if n / ROUNDS > MOST} == {}


@pytest.mark.parametrize(("broken", "attacker"), BROKEN, ids=lambda part: part.__name__)
def test_the_attackers_notice_a_build_that_is_broken(served, scene, monkeypatch, capsys, broken, attacker):
    broken(monkeypatch)
    left = a_round_of_thirty(served, scene)
    hits = right(left, attacker(left))
    with capsys.disabled():
        print(f"  broken: {broken.__name__:<30}{attacker.__name__:<28}{hits} of {VILLAGERS}")
    assert hits >= 0.95 * VILLAGERS


def test_ten_thousand_forged_codes_are_refused(scene):
    round_, _codes = an_open_round(scene, VILLAGERS)
    with Urn(urn.path_of(round_.id)) as box:
        accepted = sum(box.cast(slips.new_code(round_.prefix), bytes(urn.CELL)) for _code in range(FORGED))
        assert (accepted, box.spent()) == (0, 0)
