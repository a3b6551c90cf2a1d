"""Who has to have marked a candidate before the marks count."""

from govproj.accounts.models import Role
from govproj.accounts.queries import officers
from govproj.selections.recusal import are_related

SEATS = (Role.SECRETARY, Role.CADRE, Role.SUPERVISOR)


def seat_of(user, village_id: int) -> Role | None:
    """The office somebody sits for; one person never fills two seats."""
    return next((role for role in SEATS if user.holds(role, village_id)), None)


def empty_seats(nomination) -> list[Role]:
    """Offices nobody has marked for yet; one all of whose holders must stand aside is not waited for."""
    taken = {assessment.seat for assessment in nomination.assessments}
    return [role for role in SEATS if role not in taken and _could_be_filled(role, nomination)]


def _could_be_filled(role: Role, nomination) -> bool:
    selection = nomination.selection
    return not all(
        selection.has_candidate(person) or are_related(person, nomination.person)
        for person in officers(selection.village_id, role)
    )
