"""For whom somebody signs on a project. Pure functions: no request, no query."""

from govproj.projects.models import Body
from govproj.projects.policy import can_approve, can_confirm


def bodies_of(user, project) -> set[Body]:
    """For whom somebody can sign on this project; who leads or looks after it never signs as a supervisor."""
    seats = {
        Body.LEAD: project.is_led_by(user),
        Body.VILLAGE: user.works_in(project.village_id),
        Body.SUPERVISION: can_confirm(user, project),
        Body.TOWN: can_approve(user, project),
    }
    return {body for body, held in seats.items() if held}


def can_sign(user, project) -> bool:
    """Concealed work is seen by more than one body before it is covered up."""
    return bool(bodies_of(user, project))


def can_accept_milestone(user, milestone) -> bool:
    """The body the plan names, and never the one who reported it."""
    return milestone.accepter in bodies_of(user, milestone.project) and milestone.reported_by_id != user.id
