"""By when: working days with China's holidays and 调休, days, hours round the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.core.deadlines import (
    Calendar,
    Unit,
    deadline,
    past_holiday,
    workdays_after,
    workdays_between,
)

FRIDAY = date(2022, 3, 4)


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2022, 3, 7)),
        (FRIDAY, 5, date(2022, 3, 11)),
        (FRIDAY, 6, date(2022, 3, 14)),
        (date(2022, 3, 5), 1, date(2022, 3, 7)),
        (date(2022, 3, 6), 5, date(2022, 3, 11)),
        (date(2021, 12, 31), 1, date(2022, 1, 4)),  # the third of January is a day off
        (date(2022, 1, 28), 1, date(2022, 1, 29)),  # a Saturday worked for the Spring Festival
        (date(2022, 1, 30), 1, date(2022, 2, 7)),
        (date(2022, 4, 1), 2, date(2022, 4, 6)),  # Saturday the second is worked, then three days off
        (date(2022, 4, 29), 1, date(2022, 5, 5)),
        (date(2022, 5, 6), 1, date(2022, 5, 7)),  # a Saturday worked for the first of May
        (date(2022, 6, 2), 1, date(2022, 6, 6)),
        (date(2022, 9, 30), 1, date(2022, 10, 8)),
    ],
)
def test_working_days_after_a_day(day, amount, expected):
    assert workdays_after(day, amount) == expected
    assert deadline(day, amount, Unit.WORKDAYS) == expected


def test_what_a_place_lays_down_goes_before_the_national_calendar():
    here = Calendar({date(2022, 3, 7): False, date(2022, 3, 12): True})
    assert workdays_after(FRIDAY, 1, here) == date(2022, 3, 8)
    assert workdays_after(FRIDAY, 5, here) == date(2022, 3, 12)


def test_days_run_through_weekends_and_hours_through_nights():
    assert deadline(FRIDAY, 3) == date(2022, 3, 7)
    asked = datetime(2022, 3, 4, 22, 30, tzinfo=UTC)
    assert deadline(asked, 48, Unit.HOURS) == datetime(2022, 3, 6, 22, 30, tzinfo=UTC)


def test_hours_are_counted_from_a_moment():
    with pytest.raises(TypeError):
        deadline(FRIDAY, 48, Unit.HOURS)


@pytest.mark.parametrize(
    ("due", "moved"),
    [
        (date(2022, 3, 6), date(2022, 3, 6)),  # a plain Sunday is the day weekly checks are due
        (date(2022, 2, 6), date(2022, 2, 7)),  # the Sunday that ends the Spring Festival
        (date(2022, 4, 3), date(2022, 4, 6)),
        (date(2022, 5, 1), date(2022, 5, 5)),
        (date(2022, 6, 5), date(2022, 6, 6)),
        (date(2022, 4, 24), date(2022, 4, 24)),  # a Sunday that is worked
        (date(2022, 6, 8), date(2022, 6, 8)),
    ],
)
def test_a_due_day_in_a_holiday_moves_to_the_next_working_day(due, moved):
    assert past_holiday(due) == moved


def test_a_day_off_laid_down_here_is_a_holiday_too():
    assert past_holiday(date(2022, 6, 8), Calendar({date(2022, 6, 8): False})) == date(2022, 6, 9)


@pytest.mark.parametrize("year", [1, 1900, 2100, 9998])
def test_years_nobody_has_planned_have_weekends_and_no_holidays(year):
    monday = next(day for n in range(7) if (day := date(year, 1, 1) + timedelta(n)).weekday() == 0)
    assert workdays_after(monday, 5) == monday + timedelta(days=7)


DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 1))


@given(DAYS, st.integers(0, 40), st.dictionaries(DAYS, st.booleans(), max_size=5))
def test_counting_back_gives_the_number_again(day, amount, overrides):
    here = Calendar(overrides)
    due = workdays_after(day, amount, here)
    assert workdays_between(day, due, here) == amount
    assert amount == 0 or here.is_working(due)
