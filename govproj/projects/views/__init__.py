"""Projects as everybody reads them, and as the village runs them."""

from govproj.projects.views import manage, of_firm  # noqa: F401 - their routes
from govproj.projects.views.public import bp

__all__ = ["bp"]
