"""Projects as everybody reads them, and as the village runs them."""

from govproj.projects.views import manage  # noqa: F401 - its routes
from govproj.projects.views.public import bp

__all__ = ["bp"]
