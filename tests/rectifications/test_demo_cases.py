"""The three cases of the demo, each act on its day, and the figures they add up to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from govproj.core import dates
from govproj.core.db import db
from govproj.rectifications import actions
from govproj.rectifications.queries import figures
from govproj.rectifications.states import Level, Source, State
from govproj.rectifications.urging import Urging, urging
from govproj.villages.rules import DEFAULTS
from tests.factories import a_town
from tests.rectifications.things import a_cast, day, hand_in, plan_and_start

TODAY = day("2022-06-20")


@pytest.fixture
def town(app):
    return a_town()


@pytest.fixture
def dust(town):
    """ZG-2022-001: 扬尘与出行, closed in time, look-back passed; the acts entered later, with their days."""
    cast = a_cast(town)
    with dates.set_to(TODAY):
        case = actions.open_case(
            village_id=cast.village.id,
            project=cast.project,
            source=Source.EVALUATION,
            level=Level.MINOR,
            title="扬尘与出行",
            fact="安全文明满意率 61.3%",
            by=cast.secretary,
            found_on=day("2022-04-02"),
            responsible=cast.lead,
            requirement="洒水、围挡、便道",
        )
        plan_and_start(case, cast.lead, on=day("2022-04-05"))
        hand_in(case, cast.lead, on=day("2022-04-20"))
        actions.verify(case, result="便道已铺", by=cast.supervisor, on=day("2022-04-22"))
        actions.close(
            case,
            assessment="追评 20 份有效，17 份满意",
            metric="安全文明满意率",
            before_tenths=613,
            after_tenths=850,
            by=cast.supervisor,
            on=day("2022-04-25"),
        )
        note = "围挡完好，路面干净"
        actions.look_back(case, passed=True, note=note, by=cast.inspector, on=day("2022-05-26"))
        db.session.commit()
    return case


@pytest.fixture
def overpaid(town):
    """ZG-2022-002: 付款超进度, still being fixed three days after its day; entered as it happened."""
    cast = a_cast(town)
    with dates.set_to(day("2022-06-02")):
        case = actions.open_case(
            village_id=cast.village.id,
            project=cast.project,
            source=Source.MONTHLY_SUPERVISION,
            level=Level.MAJOR,
            title="付款超进度",
            fact="已付 70%，形象进度 56%",
            by=cast.supervisor,
            serial=2,
        )
    with dates.set_to(day("2022-06-03")):
        actions.assign(case, responsible=cast.cadre, requirement="停付，补进度", by=cast.inspector)
    with dates.set_to(day("2022-06-06")):
        plan_and_start(case, cast.cadre)
        db.session.commit()
    return case


@pytest.fixture
def unapproved(town):
    """ZG-2022-003: 变更未批先做, closed in time, rebounded at the look-back."""
    cast = a_cast(town)
    with dates.set_to(day("2022-05-09")):
        case = actions.open_case(
            village_id=cast.village.id,
            project=cast.project,
            source=Source.RED_FLAG,
            level=Level.MAJOR,
            title="变更未批先做",
            fact="桩基变更先施工后报批",
            by=None,
            serial=3,
        )
    with dates.set_to(day("2022-05-10")):
        actions.assign(case, responsible=cast.cadre, requirement="补办手续", by=cast.inspector)
        plan_and_start(case, cast.cadre)
    with dates.set_to(day("2022-05-20")):
        hand_in(case, cast.cadre)
    with dates.set_to(day("2022-05-23")):
        actions.verify(case, result="手续已补", by=cast.supervisor)
        actions.verify(case, result="手续已补", by=cast.inspector)
        actions.close(case, assessment="变更单已批", by=cast.inspector)
    with dates.set_to(day("2022-06-16")):
        actions.look_back(case, passed=False, note="又有一处先做后批", by=cast.other_supervisor)
        db.session.commit()
    return case


def test_what_was_found_in_april_and_put_right(dust):
    assert (dust.number, dust.state) == ("ZG-2022-001", State.LOOKBACK_PASSED)
    assert (dust.turn.due_on, dust.turn.closed_on) == (day("2022-05-02"), day("2022-04-25"))
    assert dust.turn.looked_back_on == day("2022-05-26")


def test_what_was_paid_ahead_is_three_days_late_and_urged(overpaid):
    assert (overpaid.number, overpaid.state) == ("ZG-2022-002", State.FIXING)
    assert overpaid.turn.due_on == day("2022-06-17")
    assert overpaid.turn.days_overdue(TODAY) == 3
    thresholds = DEFAULTS["rectification.urging_days"]
    assert urging(overpaid.turn.days_overdue(day("2022-06-17")), thresholds) is Urging.NONE
    assert urging(overpaid.turn.days_overdue(day("2022-06-18")), thresholds) is Urging.URGE


def test_what_came_back_is_the_same_case_with_a_new_day(unapproved):
    first, second = unapproved.turns
    assert (unapproved.number, unapproved.state) == ("ZG-2022-003", State.REOPENED)
    assert (first.due_on, first.closed_on) == (day("2022-05-24"), day("2022-05-23"))
    assert (first.looked_back_on, first.lookback_passed) == (day("2022-06-16"), False)
    assert (second.due_on, second.closed_on) == (day("2022-07-01"), None)


def test_the_report_of_the_day_of_the_demo(dust, overpaid, unapproved):
    villages = [case.village_id for case in (dust, overpaid, unapproved)]

    report = figures(villages, TODAY)

    assert report == (3, 2, 1, 2, 1, 2, 1)  # due, closed in time, overdue, look-backs, rebounds, open, closed
    assert (report.in_time_rate, report.rebound_rate) == (Decimal("66.7"), Decimal("50.0"))
    assert figures([villages[0]], TODAY) == (1, 1, 0, 1, 0, 0, 1)
    assert figures([], TODAY).in_time_rate is None


def test_the_report_of_an_earlier_day_is_what_was_known_then(dust, overpaid, unapproved):
    villages = [case.village_id for case in (dust, overpaid, unapproved)]

    assert figures(villages, day("2022-05-25")) == (2, 2, 0, 0, 0, 0, 2)
    assert figures(villages, day("2022-06-17")) == (3, 2, 0, 2, 1, 2, 1)


@pytest.mark.parametrize(
    ("late", "level"),
    [(0, "none"), (1, "urge"), (6, "urge"), (7, "supervise"), (14, "supervise"), (15, "investigate")],
)
def test_how_hard_a_late_case_is_pressed(late, level):
    assert urging(late, DEFAULTS["rectification.urging_days"]) == level


def test_numbers_run_through_the_town_and_the_year(town):
    with dates.set_to(TODAY):
        numbers = []
        for cast, found_on in (
            (a_cast(town), TODAY),
            (a_cast(town), TODAY),
            (a_cast(town), date(2021, 12, 31)),
        ):
            facts = {
                "source": Source.INSPECTION,
                "level": Level.MINOR,
                "title": "题",
                "fact": "事",
                "by": None,
            }
            case = actions.open_case(village_id=cast.village.id, found_on=found_on, **facts)
            numbers.append(case.number)
        db.session.commit()
    assert numbers == ["ZG-2022-001", "ZG-2022-002", "ZG-2021-001"]


def test_a_submission_stops_the_clock_and_a_return_starts_it_again(town):
    cast = a_cast(town)
    with dates.set_to(TODAY):
        case = actions.open_case(
            village_id=cast.village.id,
            project=cast.project,
            source=Source.INSPECTION,
            level=Level.MINOR,
            title="题",
            fact="事",
            by=cast.inspector,
            responsible=cast.lead,
        )
        late = case.turn.due_on + timedelta(days=2)
        plan_and_start(case, cast.lead)
        hand_in(case, cast.lead)
        assert case.turn.days_overdue(late) == 0
        actions.send_back(case, note="照片看不清", by=cast.supervisor)
        assert case.turn.days_overdue(late) == 2
