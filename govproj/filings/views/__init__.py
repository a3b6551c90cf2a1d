"""Filings as they are read, and as they are worked on."""

from govproj.filings.views import manage  # noqa: F401 - its routes
from govproj.filings.views.public import bp

__all__ = ["bp"]
