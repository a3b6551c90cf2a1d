"""What the daily chores enter: the months that have become due."""

from collections.abc import Callable
from datetime import date
from functools import cache

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.disclosures import duties
from govproj.disclosures.models import Duty
from govproj.disclosures.queries.owed import known_duties, works
from govproj.projects.models import Kind
from govproj.villages import rules
from govproj.villages.calendar import calendar_of

DUTY_AROSE = Event(
    "disclosures.duty_arose", "month", "due_day", says=_l("%(month)s 应公示，期限 %(due_day)s")
)
STEP_DAYS = (
    "disclosure.lead_day",
    "disclosure.village_day",
    "disclosure.supervision_day",
    "disclosure.due_day",
)


def enter_duties(today: date, project_id: int | None = None) -> None:
    """Enter every duty that has arisen by `today`; one that exists keeps its days, whatever the rules say now.

    Right however many days the chores did not run: everything follows from the steps of the projects.
    """
    until, known = duties.end_of_last_month(today), known_duties(project_id)
    days = days_in_force()
    for work in works(Kind.CONSTRUCTION, project_id):
        for month in duties.months_due(work.steps, until):
            if (work.project_id, month) not in known:
                _arise(work, month, days(work.village_id, month))


def _arise(work, month: str, days: duties.Days) -> None:
    duty = Duty(project_id=work.project_id, month=month, **days._asdict())
    db.session.add(duty)
    DUTY_AROSE.record(
        duty,
        by=None,
        village_id=work.village_id,
        project_id=work.project_id,
        month=month,
        due_day=duty.due_day,
    )


def days_in_force() -> Callable[[int, str], duties.Days]:
    """The days of a village's month, by the rules in force when that month was over."""
    calendars = cache(calendar_of)

    @cache
    def days(village_id: int, month: str) -> duties.Days:
        in_force = dates.first_day(dates.next_month(month))
        numbers = rules.values(STEP_DAYS, village_id, on=in_force)
        return duties.days_of(month, [numbers[key] for key in STEP_DAYS], calendars(village_id))

    return days
