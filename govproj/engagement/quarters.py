"""Which quarterly reports a declaration owes, and by when."""

from datetime import date, timedelta

from govproj.engagement.states import DeclarationState

QUARTERS = (1, 2, 3, 4)
LAST_DAYS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def last_day(year: int, quarter: int) -> date:
    return date(year, *LAST_DAYS[quarter])


def to_report(declaration) -> list[int]:
    """Quarters of its year since the start that have no report yet, those still running included."""
    if declaration.started_on is None:
        return []
    known = {report.quarter for report in declaration.reports}
    begun = (q for q in QUARTERS if last_day(declaration.year, q) >= declaration.started_on)
    return [quarter for quarter in begun if quarter not in known]


def owed(declaration, on: date) -> list[int]:
    """Those of them that are over."""
    if declaration.state is not DeclarationState.RUNNING:
        return []
    return [quarter for quarter in to_report(declaration) if last_day(declaration.year, quarter) < on]


def next_due(declaration, days: int) -> date:
    """When the next report must be in, `days` after its quarter; the year-end hand-in when all are."""
    left = to_report(declaration)
    last = last_day(declaration.year, left[0] if left else QUARTERS[-1])
    return last + timedelta(days=days)
