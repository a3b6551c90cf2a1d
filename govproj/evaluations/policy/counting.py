"""Who may count, stand by, key paper and take down what goes wrong with slips."""

from govproj.evaluations.models import State
from govproj.evaluations.policy.running import can_run


def can_count(user, round_) -> bool:
    """The same bodies: each holds a key; the key itself is what opens the urn."""
    return can_run(user, round_)


def can_key_paper(user, round_) -> bool:
    """The village's cadres and its supervision committee, none of whom leads or looks after what is judged.

    A village often has two cadres, one of whom looks after the project: the other person is then of the
    body that watches, which is the better pair anyway.
    """
    in_office = user.is_cadre_of(round_.village_id) or user.supervises(round_.village_id)
    return in_office and not round_.concerns(user) and round_.state is State.CLOSED


def can_watch_paper(user, round_) -> bool:
    """Those who key, and the committee or the inspectors as witnesses."""
    return can_key_paper(user, round_) or (can_run(user, round_) and round_.state is State.CLOSED)


def can_witness(user, round_, by) -> bool:
    """Somebody else who may run the round; one of the two is of the supervision committee."""
    committee = user.supervises(round_.village_id) or by.supervises(round_.village_id)
    return user.id != by.id and committee and can_run(user, round_)


def can_take_complaints(user, round_) -> bool:
    """Whoever the refused are sent to: the committee or the town's discipline office."""
    return can_run(user, round_) and round_.state in {State.OPEN, State.CLOSED}


def can_destroy_papers(user, round_) -> bool:
    """Those who kept them under lock."""
    return can_run(user, round_) and round_.state is State.PUBLISHED and round_.papers_destroyed_on is None
