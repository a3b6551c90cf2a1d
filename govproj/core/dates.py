"""The only clock. Moments are UTC, people see Beijing time, and a demo or a test may set the day."""

import json
import os
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)  # of whatever is typed
# China has had one time zone and no summer time since 1991, so no zone database is needed.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")

_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)
_demo_marker: Path | None = None
_demo_day: tuple[int, date] | None = None


def machine_now() -> datetime:
    """The machine's own time in UTC: for sign-in sessions, throttles and one-time passwords."""
    return datetime.now(UTC)


def now() -> datetime:
    """This moment in UTC as deadlines, records and the audit log see it."""
    if (moment := _set_to.get()) is not None:
        return moment
    machine = machine_now()
    if _demo_marker is None:
        return machine
    clock = machine.astimezone(BEIJING).timetz()
    return datetime.combine(demo_day(), clock).astimezone(UTC)


def today() -> date:
    """The day in Beijing."""
    return now().astimezone(BEIJING).date()


def beijing(moment: datetime) -> datetime:
    """The same moment as a wall clock in Beijing shows it."""
    return moment.astimezone(BEIJING)


def at_noon(day: date) -> datetime:
    """Noon of that day in Beijing, in UTC: for facts of which only the day is known."""
    return datetime.combine(day, time(12), BEIJING).astimezone(UTC)


@contextmanager
def set_to(moment: datetime | date):
    """Inside, the clock stands still at `moment` (a day means its noon)."""
    token = _set_to.set(moment if isinstance(moment, datetime) else at_noon(moment))
    try:
        yield
    finally:
        _set_to.reset(token)


# ---- the demo site's clock lives in the marker that makes a folder a demo ----


def follow_demo(marker: Path | None) -> None:
    """From now on the day is the one written in `marker`; None goes back to the machine's."""
    global _demo_marker, _demo_day
    _demo_marker, _demo_day = marker, None


def demo_day() -> date:
    """The stored day of the demo; read again only when the file has changed."""
    global _demo_day
    changed = _demo_marker.stat().st_mtime_ns
    if _demo_day is None or _demo_day[0] != changed:
        _demo_day = changed, date.fromisoformat(json.loads(_demo_marker.read_text())["day"])
    return _demo_day[1]


def write_demo_day(marker: Path, day: date) -> None:
    """Replace the marker in one step, so that a reader sees the old day or the new one."""
    fresh = marker.with_suffix(".new")
    fresh.write_text(json.dumps({"day": day.isoformat()}))
    os.replace(fresh, marker)


# ---- months, as the disclosure counts them ----


def month_of(day: date) -> str:
    """`2022-05`"""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def next_month(month: str) -> str:
    return month_of(first_day(month) + timedelta(days=31))


def last_day(month: str) -> date:
    return first_day(next_month(month)) - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_day(f"{year:04}-{month + 1:02}").day
    return date(year, month + 1, min(day.day, last))


def months_between(first: str, last: str) -> list[str]:
    """All months from `first` to `last`, both included; none when `last` is earlier."""
    months = []
    while first <= last:
        months.append(first)
        first = next_month(first)
    return months
