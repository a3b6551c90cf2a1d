"""Who may do what to accounts. Pure functions: no request, no query."""

from govproj.accounts.models import VILLAGE_ROLES, Role

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
