"""Enters the checks that fall due by themselves. Idempotent, and right however many days were missed."""

from collections import Counter
from datetime import date
from functools import cache, partial

from sqlalchemy.dialects import postgresql, sqlite

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.inspections import calendar
from govproj.inspections.calendar import Week
from govproj.inspections.models import Check
from govproj.inspections.queries import owed
from govproj.inspections.states import CheckKind
from govproj.villages import rules
from govproj.villages.calendar import calendars_of

AROSE = Event(
    "inspections.checks_arose", "weekly", "monthly", says=_l("生成周查 %(weekly)s 次、月督 %(monthly)s 次")
)
WITHDRAWN = Event("inspections.check_withdrawn", "period", says=_l("%(period)s 没有在建的日子，不再应查"))
AT_ONCE = 5_000
WEEKDAY, DAY = "weekly_check.due_weekday", "monthly.supervision_day"


class Due:
    """By when, in each village; a rule holds for a week or a month as it stood on its first day."""

    def __init__(self, village_ids):
        self.village_ids = frozenset(village_ids)
        self.calendars = calendars_of(self.village_ids)
        self.rule = cache(lambda key, on: rules.in_villages(key, self.village_ids, on))
        self.week = cache(self._week)
        self.month = cache(self._month)

    def _week(self, village_id: int, week: Week) -> date:
        weekday = self.rule(WEEKDAY, week.monday)[village_id]
        return calendar.week_due(week, weekday, self.calendars[village_id])

    def day(self, village_id: int, month: str) -> int:
        return self.rule(DAY, dates.first_day(month))[village_id]

    def _month(self, village_id: int, month: str) -> date:
        return calendar.month_due(month, self.day(village_id, month), self.calendars[village_id])


def enter_checks(today: date, project_id: int | None = None) -> Counter:
    """Every check that has arisen by `today`; one that exists keeps its day, whatever the rules say now."""
    lives = list(owed.lives(project_id))
    if not lives:
        return Counter()
    due, known = Due(life.village_id for life in lives), owed.newest_known(project_id)
    counted, rows, current = Counter(), [], set()
    for life in lives:
        for row in _owed(life, today, due):
            key = (life.project_id, row["kind"])
            if (row["year"], row["number"]) > known.get(key, (0, 0)):
                rows.append(row)
                counted[row["kind"].value] += 1
            if row["due_day"] >= today:
                current.add((*key, row["year"], row["number"]))
        if len(rows) >= AT_ONCE:
            _insert(rows)
            rows = []
    _insert(rows)
    _withdraw(owed.still_open(today, project_id), current)
    if counted:
        _record(lives, project_id, counted)
    return counted


def _owed(life, today: date, due: Due):
    """A row for each week and each month of a project's life."""
    home = {"project_id": life.project_id, "village_id": life.village_id}
    for week in calendar.weeks_owed(life.steps, today):
        day = due.week(life.village_id, week)
        yield {**home, "kind": CheckKind.WEEKLY, "year": week.year, "number": week.number, "due_day": day}
    for month in calendar.months_owed(life.steps, today, partial(due.day, life.village_id)):
        year, number = map(int, month.split("-"))
        day = due.month(life.village_id, month)
        yield {**home, "kind": CheckKind.MONTHLY, "year": year, "number": number, "due_day": day}


def _insert(rows: list[dict]) -> None:
    """Two at once enter each check once."""
    if rows:
        dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
        db.session.execute(dialect.insert(Check.__table__).on_conflict_do_nothing(), rows)


def _withdraw(still_open: list[Check], owed_now: set) -> None:
    """What turns out not to be owed is taken back while its day is not over; later it stays, as history."""
    for check in still_open:
        if (check.project_id, check.kind, check.year, check.number) not in owed_now:
            WITHDRAWN.record(check, by=None, period=check.period)
            db.session.delete(check)


def _record(lives, project_id: int | None, counted: Counter) -> None:
    facts = {"weekly": counted["weekly"], "monthly": counted["monthly"]}
    village_id = None if project_id is None else lives[0].village_id
    AROSE.record(None, by=None, village_id=village_id, project_id=project_id, **facts)


def follow(project, **_moved) -> None:
    """A project that begins, stops or goes on owes other checks from that day."""
    enter_checks(dates.today(), project.id)
