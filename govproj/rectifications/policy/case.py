"""Who may do what to a rectification. Those who put it right never say that it is right."""

from govproj.accounts.models import Role
from govproj.rectifications.states import Level, Seat


def can_list(user) -> bool:
    """The list is a tool of those in office; whoever else has a part in a case is led to it from elsewhere."""
    return bool(user.scope)


def can_find(user, village) -> bool:
    """Those who supervise write down what they find; who runs a village does not report on it."""
    return user.supervises(village.id) or user.inspects(village.id)


def can_read_all(user, case) -> bool:
    """Names and papers are for those in office, the responsible one and the lead of the project."""
    return case.village_id in user.scope or case.turn.is_on(user) or _is_lead(user, case)


def can_assign(user, case) -> bool:
    """The inspectors assign anything; the secretary only what is minor, lest the village spare itself."""
    minor = case.level is Level.MINOR and user.is_secretary_of(case.village_id)
    return minor or user.inspects(case.village_id)


def can_be_responsible(user, case) -> bool:
    """Who works in the village, leads the project or keeps its accounts; never one of those who check."""
    works = user.works_in(case.village_id) or user.administers(case.village_id)
    return (works or _is_lead(user, case)) and seat_of(user, case) is None


def can_carry_out(user, case) -> bool:
    """Only the one it was assigned to answers for it."""
    return case.turn.is_on(user)


def can_answer_extension(user, case) -> bool:
    """More time is given one level above whoever set the day; above the inspectors that is the county."""
    if case.turn.assigned_as == Role.SECRETARY:
        return user.inspects(case.village_id) and is_apart(user, case)
    return user.holds(Role.COUNTY_INSPECTOR, case.village_id) and is_apart(user, case)


def is_apart(user, case) -> bool:
    """Nobody judges work they had a hand in, nor a project they lead or look after."""
    looks_after = case.project is not None and case.project.has_as_contact(user)
    return not (looks_after or _is_lead(user, case) or case.was_carried_out_by(user))


def _is_lead(user, case) -> bool:
    return case.project is not None and case.project.is_led_by(user)


def seat_of(user, case) -> Seat | None:
    """For which body somebody judges; one person never fills two seats."""
    if user.inspects(case.village_id):
        return Seat.INSPECTOR
    return Seat.SUPERVISOR if user.supervises(case.village_id) else None


def can_judge(user, case) -> bool:
    """Supervision committee and inspectors, where they are apart; they also send back what will not do."""
    return seat_of(user, case) is not None and is_apart(user, case)


def can_verify(user, case) -> bool:
    """From 较重 on both bodies verify, below one of them; nobody verifies the same hand-in twice."""
    return can_judge(user, case) and seat_of(user, case) in case.open_seats


def can_close(user, case) -> bool:
    """The supervision committee closes what is minor, the inspectors the rest."""
    return can_judge(user, case) and (case.level is Level.MINOR or user.inspects(case.village_id))


def can_look_back(user, case) -> bool:
    """A second pair of eyes: those who verified do not look back at their own verdict, and nobody signs twice."""
    return can_judge(user, case) and not (case.was_verified_by(user) or case.was_looked_back_at_by(user))
