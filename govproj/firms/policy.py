"""Who may do what to the register of firms. Pure functions: no request, no query."""

from govproj.accounts.models import Role

COMPARING = frozenset({Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.TOWN_ADMIN, Role.COUNTY_INSPECTOR})
NEEDING = frozenset({Role.CADRE, Role.SECRETARY})


def can_list(user, _firm=None) -> bool:
    """Whoever works in a village or above one meets these firms; everybody else reads their names on the notices."""
    return bool(user.grants.keys() & (COMPARING | NEEDING))


def can_read_people(user, _firm=None) -> bool:
    """Names and phones behind a firm are there to be compared, by those who check conflicts and those who keep them."""
    return bool(user.grants.keys() & COMPARING)


def can_keep(user, _firm=None) -> bool:
    """One office keeps the register, so that a firm is in it once and what it says has been looked at."""
    return Role.TOWN_ADMIN in user.grants


def can_add(user) -> bool:
    """A cadre who needs a firm enters its name and code at once; the rest is looked up by the town."""
    return can_keep(user) or bool(user.grants.keys() & NEEDING)


def can_compare(user, village, _person=None) -> bool:
    """Who checks conflicts in this village: the committee that supervises it and the inspectors over it."""
    return user.supervises(village.id) or user.inspects(village.id)
