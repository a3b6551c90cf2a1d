"""廉政风险排查: rounds, the risks found and what is done about them; how far a project is with integrity work."""


def register(app):
    from govproj.risks import models  # noqa: F401 - its tables belong to the schema
