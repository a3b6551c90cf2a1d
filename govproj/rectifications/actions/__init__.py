"""What people do about a problem that was found. Every act is dated, told on the case and on record."""

from govproj.rectifications.actions.briefings import issue_briefing
from govproj.rectifications.actions.extensions import ask_extension, decline_extension, grant_extension
from govproj.rectifications.actions.judging import close, look_back, send_back, verify
from govproj.rectifications.actions.letters import answer, send_due
from govproj.rectifications.actions.opening import assign, open_case
from govproj.rectifications.actions.work import add_evidence, note, plan, start, submit

__all__ = [
    "add_evidence",
    "answer",
    "ask_extension",
    "assign",
    "close",
    "decline_extension",
    "grant_extension",
    "issue_briefing",
    "look_back",
    "note",
    "open_case",
    "plan",
    "send_back",
    "send_due",
    "start",
    "submit",
    "verify",
]
