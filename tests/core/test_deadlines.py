"""Working days: weekends do not count."""

from datetime import date

import pytest

from govproj.core.deadlines import workdays_after

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
        (date(2021, 12, 31), 1, date(2022, 1, 3)),
    ],
)
def test_working_days_after_a_day(day, amount, expected):
    assert workdays_after(day, amount) == expected
