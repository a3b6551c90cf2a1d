"""Who knows of a clue. Whom it is about, and whoever works with them, must not learn of it."""

from govproj.rectifications.policy.letters import can_answer_urging
from govproj.rectifications.urging import Urging


def can_keep_clues(user, village_id: int) -> bool:
    """Discipline inspectors of town and county, where they hold no other office in the village."""
    insider = user.works_in(village_id) or user.supervises(village_id) or user.administers(village_id)
    return user.inspects(village_id) and not insider


def can_list_clues(user) -> bool:
    return user.is_inspector


def can_read_clue(user, clue) -> bool:
    """Also not to an inspector who leads or looks after the project it is about."""
    project = clue.project
    own = project is not None and (project.is_led_by(user) or project.has_as_contact(user))
    return can_keep_clues(user, clue.place_id) and not own


def can_end_clue(user, clue) -> bool:
    """The keeper answers for it."""
    return clue.keeper_id == user.id and can_read_clue(user, clue)


def can_make_clue(user, urging) -> bool:
    """查办 is where a delay may turn out to be more than a delay."""
    outside = can_keep_clues(user, urging.village_id)
    return urging.level is Urging.INVESTIGATE and can_answer_urging(user, urging) and outside
