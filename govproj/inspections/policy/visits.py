"""Who may order visits, and who goes. What is not announced stays among inspectors from outside."""

from govproj.inspections.policy.checks import stands_apart
from govproj.inspections.states import TaskKind
from govproj.rectifications.policy import can_keep_clues


def can_order(user, village) -> bool:
    """Those who supervise or inspect order visits; who runs a village does not inspect it."""
    return _watches(user, village.id)


def _watches(user, village_id: int) -> bool:
    return (user.supervises(village_id) or user.inspects(village_id)) and not user.works_in(village_id)


def can_order_sealed(user, village) -> bool:
    """Only inspectors from outside know of a visit that is not announced."""
    insider = user.works_in(village.id) or user.supervises(village.id) or user.administers(village.id)
    return user.inspects(village.id) and not insider


def can_hand_on(user, problem) -> bool:
    """Those who supervise say what has to be put right, and nobody in a project they lead or look after."""
    return _watches(user, problem.village_id) and (
        problem.project is None or stands_apart(user, problem.project)
    )


def can_make_clue(user, problem) -> bool:
    """A clue goes to the discipline office at once, from one of its own."""
    return can_keep_clues(user, problem.village_id) and can_hand_on(user, problem)


def can_read_origin(user, task) -> bool:
    """That a visit was drawn says that others of the draw may still come: only inspectors read it at once."""
    return task.kind is not TaskKind.UNANNOUNCED or can_order_sealed(user, task.village)


def can_inspect(user) -> bool:
    return user.is_inspector


def can_begin(user, visit) -> bool:
    return visit.inspector_id == user.id


def can_drop(user, visit) -> bool:
    """Whoever ordered it, or was to go."""
    return user.id in (visit.ordered_by_id, visit.inspector_id)


def can_manage_themes(user, town) -> bool:
    """The town's inspectors lay down what the year looks at, and draw lots."""
    return any(user.inspects_for_town(village.id) for village in town.villages)


def can_carry_out(user, task) -> bool:
    """Whoever was sent goes, and nobody to a project they lead or look after."""
    return task.inspector_id == user.id and all(
        stands_apart(user, p.project) for p in task.points if p.project
    )


def can_change_task(user, task) -> bool:
    return can_order(user, task.village)


def can_cancel_task(user, task) -> bool:
    """The committee calls off its own visits; whether inspectors come is not for the village to say."""
    place = task.village.id
    from_above = task.draw_id is not None or task.ordered_by.inspects(place)
    return can_order(user, task.village) and (user.inspects(place) or not from_above)
