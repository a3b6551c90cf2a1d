"""The flow chart of one power, laid out for a picture drawn on the server: boxes with their lines of words."""

import unicodedata
from typing import NamedTuple

from govproj.checklists.catalogue import Power
from govproj.core.i18n import _

WIDTH = 360  # units of the picture; the page scales it
LINE, PAD, GAP = 24, 12, 30  # height of a line, room inside a box, room for an arrow
ROOM = 312  # width of a line of words inside a box
BOLD = 285  # the same for the bolder head with its sign
WIDE, NARROW = 17, 9.2  # what a Chinese and a Latin letter take at this size
WATCHERS = ("村监会", "镇纪委", "镇三资代理中心", "镇财政所或第三方")  # actors who look at what others did


class Box(NamedTuple):
    """`kind`: start, step, check (somebody supervises), later (proved in another item), end."""

    kind: str
    top: int
    height: int
    head: list[str]
    lines: list[str]

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def y(self, line: int) -> int:
        """The foot of a line of words, those of the head counted first."""
        return self.top + PAD + LINE * (line + 1) - 7


class Chart(NamedTuple):
    boxes: list[Box]
    height: int

    @property
    def arrows(self) -> list[tuple[int, int]]:
        """From the foot of a box to the top of the next."""
        return [(one.bottom, next_.top) for one, next_ in zip(self.boxes, self.boxes[1:], strict=False)]


def chart_of(power: Power) -> Chart:
    """Begin, the steps in their order, the signature of somebody else, and what is made public."""
    words = [("start", "", _("开始"))]
    for step in power.steps:
        kind = "check" if step.actor.zh in WATCHERS else "later" if step.continues_in else "step"
        text = str(step.text)
        if step.continues_in:
            text += " " + _("（见 %(code)s）", code=step.continues_in)
        words.append((kind, f"{step.number}. {step.actor}", text))
    words.append(("check", _("监督签字"), _("没有经办过的监督人核对材料后签字")))
    words.append(("end", _("公开"), str(power.disclosure) or _("办结")))
    boxes, top = [], 4
    for kind, head, text in words:
        heads, lines = wrapped(head, BOLD) if head else [], wrapped(text)
        height = PAD * 2 + LINE * (len(lines) + len(heads))
        boxes.append(Box(kind, top, height, heads, lines))
        top += height + GAP
    return Chart(boxes, top - GAP + 4)


def wrapped(text: str, room: float = ROOM) -> list[str]:
    """Words in lines that fit: Chinese breaks anywhere but before a mark, Latin between words."""
    lines, line, taken = [], "", 0.0
    for piece in _pieces(text):
        width = sum(WIDE if unicodedata.east_asian_width(c) in "WF" else NARROW for c in piece)
        if line and taken + width > room and piece not in "，。；：、）":
            lines.append(line.rstrip())
            line, taken = "", 0.0
            piece = piece.lstrip()
        line, taken = line + piece, taken + width
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _pieces(text: str):
    """Single wide letters, whole Latin words with the blank behind them."""
    word = ""
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            if word:
                yield word
            word = ""
            yield letter
        else:
            word += letter
            if letter == " ":
                yield word
                word = ""
    if word:
        yield word


__all__ = ["WIDTH", "Chart", "chart_of"]
