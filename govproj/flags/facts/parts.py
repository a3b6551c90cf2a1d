"""What has been registered as a part of the facts, and how rows become records."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from govproj.core import dates


class Part(NamedTuple):
    """One field of the facts: `read(ids, today)` gives it by the project's id (by the village's where `of` says so)."""

    field: str
    read: Callable[[list[int], date], dict[int, Any]]
    empty: Any  # of a thing none of the rows is about
    of: str


PARTS: dict[str, Part] = {}


def part(field: str, *, empty: Any = None, of: str = "project", name: str = ""):
    """Register the decorated function as the reader of a field; rules name it by `name` in their `reads`."""

    def register(read):
        PARTS[name or field] = Part(field, read, empty, of)
        return read

    return register


def grouped(rows: Iterable, record: Callable) -> dict[int, tuple]:
    """Rows whose first column says whom they belong to → {owner: (record, …)}, in their order."""
    found = defaultdict(list)
    for owner, *columns in rows:
        found[owner].append(record(*columns))
    return {owner: tuple(records) for owner, records in found.items()}


def single(rows: Iterable, record: Callable) -> dict[int, Any]:
    """The same where each has one; the last row counts."""
    return {owner: record(*columns) for owner, *columns in rows}


def day_of(moment: datetime | None) -> date | None:
    """The day in Beijing on which something was typed."""
    return None if moment is None else dates.beijing(moment).date()
