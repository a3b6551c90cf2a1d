"""For which weeks and months a project owes a check, by when, and how well the word was kept. Pure: no query."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from govproj.core import dates, money
from govproj.core.deadlines import Calendar, past_holiday
from govproj.inspections.states import Standing
from govproj.projects.models import State

WEEK = timedelta(days=7)


class Week(NamedTuple):
    """An ISO week; the 53rd of a long year belongs to that year and to no other."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(*day.isocalendar()[:2])

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    def day(self, weekday: int) -> date:
        return date.fromisocalendar(self.year, self.number, weekday)


def building_spells(steps: Iterable[tuple[State, date]], until: date) -> list[tuple[date, date]]:
    """First and last day of each spell under construction, up to `until`.

    `steps` are (state entered, day), in order. The day of a change belongs to the state it leads to.
    """
    spells = []
    for (state, since), (_state, left) in pairwise([*steps, (None, until + timedelta(days=1))]):
        last = min(left - timedelta(days=1), until)
        if state is State.BUILDING and since <= last:
            spells.append((since, last))
    return spells


def weeks_owed(steps: Iterable[tuple[State, date]], until: date) -> list[Week]:
    """ISO weeks with at least one day under construction, the week of `until` included."""
    weeks: dict[Week, None] = {}
    for first, last in building_spells(steps, until):
        monday = Week.of(first).monday
        while monday <= last:
            weeks[Week.of(monday)] = None
            monday += WEEK
    return list(weeks)


def months_owed(steps: Iterable[tuple[State, date]], until: date, due_on: Callable[[str], int]) -> list[str]:
    """Months under construction on any day up to the one they are due on: what begins later is due a month later."""
    months: dict[str, None] = {}
    for first, last in building_spells(steps, until):
        for month in dates.months_between(dates.month_of(first), dates.month_of(last)):
            if max(first, dates.first_day(month)).day <= due_on(month):
                months[month] = None
    return list(months)


def week_due(week: Week, weekday: int, calendar: Calendar) -> date:
    """The last day for the check of a week; one inside a holiday moves to the next working day."""
    return past_holiday(week.day(weekday), calendar)


def month_due(month: str, day: int, calendar: Calendar) -> date:
    return past_holiday(dates.first_day(month).replace(day=day), calendar)


def standing(due: date, done: date | None, today: date) -> Standing:
    if done is not None:
        return Standing.ON_TIME if done <= due else Standing.LATE
    return Standing.MISSING if today > due else Standing.WAITING


class Coverage(NamedTuple):
    """覆盖率 = done on time ÷ due. One whose day has not passed counts once it is done."""

    on_time: int
    late: int
    missing: int

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missing

    @property
    def percent(self) -> Decimal | None:
        return money.percent(self.on_time, self.due)

    def __add__(self, other) -> "Coverage":
        return Coverage(*(one + two for one, two in zip(self, other, strict=True)))


NOTHING_DUE = Coverage(0, 0, 0)
