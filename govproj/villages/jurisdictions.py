"""A county, a town or a village as a place that lays down rules for itself and for what lies in it."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import select

from govproj.core.db import db
from govproj.villages import queries
from govproj.villages.models import County, Town, Village
from govproj.villages.rules import DEFAULTS

LEVELS = ("county", "town", "village")  # farthest first


@dataclass(frozen=True)
class Jurisdiction:
    """`chain` leads from the county down to the place itself, which is its last link."""

    level: str
    chain: tuple
    village_ids: frozenset[int]  # everything that lies in it

    @property
    def place(self) -> County | Town | Village:
        return self.chain[-1]

    @property
    def id(self) -> int:
        return self.place.id

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def column(self) -> dict[str, int]:
        """{"town_id": 3}, as a rule of this place is stored."""
        return {f"{self.level}_id": self.place.id}

    @property
    def columns(self) -> dict[str, int]:
        """Of the whole chain."""
        return {f"{level}_id": place.id for level, place in zip(LEVELS, self.chain, strict=False)}

    @property
    def village_id(self) -> int | None:
        return self.place.id if self.level == "village" else None


def of_village(village: Village) -> Jurisdiction:
    return Jurisdiction("village", (village.town.county, village.town, village), frozenset({village.id}))


def of_town(town: Town) -> Jurisdiction:
    inside = db.session.scalars(select(Village.id).where(Village.town_id == town.id))
    return Jurisdiction("town", (town.county, town), frozenset(inside))


def of_county(county: County) -> Jurisdiction:
    inside = db.session.scalars(select(Village.id).join(Town).where(Town.county_id == county.id))
    return Jurisdiction("county", (county,), frozenset(inside))


def village_or_404(user, village_id: int) -> Jurisdiction:
    return of_village(queries.village_or_404(user, village_id))


def town_or_404(user, town_id: int) -> Jurisdiction:
    return of_town(queries.town_or_404(user, town_id))


def with_key(finder):
    """Also the key of a rule, from the same address."""

    def found(user, key: str, **place_id):
        return finder(user, **place_id), key if key in DEFAULTS else abort(404)

    return found


def county_or_404(user, county_id: int) -> Jurisdiction:
    return of_county(queries.county_or_404(user, county_id))
