"""What can be read about villages: they are public."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.core.db import db
from govproj.villages.models import Town, Village

WITH_TOWN = joinedload(Village.town).joinedload(Town.county)


def village_or_404(_user, village_id: int) -> Village:
    return db.session.scalar(select(Village).options(WITH_TOWN).where(Village.id == village_id)) or abort(404)


def all_villages(limit: int = 500) -> list[Village]:
    """By county, town and name, for the switch on the front page."""
    return db.session.scalars(
        select(Village)
        .join(Village.town)
        .options(WITH_TOWN)
        .order_by(Town.county_id, Town.id, Village.id)
        .limit(limit)
    ).all()
