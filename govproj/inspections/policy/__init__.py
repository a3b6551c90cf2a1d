"""Who may do what about supervision."""

from govproj.inspections.policy.checks import (
    can_approve,
    can_check,
    can_cosign,
    can_draft,
    can_draft_plan,
    can_list,
    can_list_village,
    can_read_reports,
    can_solve,
)
from govproj.inspections.policy.equipment import (
    can_enter_equipment,
    can_remove_equipment,
    can_test_equipment,
)
from govproj.inspections.policy.visits import (
    can_begin,
    can_cancel_task,
    can_carry_out,
    can_change_task,
    can_drop,
    can_hand_on,
    can_inspect,
    can_make_clue,
    can_manage_themes,
    can_order,
    can_order_sealed,
    can_read_origin,
)

__all__ = [
    "can_approve",
    "can_begin",
    "can_cancel_task",
    "can_carry_out",
    "can_change_task",
    "can_check",
    "can_cosign",
    "can_draft",
    "can_draft_plan",
    "can_drop",
    "can_enter_equipment",
    "can_hand_on",
    "can_inspect",
    "can_list",
    "can_list_village",
    "can_make_clue",
    "can_manage_themes",
    "can_order",
    "can_order_sealed",
    "can_read_origin",
    "can_read_reports",
    "can_remove_equipment",
    "can_solve",
    "can_test_equipment",
]
