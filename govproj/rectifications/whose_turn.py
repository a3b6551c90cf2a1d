"""Who has to act about a case now, in words for those who wait."""

from govproj.core.i18n import _
from govproj.rectifications.states import Level, Seat, State


def waiting_for(case) -> str:
    """Whose turn it is, by office: empty when nothing is left to do."""
    supervisor, inspector = Seat.SUPERVISOR.label, Seat.INSPECTOR.label
    minor = case.level is Level.MINOR
    match case.state:
        case State.FOUND:
            return _("村党组织书记或纪检干部") if minor else str(inspector)
        case State.SUBMITTED if case.needs_two_verifiers:
            return _("和").join(str(seat.label) for seat in Seat if seat in case.open_seats)
        case State.SUBMITTED:
            return _("%(one)s或%(other)s", one=supervisor, other=inspector)
        case State.VERIFIED:
            return _("%(one)s或%(other)s", one=supervisor, other=inspector) if minor else str(inspector)
        case State.CLOSED:
            return _who_looks_back(case)
        case State.LOOKBACK_PASSED:
            return ""
    return case.turn.responsible.name


def _who_looks_back(case) -> str:
    """A body that has not verified; where both have, another two people or the county."""
    verified = {act.seat for act in case.verifications}
    if len(verified) == 1:
        (left,) = set(Seat) - verified
        return str(left.label)
    return _("县纪检干部，或没有核实过的村监会成员、纪检干部各一人")
