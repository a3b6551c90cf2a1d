"""Central work items, and projects from the first draft to the archive."""


def register(app):
    from govproj.projects import models  # noqa: F401
