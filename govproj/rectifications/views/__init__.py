"""Rectifications as they are read, and as they are worked on."""

from govproj.rectifications.views import (  # noqa: F401 - their routes
    boards,
    briefings,
    clues,
    letters,
    lists,
    manage,
)
from govproj.rectifications.views.public import bp

__all__ = ["bp"]
