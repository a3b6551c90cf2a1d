"""催办, 督办, 查办: on which mornings letters go out, who reads and answers them, and that weeks off change nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from govproj.core import dates, ticks, todo
from govproj.core.db import db
from govproj.rectifications import actions
from govproj.rectifications.models import RectificationUrging
from govproj.rectifications.states import Level
from govproj.rectifications.urging import RISING, History, Letter, Urging, letters
from govproj.villages.rules import DEFAULTS
from tests.rectifications.things import a_case, a_cast, hand_in, plan_and_start

THRESHOLDS = DEFAULTS["rectification.urging_days"]
DUE = date(2022, 6, 17)
OPENED = date(2022, 6, 2)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def sent(history, until, before=()):
    return [(letter.level, letter.on) for letter in letters(history, THRESHOLDS, until, before)]


def test_the_three_letters_go_out_on_the_first_the_seventh_and_the_fifteenth_day():
    forgotten = History([(OPENED, DUE)], [])
    assert sent(forgotten, DUE) == []
    assert sent(forgotten, after(40)) == [
        (Urging.URGE, after(1)),
        (Urging.SUPERVISE, after(7)),
        (Urging.INVESTIGATE, after(15)),
    ]
    assert letters(forgotten, THRESHOLDS, after(1)) == [Letter(Urging.URGE, after(1), 1)]


def test_what_has_been_handed_in_is_not_pressed_for():
    in_time = History([(OPENED, DUE)], [(DUE, None)])
    on_the_last_morning = History([(OPENED, DUE)], [(after(1), None)])
    assert sent(in_time, after(40)) == []
    assert sent(on_the_last_morning, after(40)) == [(Urging.URGE, after(1))]


def test_after_a_late_return_only_the_hardest_letter_goes_out():
    returned = History([(OPENED, DUE)], [(DUE, after(8))])
    assert sent(returned, after(9)) == [(Urging.SUPERVISE, after(9))]


def test_more_time_given_late_does_not_unsay_what_was_sent():
    extended = History([(OPENED, DUE), (after(3), after(10))], [])
    assert sent(extended, after(30)) == [
        (Urging.URGE, after(1)),
        (Urging.SUPERVISE, after(17)),
        (Urging.INVESTIGATE, after(25)),
    ]


DAYS = st.integers(-5, 30)
STOPS = st.lists(st.tuples(DAYS, st.integers(0, 12)), max_size=3).map(
    lambda stops: [(after(first), after(first + length)) for first, length in sorted(stops)]
)
EXTENSIONS = st.one_of(st.just([]), st.tuples(st.integers(-3, 5), st.integers(1, 15)).map(lambda e: [e]))


@settings(max_examples=150)
@given(stops=STOPS, extensions=EXTENSIONS, ticked=st.sets(st.integers(0, 60)))
def test_ticking_every_day_now_and_then_or_once_sends_the_same_letters(stops, extensions, ticked):
    dues = [(OPENED, DUE), *((after(on), after(days)) for on, days in extensions)]
    history = History(dues, stops)
    whole = letters(history, THRESHOLDS, after(60))
    piecewise = []
    for days in sorted({*ticked, 60}):
        known = [letter.level for letter in piecewise]
        piecewise += letters(history, THRESHOLDS, after(days), known)
    assert piecewise == whole
    assert [letter.level for letter in whole] == [
        level for level in RISING if level in dict(sent(history, after(60)))
    ]


# ---- through the tick and the pages ----


@pytest.fixture
def cast(app):
    return a_cast()


def a_forgotten_case(cast, on_day, **kw):
    with on_day("2022-06-02"):
        case = a_case(
            cast.project,
            level=Level.MAJOR,
            by=cast.inspector,
            responsible=cast.lead,
            title="付款超进度",
            **kw,
        )
        plan_and_start(case, cast.lead)
        db.session.commit()
    return case


def tick(day: str):
    with dates.set_to(date.fromisoformat(day)):
        ticks.run(date.fromisoformat(day))
        db.session.commit()


def the_letters():
    rows = db.session.scalars(select(RectificationUrging).order_by(RectificationUrging.id))
    return [(urging.level, str(urging.sent_on), urging.days) for urging in rows]


def lines(user):
    return {
        line.title: line.waiting_for
        for line in todo.all_for(user)
        if line.endpoint == "rectifications.urging"
    }


def test_the_tick_sends_each_letter_once_and_weeks_off_make_no_difference(cast, on_day):
    a_forgotten_case(cast, on_day)
    for day in ("2022-06-17", "2022-06-18", "2022-06-19", "2022-06-24", "2022-07-10", "2022-07-11"):
        tick(day)
    daily = the_letters()
    assert daily == [
        (Urging.URGE, "2022-06-18", 1),
        (Urging.SUPERVISE, "2022-06-24", 7),
        (Urging.INVESTIGATE, "2022-07-02", 15),
    ]

    db.session.execute(delete(RectificationUrging))
    tick("2022-07-12")
    assert the_letters() == daily


def test_what_was_closed_late_while_the_machine_was_off_was_late_all_the_same(cast, on_day):
    case = a_forgotten_case(cast, on_day)
    with on_day("2022-06-20"):
        hand_in(case, cast.lead)
        db.session.commit()
    tick("2022-07-20")
    assert the_letters() == [(Urging.URGE, "2022-06-18", 1)]
    assert lines(cast.lead) == {}, "nothing to answer about work that has been handed in"


def test_more_time_given_late_is_seen_by_the_tick_as_well(cast, on_day):
    case = a_forgotten_case(cast, on_day)
    with on_day("2022-06-17"):
        actions.ask_extension(case, days=10, reason="雨季", by=cast.lead)
    with on_day("2022-06-19"):
        actions.grant_extension(case, by=cast.county)
        db.session.commit()
    tick("2022-07-05")
    assert the_letters() == [(Urging.URGE, "2022-06-18", 1), (Urging.SUPERVISE, "2022-07-04", 7)]


def test_each_letter_reaches_those_it_is_for(cast, on_day):
    a_forgotten_case(cast, on_day)
    tick("2022-06-18")
    assert lines(cast.lead) == {"答复催办：付款超进度": ""}
    assert lines(cast.secretary) == lines(cast.supervisor) == lines(cast.inspector) == {}

    tick("2022-06-24")
    assert lines(cast.lead) == {"答复督办：付款超进度": ""}
    assert lines(cast.secretary) == lines(cast.supervisor) == {"已发督办：付款超进度": cast.lead.name}
    assert lines(cast.inspector) == {}

    tick("2022-07-02")
    assert lines(cast.inspector) == {"答复查办：付款超进度": ""}
    assert lines(cast.lead) == {"已发查办：付款超进度": "镇纪检干部"}
    assert lines(a_cast().secretary) == {}


def test_a_letter_is_answered_once_by_whoever_it_is_for(as_, cast, on_day):
    case = a_forgotten_case(cast, on_day)
    tick("2022-06-18")
    letter = db.session.scalars(select(RectificationUrging)).one()
    url = f"/rectification-urgings/{letter.id}"
    with on_day("2022-06-18"):
        page = as_(cast.lead).open(url)
        assert "应在 2022年6月17日前改好，到 2022年6月18日已逾期 1 天" in page.main
        assert "请写明答复" in page.press("答复", {"answer": "  "}, expect=422).text
        page.press("答复", {"answer": "测量还没做完，22日改好。"})
        assert "22日改好" in as_(cast.inspector).open(f"/rectifications/{case.id}").main
        assert "答复" not in as_(cast.lead).open(url).buttons
        again = as_(cast.lead).send(
            f"{url}/answer", {"answer": "再说", "version": letter.version}, expect=409
        )
        assert "已经答复过了" in again.text
        as_(cast.cadre).send(f"{url}/answer", {"answer": "替他说", "version": letter.version}, expect=403)
        assert lines(cast.lead) == {}
        assert "整改催办通知单" in as_(cast.lead).open(f"{url}/print").main


def test_what_nobody_was_named_for_is_pressed_for_with_those_who_name_somebody(as_, cast, on_day):
    with on_day("2022-06-02"):
        a_case(cast.project, level=Level.SEVERE, title="没人管")
    tick("2022-06-06")
    assert lines(cast.inspector) == {"答复催办：没人管": ""}
    assert lines(cast.cadre) == {}


def test_the_list_of_letters_goes_on_page_by_page_and_stops_at_the_village(as_, cast, on_day):
    for _number in range(22):
        a_forgotten_case(cast, on_day)
    tick("2022-06-18")
    with on_day("2022-06-18"):
        first = as_(cast.supervisor).open("/rectification-urgings")
        second = as_(cast.supervisor).open(first.links["下一页 →"])
        assert (len(first.rows()), len(second.rows())) == (20, 2)
        assert as_(a_cast().supervisor).open("/rectification-urgings").rows() == []
