"""What can be read about firms."""

from sqlalchemy import select

from govproj.core.db import db
from govproj.firms.models import Firm


def firm_named(name: str) -> Firm | None:
    return db.session.scalar(select(Firm).where(Firm.name == name))
