"""Supervision as everybody reads it, and as it is worked on."""

from govproj.inspections.views import boards, checks, plans, sealed, tasks  # noqa: F401 - their routes
from govproj.inspections.views.public import bp

__all__ = ["bp"]
