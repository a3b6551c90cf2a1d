"""回避: who is a near relative of whom, and what a check may come to in whose hands."""

from govproj.accounts.models import Role
from govproj.selections.states import Outcome, State

BY_INSPECTORS = (Outcome.CLEAR, Outcome.MANAGED, Outcome.BLOCKED)
RULED_BY_INSPECTORS = {State.RECUSAL_CHECK, State.DECIDING, State.PUBLICISED, State.APPOINTED}


def are_related(one, other) -> bool:
    """Whether either declared the other."""
    return any(_means(r, other) for r in one.current_relatives) or any(
        _means(r, one) for r in other.current_relatives
    )


def _means(relative, person) -> bool:
    """By their places on the roster; where one of them has none, by name: a namesake is cleared up, not missed."""
    if relative.resident_id and person.resident_id:
        return relative.resident_id == person.resident_id
    return relative.name == person.name


def outcomes_open_to(user, nomination) -> tuple[Outcome, ...]:
    """Only inspectors find that a conflict exists or can be managed; the committee clears or refers, once."""
    selection, check = nomination.selection, nomination.check
    if user.inspects(selection.village_id):
        return BY_INSPECTORS if selection.state in RULED_BY_INSPECTORS else ()
    if selection.state is not State.RECUSAL_CHECK or not user.supervises(selection.village_id):
        return ()
    if check is None:
        return (Outcome.CLEAR, Outcome.REFERRED)
    settled = check.outcome is not Outcome.CLEAR or check.office != Role.SUPERVISOR
    return () if settled else (Outcome.REFERRED,)
