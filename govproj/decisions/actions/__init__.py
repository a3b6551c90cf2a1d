"""What people do about a decision. Every act is dated, told on the process and on record."""

from govproj.decisions.actions.minutes import change, correct, record, resolve, send_back, sign
from govproj.decisions.actions.process import (
    abandon,
    add_papers,
    announce,
    appraise,
    begin_with,
    implement,
    publicise,
    revise,
    start,
)

__all__ = [
    "abandon",
    "add_papers",
    "announce",
    "appraise",
    "begin_with",
    "change",
    "correct",
    "implement",
    "publicise",
    "record",
    "resolve",
    "revise",
    "send_back",
    "sign",
    "start",
]
