"""Red flags as they are listed, answered and judged; the rules, how they have done, and what others would do."""

from govproj.flags.views import dialogue, rules  # noqa: F401 - their routes
from govproj.flags.views.reading import bp

__all__ = ["bp"]
