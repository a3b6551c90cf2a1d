"""For which months a village owes a notice, and how well it kept its word."""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from govproj.core import dates, money
from govproj.core.deadlines import CHINA, Calendar, past_holiday
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.projects.models import IN_PROGRESS


class Standing(LabelledEnum):
    """Follows from the due day and the day of publication; never stored."""

    ON_TIME = "on_time", _l("按时")
    LATE = "late", _l("逾期补发")
    MISSING = "missing", _l("逾期未公示")
    WAITING = "waiting", _l("待公示")

    @property
    def kind(self) -> str:
        """The badge that says it without the word."""
        return {"on_time": "good", "late": "soon", "missing": "late", "waiting": "plain"}[self.value]


class OnTime(NamedTuple):
    """公开及时率 = on time ÷ due. A month whose due day has not passed counts once it is published."""

    on_time: int
    late: int
    missing: int

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missing

    @property
    def percent(self):
        return money.percent(self.on_time, self.due)


def months_due(steps, until: date) -> list[str]:
    """Months with at least one day, up to `until`, that ended under construction or in a suspension.

    `steps` are (state entered, day), in order. The day of a change belongs to the state it leads to.
    """
    months: set[str] = set()
    for (state, since), (_, left) in pairwise([*steps, (None, until + timedelta(days=1))]):
        last = min(left - timedelta(days=1), until)
        if state in IN_PROGRESS and since <= last:
            months.update(dates.months_between(dates.month_of(since), dates.month_of(last)))
    return sorted(months)


def end_of_last_month(today: date) -> date:
    """A notice tells of a whole month, so none is owed before the month is over."""
    return today.replace(day=1) - timedelta(days=1)


def due_day(month: str, day: int, calendar: Calendar = CHINA) -> date:
    """Day `day` of the following month, or its last; out of a holiday it moves to the next working day."""
    following = dates.next_month(month)
    day = min(dates.first_day(following) + timedelta(days=day - 1), dates.last_day(following))
    return past_holiday(day, calendar)


class Days(NamedTuple):
    """By when each step of the chain is to be taken (workflows.md 3.1); publication last."""

    write_by: date
    review_by: date
    sign_by: date
    due_day: date


def days_of(month: str, numbers, calendar: Calendar = CHINA) -> Days:
    """`numbers` are the days of the following month, as the rules say them; no step is due after the next one."""
    found = [due_day(month, number, calendar) for number in numbers]
    for step in range(len(found) - 2, -1, -1):
        found[step] = min(found[step], found[step + 1])
    return Days(*found)


def standing(due: date, done: date | None, today: date) -> Standing:
    if done is not None:
        return Standing.ON_TIME if done <= due else Standing.LATE
    return Standing.MISSING if today > due else Standing.WAITING
