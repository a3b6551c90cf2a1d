"""Counties, towns and villages, who lives there, and the rules each of them sets."""


def register(app):
    from govproj.villages import models  # noqa: F401
