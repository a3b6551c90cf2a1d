"""By when something must be done: days, working days with China's holidays and 调休, and hours round the clock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import holidays

SATURDAY = 5
FIRST_YEAR, LAST_YEAR = 2001, 2099  # what the holidays package knows; beyond it only weekends are off


class Unit(StrEnum):
    DAYS = "days"
    WORKDAYS = "workdays"
    HOURS = "hours"


@cache
def _national(year: int) -> holidays.HolidayBase | None:
    """The holidays of one year as the State Council announced them, with the weekends worked in return."""
    return holidays.country_holidays("CN", years=year) if FIRST_YEAR <= year <= LAST_YEAR else None


class Calendar:
    """Which days are worked: the national ones, and what a county or a town has laid down for single days."""

    def __init__(self, overrides: Mapping[date, bool] = MappingProxyType({})):
        self.overrides = overrides  # True: worked, False: off

    def is_working(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        year = _national(day.year)
        return day.weekday() < SATURDAY if year is None else year.is_working_day(day)

    def is_holiday(self, day: date) -> bool:
        """A day off that is more than a weekend: it belongs to a row of days off with a public holiday among them."""
        return not self.is_working(day) and any(self._is_named(off) for off in self._days_off_around(day))

    def _days_off_around(self, day: date):
        for step in (timedelta(days=-1), timedelta(days=1)):
            near = day
            while not self.is_working(near):
                yield near
                near += step

    def _is_named(self, day: date) -> bool:
        if day in self.overrides:
            return not self.overrides[day]
        year = _national(day.year)
        return year is not None and day in year and not year.is_working_day(day)


CHINA = Calendar()  # no local exceptions


def deadline(base: date | datetime, amount: int, unit: Unit = Unit.DAYS, calendar: Calendar = CHINA):
    """The day (with `Unit.HOURS` and a moment as base: the moment) `amount` after `base`.

    Working days follow the calendar of the place; days and hours run through, weekends and nights included.
    """
    match unit:
        case Unit.DAYS:
            return base + timedelta(days=amount)
        case Unit.HOURS:
            if not isinstance(base, datetime):
                raise TypeError("hours are counted from a moment, not from a day")
            return base + timedelta(hours=amount)
        case Unit.WORKDAYS:
            return workdays_after(base, amount, calendar)


def workdays_after(day: date, amount: int, calendar: Calendar = CHINA) -> date:
    """The `amount`-th working day after `day`."""
    while amount:
        day += timedelta(days=1)
        amount -= calendar.is_working(day)
    return day


def workdays_between(first: date, last: date, calendar: Calendar = CHINA) -> int:
    """How many working days lie after `first` up to and including `last`; 0 where `last` is not later."""
    days = range(1, (last - first).days + 1)
    return sum(calendar.is_working(first + timedelta(days=number)) for number in days)


def past_holiday(day: date, calendar: Calendar = CHINA) -> date:
    """The day itself; one that falls into a holiday moves to the next working day, as weekly checks do."""
    return workdays_after(day, 1, calendar) if calendar.is_holiday(day) else day
