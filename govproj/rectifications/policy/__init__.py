"""Who may do what to a rectification. Those who put it right never say that it is right."""

from govproj.rectifications.policy.briefings import can_issue_briefing, can_read_draft
from govproj.rectifications.policy.case import (
    can_answer_extension,
    can_assign,
    can_be_responsible,
    can_carry_out,
    can_close,
    can_find,
    can_judge,
    can_list,
    can_look_back,
    can_read_all,
    can_verify,
    is_apart,
    seat_of,
)
from govproj.rectifications.policy.clues import (
    can_end_clue,
    can_keep_clues,
    can_list_clues,
    can_make_clue,
    can_read_clue,
)
from govproj.rectifications.policy.letters import can_answer_urging

__all__ = [
    "can_answer_extension",
    "can_answer_urging",
    "can_assign",
    "can_be_responsible",
    "can_carry_out",
    "can_close",
    "can_end_clue",
    "can_find",
    "can_issue_briefing",
    "can_judge",
    "can_keep_clues",
    "can_list",
    "can_list_clues",
    "can_look_back",
    "can_make_clue",
    "can_read_all",
    "can_read_clue",
    "can_read_draft",
    "can_verify",
    "is_apart",
    "seat_of",
]
