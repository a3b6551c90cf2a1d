"""For which months a notice is owed, whatever days the chores ran on."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from govproj.core import ticks
from govproj.core.db import db
from govproj.disclosures import actions
from govproj.disclosures.duties import (
    OnTime,
    Standing,
    days_of,
    due_day,
    end_of_last_month,
    months_due,
    standing,
)
from govproj.disclosures.models import CombinedSheet, DayMoved, Duty
from govproj.disclosures.models import State as Notice
from govproj.disclosures.queries import latest_published, owed
from govproj.projects.models import Kind, State, StateChange
from govproj.villages.models import CalendarDay, LocalRule
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import a_project, a_village, saved

END_OF_MAY = date(2022, 5, 31)


def life(**days):
    """`building="03-01"` → the step into that state on 2022-03-01."""
    return [(State(name), date.fromisoformat(f"2022-{day}")) for name, day in days.items()]


@pytest.mark.parametrize(
    ("steps", "months"),
    [
        pytest.param(life(building="03-01"), "03 04 05", id="MJN-01, still building"),
        pytest.param(life(building="01-10", completed="04-15", accepted="04-22"), "01 02 03 04", id="MJN-06"),
        pytest.param(life(building="02-28"), "02 03 04 05", id="YXK-02, one day of work in February"),
        pytest.param(life(building="03-10", suspended="04-01"), "03 04 05", id="a suspension goes on owing"),
        pytest.param(life(building="03-10", completed="05-01"), "03 04", id="done on the first of May"),
        pytest.param(life(ready="02-01"), "", id="not begun"),
        pytest.param(life(building="06-01"), "", id="begun this month"),
    ],
)
def test_a_notice_is_owed_for_each_month_with_a_day_of_work(steps, months):
    assert [month[5:] for month in months_due(steps, END_OF_MAY)] == months.split()


def test_a_month_between_two_stretches_of_work_is_not_owed():
    stretches = [
        (State.BUILDING, date(2022, 1, 10)),
        (State.COMPLETED, date(2022, 2, 3)),
        (State.BUILDING, date(2022, 4, 20)),  # sent back from the acceptance
        (State.COMPLETED, date(2022, 4, 28)),
    ]
    assert months_due(stretches, END_OF_MAY) == ["2022-01", "2022-02", "2022-04"]


def test_the_due_day_is_in_the_following_month_and_exists():
    assert due_day("2022-12", 10) == date(2023, 1, 10)
    assert due_day("2022-01", 31) == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("done", "today", "expected"),
    [
        ("2022-06-10", "2022-06-20", Standing.ON_TIME),
        ("2022-06-14", "2022-06-20", Standing.LATE),
        (None, "2022-06-10", Standing.WAITING),
        (None, "2022-06-11", Standing.MISSING),
    ],
)
def test_on_time_late_or_missing_follows_from_two_days(done, today, expected):
    found = standing(date(2022, 6, 10), done and date.fromisoformat(done), date.fromisoformat(today))
    assert found is expected


def test_the_rate_of_the_demo_village_three():
    assert str(OnTime(on_time=10, late=1, missing=0).percent) == "90.9"
    assert OnTime(0, 0, 0).percent is None


def all_duties():
    return {(d.project_id, d.month, d.due_day) for d in db.session.scalars(select(Duty))}


def test_the_daily_chores_enter_what_has_become_due_and_leave_governance_out(app, on_day):
    bridge = a_project(entered={State.BUILDING: date(2022, 4, 18)})
    a_project(kind=Kind.GOVERNANCE, entered={State.BUILDING: date(2022, 2, 1)})
    with on_day("2022-06-01"):
        ticks.run()
        db.session.commit()

    assert all_duties() == {
        (bridge.id, "2022-04", date(2022, 5, 10)),
        (bridge.id, "2022-05", date(2022, 6, 10)),
    }


def test_a_due_day_once_entered_outlives_a_change_of_the_rule(app, on_day):
    village = a_village()
    a_project(village, entered={State.BUILDING: date(2022, 4, 18)})
    actions.enter_duties(date(2022, 5, 2))
    saved(
        LocalRule(
            key="disclosure.due_day",
            value={"value": 20},
            effective_from=date(2022, 5, 1),
            village_id=village.id,
        )
    )
    actions.enter_duties(date(2022, 6, 2))
    db.session.commit()

    assert {(month, due) for _, month, due in all_duties()} == {
        ("2022-04", date(2022, 5, 10)),
        ("2022-05", date(2022, 6, 20)),
    }


LIFE = (State.BUILDING, State.SUSPENDED)  # in turn: started, suspended, resumed, suspended …


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gaps=st.lists(st.integers(1, 45), min_size=1, max_size=7),
    completed=st.booleans(),
    ticks_on=st.sets(st.integers(0, 420), max_size=8),
)
def test_the_same_duties_arise_on_whatever_days_the_chores_ran(app, gaps, completed, ticks_on):
    """Starts, suspensions, resumptions and the end are recorded on their days; the chores run on some days or late."""
    first, last, day = date(2022, 1, 1), date(2023, 3, 1), date(2022, 1, 1)
    steps = []
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        steps.append((LIFE[number % 2], day))
    if completed:
        steps.append((State.COMPLETED, day + timedelta(days=30)))
    road, late = a_project(entered={State.READY: first}), a_project(entered={State.READY: first})
    ticks_left = sorted(first + timedelta(days=offset) for offset in ticks_on)
    for state, entered in steps:
        while ticks_left and ticks_left[0] < entered:
            actions.enter_duties(ticks_left.pop(0), road.id)
        for project in (road, late):
            step(project, state, entered)
    for tick in (*ticks_left, last):
        actions.enter_duties(tick, road.id)
    actions.enter_duties(last, late.id)  # the chores were off all the time
    db.session.commit()

    assert days_of_duties(road) == days_of_duties(late)
    assert [duty[0] for duty in days_of_duties(late)] == months_due(steps, end_of_last_month(last))


def days_of_duties(project):
    found = db.session.scalars(select(Duty).where(Duty.project_id == project.id).order_by(Duty.month))
    return [(duty.month, duty.write_by, duty.review_by, duty.sign_by, duty.due_day) for duty in found]


def step(project, state, day):
    db.session.add(StateChange(project=project, before=State.READY, after=state, occurred_on=day))
    db.session.flush()


def test_no_step_of_the_chain_is_due_on_a_holiday_or_after_the_next_one(app):
    """The national holiday of October 2022 ended on the 7th; the 8th and 9th, a weekend, were worked."""
    days = days_of("2022-09", (3, 5, 7, 8))
    assert days == (date(2022, 10, 8),) * 4
    assert days_of("2022-04", (12, 5, 8, 10)) == (
        *(date(2022, 5, 5),) * 2,
        date(2022, 5, 8),
        date(2022, 5, 10),
    )


def test_a_town_may_lay_down_a_day_off_and_the_notice_is_due_the_day_after(app):
    village = a_village()
    saved(
        CalendarDay(
            town_id=village.town_id, day=date(2022, 6, 10), works=False, reason="庙会", by_name="示例"
        )
    )
    a_project(village, entered={State.BUILDING: date(2022, 5, 18)})
    actions.enter_duties(date(2022, 6, 2))
    db.session.commit()
    assert [due for _project, _month, due in all_duties()] == [date(2022, 6, 13)]


@pytest.mark.parametrize("name", ["write_by", "due_day", "done_day"])
def test_days_once_stored_are_never_written_anew(app, name):
    duty = a_duty(done=date(2022, 6, 14))
    with pytest.raises(DayMoved):
        setattr(duty, name, date(2022, 6, 1))


def test_governance_work_of_a_month_shares_one_sheet_with_a_day_of_its_own(app):
    village = a_village()
    started = {State.BUILDING: date(2022, 4, 20)}
    both = [a_project(village, kind=Kind.GOVERNANCE, entered=started) for _ in range(2)]
    actions.daily(date(2022, 7, 4))  # two months late
    db.session.commit()

    sheets = db.session.scalars(select(CombinedSheet).order_by(CombinedSheet.month)).all()
    assert [(sheet.month, sheet.due_day) for sheet in sheets] == [
        ("2022-04", date(2022, 5, 10)),
        ("2022-05", date(2022, 6, 10)),
        ("2022-06", date(2022, 7, 10)),
    ]
    assert {line.project_id for line in sheets[0].lines} == {project.id for project in both}
    assert all_duties() == set()


def test_governance_work_recorded_late_gets_its_line_while_the_sheet_is_written(app):
    village = a_village()
    a_project(village, kind=Kind.GOVERNANCE, entered={State.BUILDING: date(2022, 5, 2)})
    actions.daily(date(2022, 6, 1))
    a_project(village, kind=Kind.GOVERNANCE, entered={State.BUILDING: date(2022, 5, 9)})
    actions.daily(date(2022, 6, 2))
    actions.daily(date(2022, 6, 3))
    db.session.commit()
    assert len(db.session.scalars(select(CombinedSheet)).one().lines) == 2


def test_overdue_months_and_the_rate_are_counted_in_the_database(app, on_day):
    village = a_village()
    road = a_project(village)
    a_duty(road, "2022-02", done=date(2022, 3, 10))
    a_duty(road, "2022-03", done=date(2022, 4, 14))
    a_duty(road, "2022-04")
    a_duty(road, "2022-05")
    a_duty(a_project(), "2022-04")
    with on_day("2022-06-05"):
        assert [duty.month for duty in owed.overdue_months(village.id)] == ["2022-04"]
        assert owed.on_time_rate(village.id) == OnTime(on_time=1, late=1, missing=1)


def test_the_board_is_told_the_newest_published_month_and_only_what_is_valid(app):
    village = a_village()
    road, creek = a_project(village), a_project(village)
    a_disclosure(road, month="2022-04", state=Notice.PUBLISHED)
    old = a_disclosure(road, month="2022-05", state=Notice.CORRECTED)
    new = a_disclosure(
        road, month="2022-05", state=Notice.PUBLISHED, edition=2, supersedes=old, correction_reason="写错"
    )
    a_disclosure(creek, month="2022-06")
    assert [notice.id for notice in latest_published(village.id)] == [new.id]
    assert latest_published(a_village().id) == []
