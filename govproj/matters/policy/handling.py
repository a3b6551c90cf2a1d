"""Who takes a matter, sees to it and answers: the village, one owner, never who supervises them."""

from govproj.accounts.models import Role
from govproj.matters.states import IN_HAND

READERS = (Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.TOWN_ADMIN)


def can_list(user) -> bool:
    """The village, its committee and the town; Party members find there what they were given to do."""
    return bool(user.villages_as(*READERS, Role.PARTY_MEMBER))


def can_see_figures(user) -> bool:
    """Every office: there are no names and no words among them."""
    return bool(user.scope)


def can_take_down(user, village) -> bool:
    """Whoever phones or comes by finds somebody who writes it down: in the village, its committee or the town."""
    return village.id in user.scope


def can_set_duty(user, village) -> bool:
    """The village says who is on duty; those above it read it."""
    return user.works_in(village.id)


def can_be_on_duty(user, village) -> bool:
    """Whoever may take a matter there."""
    return user.works_in(village.id) and not user.supervises(village.id)


def can_accept(user, matter) -> bool:
    """The village takes it and says who sees to it."""
    return user.works_in(matter.village_id)


def can_own(user, matter) -> bool:
    """Cadres and the secretary, the lead for his project, the town's administration; never who supervises them."""
    leads = matter.project is not None and matter.project.is_led_by(user)
    works = user.works_in(matter.village_id) or user.administers(matter.village_id) or leads
    return works and not user.supervises(matter.village_id)


def can_work_on(user, matter) -> bool:
    """One owner: nobody else says that it is done."""
    return matter.has_as_owner(user)


def can_reply(user, matter) -> bool:
    """The village answers in its own name, or the owner who did it."""
    return user.works_in(matter.village_id) or matter.has_as_owner(user)


def can_hand_over(user, matter) -> bool:
    """The village gives it to somebody else while it is in hand."""
    return matter.state in IN_HAND and user.works_in(matter.village_id)


def can_write_down_basis(user, matter) -> bool:
    """Consent and minutes come before the end, from whoever sees to it."""
    return matter.is_unfinished and can_reply(user, matter)


def can_change_kind(user, matter) -> bool:
    """Reported under the wrong kind it runs on the wrong clock; the village puts that right, and says why."""
    return matter.is_unfinished and user.works_in(matter.village_id)
