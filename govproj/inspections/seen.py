"""What somebody brings back from the field, before it is written down."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from govproj.inspections.states import Answer, Mode, ProblemKind
from govproj.rectifications.states import Level, Theme


class Line(NamedTuple):
    """One line of the checklist as it was answered."""

    words: str
    about_money: bool
    answer: Answer
    photos: tuple = ()  # StoredFile


@dataclass
class Raised:
    """A problem as it was typed; with a level it is a finding and becomes a rectification."""

    words: str
    kind: ProblemKind = ProblemKind.COORDINATION
    asked_of: str = ""
    level: Level | None = None
    theme: Theme = Theme.OTHER
    photos: list = field(default_factory=list)  # StoredFile


@dataclass
class Seen:
    """Everything a form of the field brings. `key` is the form's own, so that it counts once."""

    key: str
    arrived_at: datetime
    mode: Mode = Mode.ONSITE
    items: list[Line] = field(default_factory=list)
    photos: list = field(default_factory=list)  # StoredFile, of the whole
    raised: list[Raised] = field(default_factory=list)
    solutions: dict[int, str] = field(default_factory=dict)  # what became of open problems, by id
    facts: dict = field(default_factory=dict)  # further columns of the report
