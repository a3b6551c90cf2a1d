"""Monthly notices as everybody reads them, and as they are made."""

from govproj.disclosures.views import manage, pictures, printing  # noqa: F401 - their routes
from govproj.disclosures.views.public import bp

__all__ = ["bp"]
