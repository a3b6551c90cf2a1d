"""What is kept about villages: their settings, their rosters, and the places a site serves."""

from govproj.villages.views import residents  # noqa: F401 - its routes
from govproj.villages.views.divisions import bp as divisions
from govproj.villages.views.settings import bp as villages

__all__ = ["divisions", "villages"]
