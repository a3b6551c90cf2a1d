"""Projects as everybody reads them, and as the village runs them."""

from govproj.projects.views import manage, milestones, objects, of_firm, papers, site  # noqa: F401 - routes
from govproj.projects.views.public import bp

__all__ = ["bp"]
