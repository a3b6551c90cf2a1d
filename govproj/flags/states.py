"""The words of a red flag: where its dialogue stands, what was answered, what was done."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.flags.rules import Level
from govproj.rectifications.urging import Urging

__all__ = ["FINAL", "OPEN", "UNANSWERED", "ActKind", "Answer", "Level", "Outcome", "State", "Urging"]


class State(LabelledEnum):
    """A question until somebody who inspects has judged the answer."""

    FIRED = "fired", _l("待核实")  # red: only those who supervise and inspect know of it
    ASKED = "asked", _l("待答复")
    ANSWERED = "answered", _l("待核定")
    EXPLAINED = "explained", _l("说明成立")  # nothing was wrong: the rule asked in vain
    FIXED = "fixed", _l("已改正")
    CONFIRMED = "confirmed", _l("查实")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return _MARKS[self.value]


_MARKS = {
    "fired": "late",
    "asked": "soon",
    "answered": "info",
    "explained": "plain",
    "fixed": "good",
    "confirmed": "late",
}
UNANSWERED = frozenset({State.FIRED, State.ASKED})
OPEN = UNANSWERED | {State.ANSWERED}
FINAL = frozenset(State) - OPEN


class Answer(LabelledEnum):
    """What those asked say about it."""

    EXPLAINED = "explained", _l("有原因，没有问题")
    FIXED = "fixed", _l("有问题，已经改正")
    ADMITTED = "admitted", _l("有问题，还没有改正")


class Outcome(LabelledEnum):
    """What a confirmed problem leads to."""

    RECTIFICATION = "rectification", _l("立案整改")
    KNOWN_CASE = "known_case", _l("并入已有的整改")
    CLUE = "clue", _l("转为问题线索")


class ActKind(LabelledEnum):
    FIRED = "fired", _l("系统预警")
    AGAIN = "again", _l("又有新情况")
    CEASED = "ceased", _l("情况已经不在")
    ASKED = "asked", _l("向项目组发问")
    ANSWERED = "answered", _l("答复")
    RETURNED = "returned", _l("要求再答")
    PRESSED = "pressed", _l("催办")
    EXPLAINED = "explained", _l("核定：说明成立")
    FIXED = "fixed", _l("核定：已改正")
    CONFIRMED = "confirmed", _l("核定：查实")

    @property
    def mark(self) -> str:
        return {"fired": "late", "confirmed": "late", "fixed": "good", "explained": "good"}.get(
            self.value, "plain"
        )
