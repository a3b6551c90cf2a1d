"""Matters as anybody reports and follows them, and as they are handled."""

from govproj.matters.views import figures, handling, listing, roster  # noqa: F401 - their routes
from govproj.matters.views.public import bp

__all__ = ["bp"]
