"""Who may keep the facts about villages. Pure functions: no request, no query."""


def can_change_settings(user, village) -> bool:
    """Whom to call and where the board hangs is the village's own to say; the town helps where nobody does."""
    return user.is_secretary_of(village.id) or user.administers(village.id)


def can_keep_roster(user, village) -> bool:
    """The roster names everybody who lives in the village, so only those who keep it open it."""
    return user.works_in(village.id) or user.administers(village.id)


def can_change_resident(user, resident) -> bool:
    """As for the roster."""
    return can_keep_roster(user, resident.village)


def can_divide(user, *_place) -> bool:
    """Which places the site serves is set up by whoever runs it, without any say in their business."""
    return user.is_admin
