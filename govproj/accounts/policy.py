"""Who may do what to accounts. Pure functions: no request, no query."""

from govproj.accounts.models import VILLAGE_ROLES, Role

# Whoever inspects, or keeps the accounts of others, needs more than a password that somebody may have read.
TWO_STEPS = frozenset({Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR, Role.TOWN_ADMIN, Role.ADMIN})
DECLARING = frozenset({Role.PARTY_MEMBER, Role.CADRE, Role.SECRETARY, Role.SUPERVISOR})


def can_manage_users(user, _person=None) -> bool:
    """The administrator keeps all accounts, the town's administration those of its villagers and village officials."""
    return user.is_admin or Role.TOWN_ADMIN in user.grants


def can_manage(user, person) -> bool:
    """Nobody appoints, disables or resets himself: what he gets, somebody else has given him, on record."""
    return can_manage_users(user) and person.id != user.id


def can_end(user, office) -> bool:
    """As for the person who holds it."""
    return can_manage(user, office.user)


def grantable_roles(user) -> tuple[Role, ...]:
    """The town fills the villages' offices; those above a village are filled from outside the town."""
    return tuple(Role) if user.is_admin else VILLAGE_ROLES


def needs_second_step(user) -> bool:
    """Where one stolen password would open many villages, or everybody's account."""
    return bool(user.grants.keys() & TWO_STEPS)


def can_have_second_step(user, _step=None) -> bool:
    """Officials, and whoever still has one from an office that is over; villagers are spared it."""
    return user.is_official or user.second_step_since is not None


def can_declare(user) -> bool:
    """Whoever may lead, carry out or supervise a project has interests that matter; nobody else is asked."""
    return bool(user.grants.keys() & DECLARING)


def can_end_declaration(user, relative) -> bool:
    """One's own only."""
    return can_declare(user) and relative.user_id == user.id


def can_read_people(user, village, _person=None) -> bool:
    """Who holds which post, and held it before, is known to whoever works in the village or above it."""
    return village.id in user.scope


def can_read_relatives(user, village) -> bool:
    """Only those who check conflicts: the committee that supervises the village and the inspectors over it."""
    return user.supervises(village.id) or user.inspects(village.id)
