"""Decisions as everybody reads them, as the village keeps them, and their minutes."""

from govproj.decisions.views import manage  # noqa: F401 - its routes
from govproj.decisions.views.minutes import bp as minutes
from govproj.decisions.views.public import bp

__all__ = ["bp", "minutes"]
