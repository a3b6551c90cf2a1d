"""What is kept about villages: settings, rosters, the places a site serves, and the rules that hold in them."""

from govproj.villages.views import residents  # noqa: F401 - its routes
from govproj.villages.views.calendars import bp as calendars
from govproj.villages.views.divisions import bp as divisions
from govproj.villages.views.legal_bases import bp as legal_bases
from govproj.villages.views.rules import bp as rules
from govproj.villages.views.settings import bp as villages

__all__ = ["calendars", "divisions", "legal_bases", "rules", "villages"]
