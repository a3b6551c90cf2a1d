"""Who answers a letter about an overdue case."""

from govproj.rectifications.policy.case import can_assign, can_carry_out, is_apart
from govproj.rectifications.urging import Urging


def can_answer_urging(user, urging) -> bool:
    """The one responsible explains the delay; what goes to the inspectors (查办) they decide upon themselves.

    A case nobody has been named for is explained by those who should have named somebody.
    """
    case = urging.rectification
    if urging.level is Urging.INVESTIGATE:
        return user.inspects(case.village_id) and is_apart(user, case)
    return can_carry_out(user, case) if case.turn.responsible_id else can_assign(user, case)
