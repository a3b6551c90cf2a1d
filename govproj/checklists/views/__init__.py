"""The lists on the wall and how they are kept; checklists as everybody reads them, and as they are worked on."""

from govproj.checklists.views import manage, overview  # noqa: F401 - their routes
from govproj.checklists.views.lists import bp as editions
from govproj.checklists.views.powers import bp as powers
from govproj.checklists.views.public import bp

__all__ = ["bp", "editions", "powers"]
