"""What can be read about villages: they are public."""

from flask import abort
from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import joinedload

from govproj.core.db import db, rows
from govproj.villages.models import Town, Village

WITH_TOWN = joinedload(Village.town).joinedload(Town.county)
IN_ITS_TOWN = select(Village).options(WITH_TOWN)
NAMES = select(Village.id, Village.name).order_by(Village.town_id, Village.id)
OF_TOWN = NAMES.where(Village.town_id == bindparam("town_id")).limit(40)


def village_or_404(_user, village_id: int) -> Village:
    return db.session.scalar(IN_ITS_TOWN.where(Village.id == village_id)) or abort(404)


def names(limit: int = 500) -> list[Row]:
    """(id, name) of all villages, for a choice."""
    return rows(NAMES.limit(limit))


def of_town(town_id: int) -> list[Row]:
    """(id, name) of the villages of a town, for the switch between neighbours; the rest are in the directory."""
    return rows(OF_TOWN, town_id=town_id)


def all_villages(limit: int = 500) -> list[Village]:
    """By county, town and name, for the directory."""
    return db.session.scalars(
        select(Village)
        .join(Village.town)
        .options(WITH_TOWN)
        .order_by(Town.county_id, Town.id, Village.id)
        .limit(limit)
    ).all()
