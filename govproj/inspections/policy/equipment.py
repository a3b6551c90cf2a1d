"""Who keeps the ledger of machines, and who tests them."""

from govproj.inspections.policy.checks import stands_apart


def can_enter_equipment(user, project) -> bool:
    """Those who carry the work out know what comes onto the site."""
    return user.works_in(project.village_id) or project.is_led_by(user)


def can_remove_equipment(user, machine) -> bool:
    return can_enter_equipment(user, machine.project)


def can_test_equipment(user, machine) -> bool:
    """Those who watch over the site test, and nobody tests for a project they lead or look after."""
    place = machine.village_id
    watches = user.supervises(place) or user.inspects(place)
    return watches and not user.works_in(place) and stands_apart(user, machine.project)
