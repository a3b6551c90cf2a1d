"""Who may follow. Nobody else sees who follows what."""


def can_follow(user, *_thing) -> bool:
    """Whoever has an account; without one there are the feed and the calendar."""
    return user.is_authenticated
