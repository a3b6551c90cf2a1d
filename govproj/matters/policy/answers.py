"""Who shows the answer to everybody, and who asks whether it satisfied: never whoever did it."""

from govproj.matters.states import State


def can_publish(user, matter) -> bool:
    """The village decides what everybody reads, once there is an answer, and may take it down again."""
    return matter.replied_at is not None and user.works_in(matter.village_id)


def can_follow_up(user, matter) -> bool:
    """The village asks whether it satisfies; never whoever did it."""
    answered = matter.state in {State.REPLIED, State.CLOSED}
    return answered and user.works_in(matter.village_id) and not _did_it(user, matter)


def can_call(user, matter) -> bool:
    """Not satisfied for the last time, it is the town's to ask; its inspectors stand in where the office did it."""
    over_it = user.administers(matter.village_id) or user.inspects_for_town(matter.village_id)
    waits = matter.call_due_on is not None and matter.called_on is None
    return waits and over_it and not _did_it(user, matter)


def can_read_who(user, matter) -> bool:
    """Name and phone are for those who handle it, so that they can call back."""
    handles = user.works_in(matter.village_id) or matter.has_as_owner(user)
    return handles or can_call(user, matter)


def _did_it(user, matter) -> bool:
    return matter.has_as_owner(user) or matter.done_by_id == user.id
