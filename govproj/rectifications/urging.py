"""催办 · 督办 · 查办: how hard an overdue case is pressed, from nothing but the days it is late."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Urging(LabelledEnum):
    NONE = "none", _l("未逾期")
    URGE = "urge", _l("催办")
    SUPERVISE = "supervise", _l("督办")
    INVESTIGATE = "investigate", _l("查办")


def urging(days_overdue: int, thresholds: dict[str, int]) -> Urging:
    """The hardest level whose number of days has been reached; the rule is `rectification.urging_days`."""
    reached = [
        level
        for level in (Urging.URGE, Urging.SUPERVISE, Urging.INVESTIGATE)
        if days_overdue >= thresholds[level]
    ]
    return reached[-1] if reached else Urging.NONE
