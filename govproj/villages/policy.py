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


def can_read_rules(user, place, _key=None) -> bool:
    """Whoever holds an office in the place or over it works by its rules; the administrator sets up the county's."""
    return bool(place.village_ids & set(user.scope)) or (user.is_admin and place.level == "county")


def can_set_rules(user, place, _key=None) -> bool:
    """The town's administration lays down what holds in its villages, and nobody below it; a county's paper is
    entered by whoever runs the site, because the county has no office of its own here."""
    if place.level == "county":
        return user.is_admin
    return bool(place.village_ids) and all(map(user.administers, place.village_ids))


def can_propose_rules(user, place, _key=None) -> bool:
    """Discipline inspectors of the town say what should change, and do not change it themselves."""
    return place.level != "county" and any(map(user.inspects_for_town, place.village_ids))


def can_lay_down(user, place, _key=None) -> bool:
    """The form is for both: what an inspector sends off becomes a proposal."""
    return can_set_rules(user, place) or can_propose_rules(user, place)


def can_change_calendar(user, place, _day=None) -> bool:
    """Which days are worked is laid down like any other rule."""
    return place.level != "village" and can_set_rules(user, place)


def can_read_rules_of_village(user, village) -> bool:
    """The same, asked about the village itself, for its tabs."""
    return village.id in user.scope
