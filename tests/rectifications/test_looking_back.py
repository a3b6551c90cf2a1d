"""回头看: another body than the one that verified, or two; and a problem that came back is the old case."""

import pytest
from sqlalchemy import func, select

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.rectifications import actions
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import ActKind, Level, State
from govproj.villages.rules import DEFAULTS
from tests.factories import a_town_inspector, last_audit_entry
from tests.rectifications.things import a_case_handed_in, a_cast


@pytest.fixture
def cast(app):
    return a_cast()


def closed(cast, level=Level.MINOR, verified_by=("supervisor",)):
    case = a_case_handed_in(cast, level=level)
    for name in verified_by:
        actions.verify(case, result="看过", by=getattr(cast, name))
    actions.close(case, assessment="好了", by=cast.inspector)
    db.session.commit()
    return case


def looked_back(case, by, passed=True):
    actions.look_back(case, passed=passed, note="看过", by=by)
    db.session.commit()
    return case.state


def test_the_body_that_verified_cannot_vouch_for_it_alone(as_, cast):
    case = closed(cast)

    page = as_(cast.other_supervisor).open(f"/rectifications/{case.id}")
    page.press("回头看通过", {"note": "还好"})

    assert case.state is State.CLOSED
    assert case.acts[-1].kind is ActKind.LOOKBACK_SIGNED
    assert last_audit_entry() == ("rectifications.look_back_one", cast.other_supervisor.id)
    again = as_(cast.other_supervisor).open(f"/rectifications/{case.id}")
    assert "回头看通过" not in again.buttons
    assert "等另一来源" in again.main
    with pytest.raises(MoveRefused, match="没有权限"):
        looked_back(case, cast.other_supervisor)
    db.session.rollback()
    assert looked_back(case, cast.inspector) is State.LOOKBACK_PASSED


@pytest.mark.parametrize("who", ["inspector", "county"])
def test_another_body_is_enough_by_itself(cast, who):
    assert looked_back(closed(cast), getattr(cast, who)) is State.LOOKBACK_PASSED


def test_after_both_bodies_verified_it_takes_the_county_or_two_others(cast):
    town = a_town_inspector(cast.village.town)
    first = closed(cast, Level.MAJOR, ("supervisor", "inspector"))
    assert looked_back(first, cast.county) is State.LOOKBACK_PASSED

    second = closed(cast, Level.MAJOR, ("supervisor", "inspector"))
    assert looked_back(second, cast.other_supervisor) is State.CLOSED
    assert looked_back(second, town) is State.LOOKBACK_PASSED


def test_a_place_may_ask_for_two_bodies_always(cast, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "lookback.signers", 2)
    case = closed(cast)
    assert looked_back(case, cast.inspector) is State.CLOSED
    assert looked_back(case, cast.other_supervisor) is State.LOOKBACK_PASSED


def test_one_who_saw_it_come_back_is_enough(cast):
    case = closed(cast)
    looked_back(case, cast.other_supervisor)
    assert looked_back(case, cast.county, passed=False) is State.REOPENED
    assert case.turn.number == 2
    assert not case.look_backs, "the signatures belong to the turn that was looked back at"


def test_every_signature_is_on_record(cast):
    case = closed(cast)
    looked_back(case, cast.other_supervisor)
    looked_back(case, cast.inspector)
    events = [entry.event for entry in db.session.query(AuditEntry).order_by(AuditEntry.leaf_index)]
    assert events[-2:] == ["rectifications.look_back_one", "rectifications.pass_look_back"]


def test_a_new_case_cannot_hide_a_rebound(as_, cast):
    old = closed(cast)
    form = as_(cast.supervisor).open(
        f"/villages/{cast.village.id}/rectifications/new?project={cast.project.id}"
    )
    words = {"level": "minor", "title": "围挡又有缺口", "fact": "同一处"}

    refused = form.press("登记", words, expect=422)
    assert old.number in refused.text
    assert refused.html.select_one("[name=title]")["value"] == "围挡又有缺口", "what was typed is kept"

    form.press("登记", words | {"project": "0"})
    form.press("登记", words | {"another": "y"})
    assert db.session.scalar(select(func.count(Rectification.id))) == 3


def test_where_nothing_waits_for_a_look_back_nobody_is_asked(as_, cast):
    form = as_(cast.supervisor).open(
        f"/villages/{cast.village.id}/rectifications/new?project={cast.project.id}"
    )
    assert "不是已销号问题的反弹" not in form.main


def test_the_page_says_whose_eyes_are_wanted(as_, cast):
    minor = closed(cast)
    assert "现在该谁办 纪检干部" in as_(cast.secretary).open(f"/rectifications/{minor.id}").main
    major = closed(cast, Level.MAJOR, ("supervisor", "inspector"))
    assert "县纪检干部，或没有核实过的" in as_(cast.secretary).open(f"/rectifications/{major.id}").main


def test_closing_is_the_first_button_of_what_was_verified(as_, cast):
    case = a_case_handed_in(cast)
    actions.verify(case, result="看过", by=cast.supervisor)
    db.session.commit()
    bar = as_(cast.supervisor).open(f"/rectifications/{case.id}").html.select_one(".moves")
    assert bar.get_text(" ", strip=True).startswith("销号")
