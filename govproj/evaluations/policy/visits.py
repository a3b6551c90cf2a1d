"""Who visits a place, who answers what was heard there."""


def can_read_visits(user, village) -> bool:
    """The offices of the village and above; what was said is public as a list of demands, not card by card."""
    return village.id in user.scope


def can_add_up_visits(user) -> bool:
    """Who inspects several villages sees their figures side by side."""
    return user.is_inspector


def can_visit(user, village) -> bool:
    """Those who supervise look for themselves; who runs the place does not mark it."""
    return user.supervises(village.id) or user.inspects(village.id)


def can_fill_in(user, visit) -> bool:
    """As for the visit: on the spot, on a tablet, or from paper."""
    return can_visit(user, visit.village)


def can_gather(user, card) -> bool:
    """Those who visit turn cards into demands and say which unit has to answer."""
    return can_visit(user, card.visit.village)


def can_meet(user, demand) -> bool:
    """Those who run the village write down what is done about a demand."""
    return user.works_in(demand.village_id)
