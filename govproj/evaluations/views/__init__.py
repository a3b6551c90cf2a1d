"""How evaluations are reached: by everybody, by those who run them, and with a slip."""

from govproj.evaluations.views import (  # noqa: F401  (their routes join `public.bp`)
    after,
    attendance,
    ceremony,
    exports,
    keys,
    manage,
    papers,
    results,
    sets,
    visits,
)
from govproj.evaluations.views.public import bp
from govproj.evaluations.views.slips import bp as slips_bp

__all__ = ["bp", "slips_bp"]
