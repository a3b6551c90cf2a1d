"""What people and the daily chores do with monthly notices. No request, no form, no commit."""

from govproj.disclosures.actions.notices import (
    CONTENT,
    archive,
    correct,
    hang_out,
    publish,
    review,
    send_back,
    sign,
    submit,
    take_next_steps,
    write,
)
from govproj.disclosures.actions.tick import enter_duties

__all__ = [
    "CONTENT",
    "archive",
    "correct",
    "enter_duties",
    "hang_out",
    "publish",
    "review",
    "send_back",
    "sign",
    "submit",
    "take_next_steps",
    "write",
]
