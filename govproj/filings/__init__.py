"""夜间施工等报备: filed beforehand, approved, announced to the neighbours, inspected, closed."""


def register(app):
    from govproj.filings import models  # noqa: F401
