"""Who may do what when a lead is selected. Nobody runs, marks or checks a selection they stand in."""

from govproj.accounts.models import Role
from govproj.selections.recusal import are_related
from govproj.selections.states import State

MUST_DECLARE = {Role.PARTY_MEMBER, Role.CADRE, Role.SECRETARY, Role.SUPERVISOR}


def can_list_calls(user) -> bool:
    """A call is addressed to the Party members of a village, and sent out by its secretary."""
    return bool(user.grants.keys() & {Role.PARTY_MEMBER, Role.SECRETARY})


def can_declare(user) -> bool:
    """Whoever may lead, look after, assess or supervise a project says beforehand what could bind them."""
    return bool(user.grants.keys() & MUST_DECLARE)


def can_steer(user, thing) -> bool:
    """Which project is led, and every step to the appointment, is the secretary's to answer for."""
    return user.is_secretary_of(thing.village_id)


def can_call(user, village) -> bool:
    """Out of the year's central work the secretary picks what Party members are to lead."""
    return user.is_secretary_of(village.id)


def can_nominate(user, selection) -> bool:
    """The call goes to all Party members of the village and to nobody else."""
    return user.is_party_member_of(selection.village_id)


def can_answer(user, nomination) -> bool:
    """Nobody becomes a candidate but by their own will."""
    return nomination.person_id == user.id


def can_assess(user, nomination) -> bool:
    """Secretary, village committee and supervision committee; never a candidate or a candidate's near relative."""
    village_id = nomination.selection.village_id
    sits = user.works_in(village_id) or user.supervises(village_id)
    return sits and not nomination.selection.has_candidate(user) and not are_related(user, nomination.person)


def can_reconcile(user, nomination) -> bool:
    """Only those who marked can say why they lie apart, and only once they may see how far."""
    return nomination.assessment_by(user) is not None and can_see_marks(user, nomination.selection)


def can_see_candidates(user, selection) -> bool:
    """Schooling, marks and rulings are for those who assess and check, not for rivals or the public."""
    village_id = selection.village_id
    inside = user.works_in(village_id) or user.supervises(village_id) or user.inspects(village_id)
    return inside and not selection.has_candidate(user)


def can_see_marks(user, selection) -> bool:
    """Marks are given alone: while it runs, others' show once one's own are in, and to no candidate's relative."""
    if not can_see_candidates(user, selection):
        return False
    waits = unmarked_by(user, selection) or _is_close(user, selection)
    return selection.state is not State.ASSESSING or not waits


def _is_close(user, selection) -> bool:
    return any(are_related(user, nomination.person) for nomination in selection.candidates)


def unmarked_by(user, selection) -> list:
    """Candidates this user may assess and has not."""
    return [n for n in selection.candidates if can_assess(user, n) and not n.assessment_by(user)]


def can_rule(user, nomination) -> bool:
    """The supervision committee checks and the discipline inspectors rule; never about themselves or relatives."""
    village_id = nomination.selection.village_id
    checks = user.supervises(village_id) or user.inspects(village_id)
    return (
        checks and not nomination.selection.has_candidate(user) and not are_related(user, nomination.person)
    )


def can_take_objections(user, selection) -> bool:
    """The village committee takes and answers them, but not whoever they are about."""
    return user.works_in(selection.village_id) and not selection.has_candidate(user)
