"""Days by which something must be done, counted in working days."""

from datetime import date, timedelta

SATURDAY = 5


def workdays_after(day: date, amount: int) -> date:
    """The `amount`-th working day after `day`; weekends do not count, public holidays still do."""
    while amount:
        day += timedelta(days=1)
        amount -= day.weekday() < SATURDAY
    return day
