"""催办 · 督办 · 查办: how hard an overdue case is pressed, and which letters go out on which days.

Nothing here but days: run every morning or once after weeks, the letters are the same.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Urging(LabelledEnum):
    NONE = "none", _l("未逾期")
    URGE = "urge", _l("催办")
    SUPERVISE = "supervise", _l("督办")
    INVESTIGATE = "investigate", _l("查办")


RISING = (Urging.URGE, Urging.SUPERVISE, Urging.INVESTIGATE)


def urging(days_overdue: int, thresholds: Mapping[str, int]) -> Urging:
    """The hardest level whose number of days has been reached; the rule is `rectification.urging_days`."""
    reached = [level for level in RISING if days_overdue >= thresholds[level]]
    return reached[-1] if reached else Urging.NONE


class History(NamedTuple):
    """When a turn was due, as it stood from which day on, and when its clock stood still.

    `dues` are (first morning, due day), the earliest first. `handed_in` are (day, day of the return or None):
    from the morning after the hand-in up to the day of the return there is nothing to press for.
    """

    dues: list[tuple[date, date]]
    handed_in: list[tuple[date, date | None]]

    def due_on(self, morning: date) -> date:
        return [due for since, due in self.dues if since <= morning or since == self.dues[0][0]][-1]

    def is_running(self, morning: date) -> bool:
        return not any(
            handed_in < morning and (returned is None or morning <= returned)
            for handed_in, returned in self.handed_in
        )


class Letter(NamedTuple):
    level: Urging
    on: date
    days: int


def letters(
    history: History, thresholds: Mapping[str, int], until: date, sent: Collection[Urging] = ()
) -> list[Letter]:
    """What should have gone out up to the morning of `until`, harder than anything that has been `sent`.

    A morning on which two levels are reached at once (after a late return) gets the harder one only.
    """
    hardest = max((RISING.index(level) for level in sent), default=-1)
    found = []
    morning = min(due for _since, due in history.dues) + timedelta(days=1)
    while morning <= until and hardest < len(RISING) - 1:
        days = (morning - history.due_on(morning)).days
        level = urging(days, thresholds) if history.is_running(morning) else Urging.NONE
        if level is not Urging.NONE and RISING.index(level) > hardest:
            hardest = RISING.index(level)
            found.append(Letter(level, morning, days))
        morning += timedelta(days=1)
    return found
