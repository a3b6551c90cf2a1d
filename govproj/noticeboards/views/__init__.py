"""The board of a village as everybody reads it, and the combined sheets as they are made."""

from govproj.noticeboards.views import rates, sheets  # noqa: F401 - their routes
from govproj.noticeboards.views.months import bp

__all__ = ["bp"]
