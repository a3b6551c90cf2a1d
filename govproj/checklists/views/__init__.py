"""Checklists as everybody reads them, and as they are worked on."""

from govproj.checklists.views import manage, overview  # noqa: F401 - its routes
from govproj.checklists.views.public import bp, powers

__all__ = ["bp", "powers"]
