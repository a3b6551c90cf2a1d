"""By when a matter has to be taken and done, and who is reminded when it is not: laid down when it comes."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from govproj.core import dates
from govproj.core.deadlines import Calendar, workdays_after
from govproj.matters.states import Clock
from govproj.villages import rules
from govproj.villages.calendar import calendar_of
from govproj.villages.catalogue.matters import KINDS, OTHER

TERMS = [
    "matter.urgent_kinds",
    "matter.urgent_first_minutes",
    "matter.urgent_minutes",
    "matter.first_workdays",
    "matter.finish_workdays",
    "matter.escalation",
    "matter.escalation_urgent",
    "matter.escalation_dispute",
    "matter.escalate_workdays",
    "matter.escalate_minutes",
]
END_OF_DAY = time(23, 59)


class Terms(NamedTuple):
    """What holds for one kind in one village on the day it comes."""

    urgent: bool
    first: int  # minutes where urgent, working days otherwise
    finish: int
    chain: list[str]  # offices
    step: int

    def due(self, start: datetime, amount: int, calendar: Calendar) -> datetime:
        """That many minutes later, or the end of that working day."""
        if self.urgent:
            return start + timedelta(minutes=amount)
        day = workdays_after(dates.beijing(start).date(), amount, calendar)
        return datetime.combine(day, END_OF_DAY, dates.BEIJING)


class Plan(NamedTuple):
    """The moments of one matter."""

    urgent: bool
    first_due_at: datetime
    finish_due_at: datetime
    climbs: list[tuple[Clock, str, datetime]]


def terms_of(village_id: int, kind: str, on=None) -> Terms:
    return _terms(rules.values(TERMS, village_id, on), kind)


def _terms(local: dict, kind: str) -> Terms:
    urgent, known = kind in local["matter.urgent_kinds"], kind if kind in KINDS else OTHER
    if urgent:
        chain, step = local["matter.escalation_urgent"], local["matter.escalate_minutes"]
        first, finish = local["matter.urgent_first_minutes"], local["matter.urgent_minutes"]
        return Terms(True, first, max(first, finish), chain, step)
    chain = local["matter.escalation_dispute" if kind == "dispute" else "matter.escalation"]
    first, finish = local["matter.first_workdays"][known], local["matter.finish_workdays"][known]
    return Terms(False, first, max(first, finish), chain, local["matter.escalate_workdays"])


def plan(village_id: int, kind: str, start: datetime) -> Plan:
    """Everything is counted from the moment it came: taking it late wins nobody time."""
    terms, calendar = terms_of(village_id, kind, dates.beijing(start).date()), calendar_of(village_id)
    first = terms.due(start, terms.first, calendar)
    finish = max(first, terms.due(start, terms.finish, calendar))
    climbs = [*_climbs(terms, Clock.FIRST, first, calendar), *_climbs(terms, Clock.FINISH, finish, calendar)]
    return Plan(terms.urgent, first, finish, climbs)


def _climbs(terms: Terms, clock: Clock, due: datetime, calendar: Calendar):
    """The first office as soon as it is overdue, each further one a step later."""
    for office in terms.chain:
        yield clock, office, due
        due = terms.due(due, terms.step, calendar)


def kind_words(kind: str) -> str:
    """A place's own kinds are called by their word."""
    return str(KINDS.get(kind, kind))


def kinds_of(village_id: int) -> dict[str, str]:
    return {kind: kind_words(kind) for kind in rules.value("matter.kinds", village_id)}


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes that have passed."""
    return int((end - start) / timedelta(minutes=1))
