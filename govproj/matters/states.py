"""The words of a matter: where it stands, who says how it ended, what a photo shows."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class State(LabelledEnum):
    """What is overdue follows from the moments, what was reopened from its earlier results."""

    RECEIVED = "received", _l("待受理")
    ACCEPTED = "accepted", _l("已受理")
    IN_PROGRESS = "in_progress", _l("办理中")
    DONE = "done", _l("已办好，待回复")
    REPLIED = "replied", _l("已回复，等评价")
    CLOSED = "closed", _l("已办结")
    NOT_ADOPTED = "not_adopted", _l("不采纳")
    PASSED_ON = "passed_on", _l("已转交")
    DUPLICATE = "duplicate", _l("已并入另一件")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return _MARKS.get(self.value, "plain")


_MARKS = {"received": "soon", "accepted": "info", "in_progress": "info", "done": "soon"}
_MARKS |= {"replied": "good", "closed": "good"}
IN_HAND = frozenset({State.ACCEPTED, State.IN_PROGRESS})
UNFINISHED = frozenset({State.RECEIVED}) | IN_HAND
OPEN = UNFINISHED | {State.DONE, State.REPLIED}
FINISHED = frozenset({State.DONE, State.REPLIED, State.CLOSED})
ENDED = frozenset({State.CLOSED, State.NOT_ADOPTED, State.PASSED_ON, State.DUPLICATE})
ANSWERED = frozenset({State.REPLIED, State.CLOSED, State.NOT_ADOPTED, State.PASSED_ON})


class Phase(LabelledEnum):
    BEFORE = "before", _l("反映时")
    AFTER = "after", _l("办好后")


class Teller(LabelledEnum):
    """Who said whether it is satisfying: the reporter himself, or the village or the town having asked."""

    REPORTER = "reporter", _l("反映人")
    VISIT = "visit", _l("回访")
    TOWN = "town", _l("镇里回访")


class Clock(LabelledEnum):
    FIRST = "first", _l("受理")
    FINISH = "finish", _l("办结")
