"""The money of projects as everybody reads it, and as the village and the town keep it."""

from govproj.ledger.views import (  # noqa: F401 - their routes
    contracts,
    funds,
    lists,
    payments,
    procuring,
    settling,
)
from govproj.ledger.views.public import bp

__all__ = ["bp"]
