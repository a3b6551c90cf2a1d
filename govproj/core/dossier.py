"""The dossier of a project, beside its checklist: every feature adds chapters, all asked as one question.

A feature declares its chapters in its `dossier.py`; what may be on paper there is for it to say.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from flask import current_app
from sqlalchemy import String, cast, func, literal, type_coerce

from govproj.core import todo

ALL = 5000  # more than any project has of anything


class Entry(NamedTuple):
    """A line of a chapter."""

    what: str
    day: date | None = None
    about: str = ""
    fen: int | None = None


class Chapter(NamedTuple):
    title: str
    entries: list[Entry]


def chapter(app, order: int, title, *kinds: tuple[Callable, Callable]) -> None:
    """Register a chapter: pairs of `rows(project)`, a select of `todo.columns(…)`, and what makes an Entry of a row."""
    known = app.extensions.setdefault("dossier", [])
    known.append((order, title, kinds))
    known.sort(key=lambda one: one[0])


def chapters_of(project) -> list[Chapter]:
    """In the order of the dossier, lines by their days; those with nothing in them are left out."""
    known = current_app.extensions["dossier"]
    kinds = [
        todo.Kind(rows, lambda row, line=line, number=number: (number, line(row)))
        for number, (_order, _title, pairs) in enumerate(known)
        for rows, line in pairs
    ]
    found: dict[int, list[Entry]] = {}
    for number, entry in todo.asked(project, kinds, most=ALL):
        found.setdefault(number, []).append(entry)
    return [
        Chapter(title, sorted(found[number], key=lambda entry: entry.day or date.min))
        for number, (_order, title, _pairs) in enumerate(known)
        if number in found
    ]


def words(*columns):
    """Several columns as one text, set off by bars."""
    first, *rest = (func.coalesce(cast(column, String), "") for column in columns)
    for column in rest:
        first = first + literal("|") + column
    return first


def code(column):
    """An enumeration as the word it is stored by."""
    return type_coerce(column, String)
