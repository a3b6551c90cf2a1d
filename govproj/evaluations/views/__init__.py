"""How evaluations are reached: by everybody, by those who run them, and with a slip."""

from govproj.evaluations.views import keys, manage, results  # noqa: F401  (their routes join `public.bp`)
from govproj.evaluations.views.public import bp
from govproj.evaluations.views.slips import bp as slips_bp

__all__ = ["bp", "slips_bp"]
