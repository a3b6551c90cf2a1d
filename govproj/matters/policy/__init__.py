"""Who may do what about a matter. Whoever did it does not say that it satisfies."""

from govproj.matters.policy.answers import (
    can_call,
    can_follow_up,
    can_publish,
    can_read_who,
)
from govproj.matters.policy.handling import (
    READERS,
    can_accept,
    can_be_on_duty,
    can_change_kind,
    can_hand_over,
    can_list,
    can_own,
    can_reply,
    can_see_figures,
    can_set_duty,
    can_take_down,
    can_work_on,
    can_write_down_basis,
)

__all__ = [
    "READERS",
    "can_accept",
    "can_be_on_duty",
    "can_call",
    "can_change_kind",
    "can_follow_up",
    "can_hand_over",
    "can_list",
    "can_own",
    "can_publish",
    "can_read_who",
    "can_reply",
    "can_see_figures",
    "can_set_duty",
    "can_take_down",
    "can_work_on",
    "can_write_down_basis",
]
