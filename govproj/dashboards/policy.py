"""Who sees the board of weak spots."""


def can_see_weak_spots(user) -> bool:
    """A paper for those in office, about the villages of their office; what is public stands on the public pages."""
    return bool(user.scope)
