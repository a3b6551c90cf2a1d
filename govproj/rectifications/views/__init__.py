"""Rectifications as they are read, and as they are worked on."""

from govproj.rectifications.views import manage  # noqa: F401 - its routes
from govproj.rectifications.views.public import bp

__all__ = ["bp"]
