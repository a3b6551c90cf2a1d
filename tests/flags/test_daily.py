"""The rules' work of every day: village by village, taken up where it was interrupted, never on what is out of date."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core import ticks
from govproj.core.db import db
from govproj.flags import actions
from govproj.flags.actions import daily
from govproj.flags.models import Flag, FlagRun, RuleCoverage
from govproj.flags.states import Urging
from govproj.ledger.actions import changing
from govproj.ledger.queries.books import standing_contract
from tests.flags.things import a_flag
from tests.ledger.things import a_cast, a_contract

LATER = date(2022, 7, 20)  # five days after the agreed end


@pytest.fixture
def two(app, on_day):
    """Two villages with a contract each."""
    with on_day("2022-06-20"):
        casts = [a_cast(), a_cast()]
        for cast in casts:
            a_contract(cast)
    with on_day(LATER.isoformat()):
        yield casts


def a_turn(chore) -> None:
    next(chore)
    db.session.commit()


def rest_of(chore) -> None:
    for _piece in chore:
        db.session.commit()


def asked_about(cast, rule="RF33") -> list[Flag]:
    wanted = select(Flag).where(Flag.rule_id == rule, Flag.project_id == cast.project.id)
    return db.session.scalars(wanted).all()


def test_each_village_is_kept_before_the_next_and_an_interrupted_day_goes_on_where_it_ended(two, monkeypatch):
    first, second = two
    chore = actions.ask_in_turn(LATER)
    a_turn(chore)
    assert (len(asked_about(first)), len(asked_about(second))) == (1, 0)
    chore.close()

    judged = []
    once_more = daily._judge
    monkeypatch.setattr(daily, "_judge", lambda ids, day: judged.append(ids) or once_more(ids, day))
    rest_of(ticks.pieces(LATER))
    assert len(asked_about(second)) == 1
    assert judged == [[second.village.id]]
    rest_of(ticks.pieces(LATER))
    assert judged == [[second.village.id]]


def test_what_was_put_right_after_it_was_judged_is_not_asked(two, monkeypatch):
    cast = two[1]

    def meanwhile(village_id, day):
        if village_id == cast.village.id:
            longer = {"number": "B-01", "fen": 0, "reason": "暴雨", "extends_to": date(2022, 9, 1)}
            change = changing.request(standing_contract(cast.project.id), by=cast.cadre, **longer)
            changing.approve(change, by=cast.secretary)
            db.session.commit()
        return take(village_id, day)

    take = daily._take
    monkeypatch.setattr(daily, "_take", meanwhile)
    rest_of(actions.ask_in_turn(LATER))
    assert asked_about(cast) == []


def test_two_machines_do_no_village_twice(two):
    chore = actions.ask_in_turn(LATER)
    a_turn(chore)
    second = two[1].village.id
    db.session.add(FlagRun(village_id=second, day=LATER))
    db.session.commit()
    rest_of(chore)
    assert db.session.scalars(select(RuleCoverage).where(RuleCoverage.village_id == second)).all() == []


def test_the_day_also_presses_what_waits(two):
    flag = a_flag(two[1].project, on=date(2022, 7, 1))
    rest_of(ticks.pieces(LATER))
    assert flag.pressed is Urging.INVESTIGATE


def test_between_two_villages_everybody_else_can_write(two):
    """The lock is let go at each commit: another connection gets it at once."""
    chore = actions.ask_in_turn(LATER)
    a_turn(chore)
    with db.engine.connect() as other:
        other.exec_driver_sql("UPDATE village SET name = name")
        other.commit()
    rest_of(chore)
