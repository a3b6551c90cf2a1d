"""Rectifications as they are read, and as they are worked on."""

from govproj.rectifications.views import boards, briefings, letters, lists, manage  # noqa: F401 - their routes
from govproj.rectifications.views.public import bp

__all__ = ["bp"]
