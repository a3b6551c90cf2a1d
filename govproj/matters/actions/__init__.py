"""What people do about matters: report and take down, handle, answer, say whether it satisfied."""

from govproj.matters.actions.handling import (
    accept,
    arrive,
    finish,
    hand_over,
    merge,
    pass_on,
    publish,
    reply,
    start,
    take_off,
    turn_down,
    write_down_basis,
)
from govproj.matters.actions.kinds import change_kind
from govproj.matters.actions.receiving import report, take_down
from govproj.matters.actions.roster import set_duty
from govproj.matters.actions.satisfying import call, follow_up, say
from govproj.matters.actions.tick import daily

__all__ = [
    "accept",
    "arrive",
    "call",
    "change_kind",
    "daily",
    "finish",
    "follow_up",
    "hand_over",
    "merge",
    "pass_on",
    "publish",
    "reply",
    "report",
    "say",
    "set_duty",
    "start",
    "take_down",
    "take_off",
    "turn_down",
    "write_down_basis",
]
