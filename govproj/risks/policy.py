"""Who may do what about integrity risks. Those who run a risk do not judge whether it has gone."""

from govproj.projects import policy as projects


def can_read(user, village) -> bool:
    """The register names posts and their weak points: for those in office, not for the wall."""
    return village.id in user.scope


def can_screen(user, village) -> bool:
    """The supervision committee and the town's inspectors look for risks; nobody screens himself."""
    return user.supervises(village.id) or user.inspects_for_town(village.id)


def can_judge(user, point) -> bool:
    """Whoever carries a measure does not rate what it has achieved."""
    return can_screen(user, point.village) and not point.is_owned_by(user)


def can_carry(user, measure) -> bool:
    """Reported by its owner; the secretary answers for all of them."""
    return measure.owner_id == user.id or user.is_secretary_of(measure.point.village_id)


def can_move(user, measure) -> bool:
    """A day set by those who have to keep it would bind nobody."""
    return can_screen(user, measure.point.village) and measure.owner_id != user.id


def can_follow(user, project) -> bool:
    """Following a link is supervision: not by those who carry the project out."""
    own = project.is_led_by(user) or project.has_as_contact(user)
    here = project.village_id
    return project.is_published and (user.supervises(here) or user.inspects(here)) and not own


def can_read_project(user, project) -> bool:
    """As for the project's papers."""
    return projects.can_follow(user, project)
