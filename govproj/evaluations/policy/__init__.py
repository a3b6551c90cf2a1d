"""Who may do what in an evaluation. Pure functions: no request, no database."""

from govproj.evaluations.policy.after import (
    can_answer_consequence,
    can_follow_up,
    can_judge_weak_link,
    can_reply,
    can_screen,
    can_see_results,
)
from govproj.evaluations.policy.running import (
    can_change_passphrase,
    can_count,
    can_discard,
    can_draft,
    can_draw,
    can_hold_a_key,
    can_keep_sets,
    can_key_paper,
    can_list_signatures,
    can_print,
    can_print_paper,
    can_retire_set,
    can_run,
    can_watch_paper,
)

__all__ = [
    "can_answer_consequence",
    "can_change_passphrase",
    "can_count",
    "can_discard",
    "can_draft",
    "can_draw",
    "can_follow_up",
    "can_hold_a_key",
    "can_judge_weak_link",
    "can_keep_sets",
    "can_key_paper",
    "can_list_signatures",
    "can_print",
    "can_print_paper",
    "can_reply",
    "can_retire_set",
    "can_run",
    "can_screen",
    "can_see_results",
    "can_watch_paper",
]
