"""Days out of order, empty words, and what even a programming error cannot write into the database."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from govproj.core import dates
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.rectifications import actions
from govproj.rectifications.models import RectificationAct, RectificationTurn
from govproj.rectifications.states import ActKind, Level, Seat, State
from tests.factories import a_project
from tests.rectifications.things import a_case, a_case_handed_in, a_cast, plan_and_start


@pytest.fixture
def cast(app):
    return a_cast()


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=-1)])
def test_no_act_lies_in_the_future_or_before_the_one_before_it(cast, off):
    case = a_case(cast.project, by=cast.inspector, responsible=cast.lead)
    with pytest.raises(MoveRefused, match="日期不能"):
        plan_and_start(case, cast.lead, on=dates.today() + off)


def test_nothing_is_found_tomorrow(cast):
    with pytest.raises(MoveRefused, match="不能晚于今天"):
        a_case(cast.project, found_on=dates.today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda case, cast: actions.verify(case, result=" ", by=cast.supervisor), "核实的结果"),
        (lambda case, cast: actions.send_back(case, note="", by=cast.supervisor), "理由"),
        (lambda case, cast: actions.note(case, text="", by=cast.lead), "不能记录进展"),
    ],
)
def test_an_act_says_why(cast, act, words):
    case = a_case_handed_in(cast)
    with pytest.raises(MoveRefused, match=words):
        act(case, cast)


def test_a_plan_cannot_outlast_the_day_that_was_set(cast):
    case = a_case(cast.project, by=cast.inspector, responsible=cast.lead)
    late = case.turn.due_on + timedelta(days=1)
    with pytest.raises(MoveRefused, match="计划完成日"):
        actions.plan(case, cause="因", measures="措施", own_due_on=late, by=cast.lead)


def test_the_secretary_assigns_what_is_minor_only(cast):
    grave = a_case(cast.project, level=Level.MAJOR, by=cast.secretary, responsible=cast.lead)

    assert grave.turn.assigned_on is None, "the name waits as a proposal"
    with pytest.raises(MoveRefused, match="没有权限"):
        actions.assign(grave, responsible=cast.lead, by=cast.secretary)


def test_whoever_set_the_day_does_not_give_more_time(cast):
    case = a_case(cast.project, by=cast.inspector, responsible=cast.lead)
    actions.ask_extension(case, days=3, reason="雨季", by=cast.lead)
    with pytest.raises(MoveRefused, match="上一级"):
        actions.grant_extension(case, by=cast.inspector)
    actions.grant_extension(case, by=cast.county)
    with pytest.raises(MoveRefused, match="没有等待答复"):
        actions.decline_extension(case, note="不行", by=cast.county)


def test_the_lead_of_another_project_is_not_responsible_here(cast):
    stranger = a_cast().lead
    case = a_case(a_project(cast.village))
    with pytest.raises(MoveRefused, match=f"{stranger.name}不能承办"):
        actions.assign(case, responsible=stranger, by=cast.inspector)


@pytest.mark.parametrize("column", ["closed_by_id", "looked_back_by_id"])
def test_the_database_knows_that_nobody_judges_themselves(cast, column):
    case = a_case_handed_in(cast)
    with pytest.raises(IntegrityError):
        db.session.execute(update(RectificationTurn).values({column: case.turn.responsible_id}))
    db.session.rollback()


@pytest.mark.parametrize(
    "wrong",
    [
        {"closed_on": dates.today(), "submitted_on": None, "lasting_measures": "x", "assessment": "x"},
        {"closed_on": dates.today(), "assessment": ""},
        {"lookback_passed": True},
        {"due_on": dates.date(2000, 1, 1)},
        {"extended_from": dates.date(2100, 1, 1)},
    ],
)
def test_the_database_refuses_a_turn_that_cannot_be(cast, wrong):
    a_case_handed_in(cast)
    with pytest.raises(IntegrityError):
        db.session.execute(update(RectificationTurn).values(wrong))
    db.session.rollback()


def test_the_database_keeps_one_verdict_of_each_for_each_hand_in(cast):
    case = a_case_handed_in(cast, level=Level.MAJOR)
    actions.verify(case, result="看过", by=cast.supervisor)
    db.session.commit()
    again = {"kind": ActKind.VERIFIED, "turn_number": 1, "hand_in": 1, "by_id": cast.supervisor.id}
    db.session.add(
        RectificationAct(rectification=case, seat=Seat.INSPECTOR, occurred_on=dates.today(), **again)
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_one_verdict_of_two_is_not_enough_to_close_however_the_case_got_there(cast):
    """The table refuses it as well, should an act ever move the case on too early."""
    case = a_case_handed_in(cast, level=Level.MAJOR)
    actions.verify(case, result="看过", by=cast.supervisor)
    case.state = State.VERIFIED
    with pytest.raises(MoveRefused, match="各一人核实"):
        actions.close(case, assessment="好了", by=cast.inspector)
    db.session.rollback()
