"""回避: who is a near relative of whom, and what a check may come to in whose hands."""

from govproj.accounts.models import Role
from govproj.selections.states import CHECKED, Outcome, State

BY_INSPECTORS = (Outcome.CLEAR, Outcome.MANAGED, Outcome.BLOCKED)
RULED_BY_INSPECTORS = CHECKED | {State.APPOINTED}


def are_related(one, other) -> bool:
    """Whether either declared the other."""
    return any(means(r, other) for r in one.current_relatives) or any(
        means(r, one) for r in other.current_relatives
    )


def means(relative, person) -> bool:
    """By their places on the roster; where one of them has none, by name: a namesake is cleared up, not missed."""
    if relative.resident_id and person.resident_id:
        return relative.resident_id == person.resident_id
    return relative.name == person.name


def outcomes_open_to(user, nomination, *, certain=False, reopened=False) -> tuple[Outcome, ...]:
    """Only inspectors find that a conflict exists or can be managed; the committee clears or refers.

    `certain`: the comparison found a tie that is no mere namesake, so the village does not clear it itself.
    `reopened`: something has come up since the newest ruling, so the committee looks once more; over a ruling
    of the inspectors it can only refer.
    """
    selection, check = nomination.selection, nomination.check
    if user.inspects(selection.village_id):
        return BY_INSPECTORS if selection.state in RULED_BY_INSPECTORS else ()
    if selection.state not in CHECKED or not user.supervises(selection.village_id):
        return ()
    first = selection.state is State.RECUSAL_CHECK and check is None
    by_committee = check is not None and check.outcome is Outcome.CLEAR and check.office == Role.SUPERVISOR
    if first or (reopened and by_committee):
        return (Outcome.REFERRED,) if certain else (Outcome.CLEAR, Outcome.REFERRED)
    referable = reopened or (by_committee and selection.state is State.RECUSAL_CHECK)
    return (Outcome.REFERRED,) if referable and check.outcome is not Outcome.REFERRED else ()


def wants_reason(outcome: Outcome, hits: list, before) -> bool:
    """Only what nobody and nothing spoke against is cleared without a word."""
    return (
        outcome is not Outcome.CLEAR
        or bool(hits)
        or (before is not None and before.outcome is not Outcome.CLEAR)
    )


def named_in(text: str, person) -> str:
    """The first declared relative whose name stands in what is to become public; empty where none does."""
    return next((relative.name for relative in person.current_relatives if relative.name in text), "")
