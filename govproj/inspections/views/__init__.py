"""Supervision as everybody reads it, and as it is worked on."""

from govproj.inspections.views import (  # noqa: F401 - their routes
    boards,
    checks,
    equipment,
    plans,
    rows,
    sealed,
    tasks,
)
from govproj.inspections.views.public import bp

__all__ = ["bp"]
