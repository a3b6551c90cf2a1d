"""Records of what came of it: notices, evaluations, rectifications, weekly checks."""

from datetime import date
from typing import NamedTuple


class Duty(NamedTuple):
    """A month a notice is owed for."""

    month: str
    due_on: date | None
    done_on: date | None


class Notice(NamedTuple):
    """What stands on the wall about a month, in its newest edition."""

    id: int
    month: str
    actual_pct: int | None
    paid_fen: int | None


class Round(NamedTuple):
    """The overall question of a published evaluation."""

    id: int
    published_on: date | None
    content: int | None  # very satisfied to basically satisfied
    judged: int | None
    valid: int | None
    households: int | None


class Case(NamedTuple):
    """A rectification."""

    id: int
    number: str
    open: bool | None
    turn: int | None
    due_on: date | None
    handed_in: bool | None


class Check(NamedTuple):
    """One weekly check that was due."""

    due_on: date | None
    done_on: date | None
    manager_there: bool | None
