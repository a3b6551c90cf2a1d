"""Records of a project's life: decision, what happened on site, how its lead was found."""

from datetime import date
from typing import NamedTuple


class Vote(NamedTuple):
    """A signed meeting's vote and the shares it was held by, as (part, of, must be exceeded)."""

    held_on: date | None
    kind: str | None
    entitled: int | None
    present: int | None
    votes_for: int | None
    quorum: tuple[int, int, bool] | None
    majority: tuple[int, int, bool] | None
    of_entitled: bool | None


class Decision(NamedTuple):
    passed_on: date | None  # day of the last vote before initiation; None: nothing passed
    votes: tuple[Vote, ...]
    posted_from: date | None
    posted_to: date | None
    consult_days: int | None  # asked for by the local rule of that time


class Work(NamedTuple):
    """A concealed work."""

    id: int
    name: str | None
    finished_on: date | None
    photos: int | None
    signers: int | None


class Acceptance(NamedTuple):
    held_on: date | None
    passed: bool | None
    representatives: int | None
    evaluators: tuple[str, ...] | None


class Month(NamedTuple):
    month: str  # 2022-05
    actual_pct: int | None
    paid_fen: int | None


class Paper(NamedTuple):
    """Something that ought to be made on the spot, and when it reached the system."""

    what: str
    dated_on: date | None
    recorded_on: date | None


class Selection(NamedTuple):
    """How the lead was found."""

    assessors: int | None
    wanted_assessors: int | None  # by the rule of that time
    publicised_from: date | None
    publicised_to: date | None
    again: bool | None  # after a replacement: a shorter publicity
