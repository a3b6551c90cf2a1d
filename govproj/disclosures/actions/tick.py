"""What the daily chores enter: months that have become due, and the combined sheets of governance work."""

from collections.abc import Callable
from datetime import date
from functools import cache

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.disclosures import duties
from govproj.disclosures.models import CombinedLine, CombinedSheet, Duty, SheetState
from govproj.disclosures.queries import owed
from govproj.projects.models import Kind
from govproj.villages import rules
from govproj.villages.calendar import calendar_of

DUTY_AROSE = Event(
    "disclosures.duty_arose", "month", "due_day", says=_l("%(month)s 应公示，期限 %(due_day)s")
)
SHEET_AROSE = Event(
    "disclosures.sheet_arose", "month", "due_day", says=_l("%(month)s 治理项目应合并公示，期限 %(due_day)s")
)
SHEET_GREW = Event("disclosures.sheet_grew", "projects", says=_l("合并公示补入了治理项目"))
STEP_DAYS = (
    "disclosure.lead_day",
    "disclosure.village_day",
    "disclosure.supervision_day",
    "disclosure.due_day",
)


def daily(today: date) -> None:
    """Right however many days the chores did not run: everything follows from the steps of the projects."""
    enter_duties(today)
    enter_sheets(today)


def enter_duties(today: date, project_id: int | None = None) -> None:
    """Enter every duty that has arisen by `today`; one that exists keeps its days, whatever the rules say now."""
    until, known = duties.end_of_last_month(today), owed.known_duties(project_id)
    days = _days_in_force()
    for work in owed.works(Kind.CONSTRUCTION, project_id):
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


def _days_in_force() -> Callable[[int, str], duties.Days]:
    """The days of a village's month, by the rules in force when that month was over."""
    calendars = cache(calendar_of)

    @cache
    def days(village_id: int, month: str) -> duties.Days:
        in_force = dates.first_day(dates.next_month(month))
        numbers = rules.values(STEP_DAYS, village_id, on=in_force)
        return duties.days_of(month, [numbers[key] for key in STEP_DAYS], calendars(village_id))

    return days


def enter_sheets(today: date) -> None:
    """One sheet a village and month for all governance work under way in it; a line for each."""
    until, days = duties.end_of_last_month(today), _days_in_force()
    wanted: dict[tuple[int, str], list[int]] = {}
    for work in owed.works(Kind.GOVERNANCE):
        for month in duties.months_due(work.steps, until):
            wanted.setdefault((work.village_id, month), []).append(work.project_id)
    known = owed.first_sheets()
    for (village_id, month), project_ids in sorted(wanted.items()):
        sheet = known.get((village_id, month))
        if sheet is None:
            _begin(village_id, month, project_ids, days(village_id, month).due_day)
        elif sheet.state is SheetState.DRAFT:
            _complete(sheet, project_ids)


def _begin(village_id: int, month: str, project_ids: list[int], due_day: date) -> None:
    lines = [CombinedLine(project_id=number) for number in project_ids]
    sheet = CombinedSheet(village_id=village_id, month=month, due_day=due_day, lines=lines)
    db.session.add(sheet)
    SHEET_AROSE.record(sheet, by=None, month=month, due_day=due_day)


def _complete(sheet: CombinedSheet, project_ids: list[int]) -> None:
    """Work that was recorded later gets its line as long as the sheet is being written."""
    there = {line.project_id for line in sheet.lines}
    if missing := [number for number in project_ids if number not in there]:
        sheet.lines += [CombinedLine(project_id=number) for number in missing]
        SHEET_GREW.record(sheet, by=None, projects=missing)
