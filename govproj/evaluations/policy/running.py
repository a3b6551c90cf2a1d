"""Who may prepare, run and count a round."""

from govproj.accounts.models import Role
from govproj.evaluations.models import State


def can_draft(user, village) -> bool:
    """The village Party organisation asks; those who watch over it run what follows."""
    return user.is_secretary_of(village.id)


def can_discard(user, round_) -> bool:
    """Until slips are out, whoever asked may take the question back; so may those who run the round."""
    return round_.state is State.DRAFT and (user.is_secretary_of(round_.village_id) or can_run(user, round_))


def can_run(user, round_) -> bool:
    """Supervision committee or town discipline print, open, close and publish; nobody whose work is judged."""
    runs = user.supervises(round_.village_id) or user.inspects_for_town(round_.village_id)
    return runs and not round_.concerns(user)


def can_print(user, round_) -> bool:
    """After the opening no slip can be added, by any role."""
    return can_run(user, round_) and round_.state is State.DRAFT


def can_list_signatures(user, round_) -> bool:
    """The paper roll is only right once the set of slips is frozen."""
    return can_run(user, round_) and round_.state is State.OPEN


def can_draw(user, round_, entry) -> bool:
    """One slip for each person on the roll, for themselves, before the opening."""
    own = user.resident_id is not None and entry.resident_id == user.resident_id
    return own and round_.state is State.DRAFT and not entry.drew_online


def can_count(user, round_) -> bool:
    """The same bodies: each holds a key; the key itself is what opens the urn."""
    return can_run(user, round_)


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


def can_hold_a_key(user) -> bool:
    """Supervision committees and discipline inspectors: what is sealed is sealed to them."""
    return user.is_inspector or Role.SUPERVISOR in user.grants


def can_change_passphrase(user, key) -> bool:
    """Nobody sets another person's passphrase, the administrator included."""
    return key.user_id == user.id


def can_keep_sets(user, village) -> bool:
    """Who asks also words the questions; the nine usual ones are always there beside them."""
    return user.is_secretary_of(village.id)


def can_retire_set(user, question_set) -> bool:
    """As for writing one."""
    return can_keep_sets(user, question_set.village)


def can_print_paper(user, round_) -> bool:
    """As for slips, also while the round runs: a form alone is worth nothing without a line crossed on the roll."""
    return can_run(user, round_) and round_.state in {State.DRAFT, State.OPEN}


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
