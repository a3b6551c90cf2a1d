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
