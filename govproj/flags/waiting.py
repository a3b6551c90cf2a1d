"""Whom a flag waits for and by when: 催办, 督办, 查办 from nothing but the days, each one level further up."""

from datetime import date

from govproj.core.deadlines import Unit, deadline
from govproj.core.i18n import _
from govproj.flags.states import State, Urging
from govproj.rectifications.urging import urging

KEY = "flag.urging_days"


def rank(level: Urging) -> int:
    """Higher is harder."""
    return list(Urging).index(level)


def due_on(waiting_since: date, days: dict[str, int]) -> date:
    """By when whoever it waits for has to act: after this day it is urged."""
    return deadline(waiting_since, days[Urging.URGE], Unit.DAYS)


def pressure(flag, days: dict[str, int], on: date) -> Urging:
    """How hard it is pressed on a day."""
    return urging(flag.days_waiting(on), days) if flag.is_open else Urging.NONE


def waits_for(state: State, pressed: Urging) -> str:
    """In words: those asked first, one level up when it is supervised, two when it is investigated."""
    if state is State.ASKED:
        team, town, county = _("项目组（领办人、村干部）"), _("镇纪委督促"), _("县纪委督促")
    else:
        team, town, county = _("镇纪委"), _("县纪委督促"), _("县纪委督促")
    further = {Urging.SUPERVISE: town, Urging.INVESTIGATE: county}.get(pressed)
    return f"{team}、{further}" if further else team
