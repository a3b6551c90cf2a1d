"""Who may do what in an evaluation. Pure functions: no request, no database."""

from govproj.evaluations.policy.after import (
    can_answer_consequence,
    can_follow_up,
    can_judge_weak_link,
    can_reply,
    can_screen,
    can_see_results,
)
from govproj.evaluations.policy.counting import (
    can_count,
    can_destroy_papers,
    can_key_paper,
    can_take_complaints,
    can_watch_paper,
    can_witness,
)
from govproj.evaluations.policy.running import (
    can_change_passphrase,
    can_discard,
    can_draft,
    can_draw,
    can_hold_a_key,
    can_keep_sets,
    can_list_signatures,
    can_print,
    can_print_paper,
    can_retire_set,
    can_run,
)
from govproj.evaluations.policy.visits import (
    can_fill_in,
    can_gather,
    can_meet,
    can_read_visits,
    can_visit,
)

__all__ = [
    "can_answer_consequence",
    "can_change_passphrase",
    "can_count",
    "can_destroy_papers",
    "can_discard",
    "can_draft",
    "can_draw",
    "can_fill_in",
    "can_follow_up",
    "can_gather",
    "can_hold_a_key",
    "can_judge_weak_link",
    "can_keep_sets",
    "can_key_paper",
    "can_list_signatures",
    "can_meet",
    "can_print",
    "can_print_paper",
    "can_read_visits",
    "can_reply",
    "can_retire_set",
    "can_run",
    "can_screen",
    "can_see_results",
    "can_take_complaints",
    "can_visit",
    "can_watch_paper",
    "can_witness",
]
