"""What people do to the register of firms. No request, no form, no commit."""

from govproj.core.db import db
from govproj.firms.models import Firm
from govproj.firms.queries import firm_named


def firm(name: str) -> Firm:
    """The firm of that name, entered the first time it is mentioned."""
    known = firm_named(name)
    if known is None:
        known = Firm(name=name)
        db.session.add(known)
        db.session.flush()
    return known
