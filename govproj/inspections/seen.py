"""What somebody brings back from the field, before it is written down."""

from dataclasses import dataclass, field
from datetime import datetime

from govproj.inspections.states import Answer, Mode, ProblemKind
from govproj.rectifications.states import Level


@dataclass
class Raised:
    """A problem as it was typed; with a level it is a finding and becomes a rectification."""

    words: str
    kind: ProblemKind = ProblemKind.COORDINATION
    asked_of: str = ""
    level: Level | None = None


@dataclass
class Seen:
    """Everything a form of the field brings. `key` is the form's own, so that it counts once."""

    key: str
    arrived_at: datetime
    mode: Mode = Mode.ONSITE
    items: list[tuple[str, bool, Answer]] = field(default_factory=list)  # words, about money, answer
    photos: list = field(default_factory=list)  # StoredFile
    raised: list[Raised] = field(default_factory=list)
    solutions: dict[int, str] = field(default_factory=dict)  # what became of open problems, by id
    facts: dict = field(default_factory=dict)  # further columns of the report
