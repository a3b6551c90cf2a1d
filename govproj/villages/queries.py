"""What can be read about villages: they are public, their rosters are not."""

from flask import abort
from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from govproj.core.db import db, prepared, rows
from govproj.villages.models import County, LocalRule, Resident, Town, Village, VillagerGroup

WITH_TOWN = joinedload(Village.town).joinedload(Town.county)
IN_ITS_TOWN = select(Village).options(WITH_TOWN)
NAMES = select(Village.id, Village.name).join(Village.town).order_by(Town.county_id, Town.id, Village.id)
OF_TOWN = NAMES.where(Village.town_id == bindparam("town_id")).limit(40)
FOR_A_CHOICE = NAMES.limit(500)


@prepared
def _by_id(village_id):
    return IN_ITS_TOWN.where(Village.id == village_id)


def village_or_404(_user, village_id: int) -> Village:
    return db.session.scalar(*_by_id(village_id)) or abort(404)


def names() -> list[Row]:
    """(id, name) of all villages by county and town, for a choice."""
    return rows(FOR_A_CHOICE)


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


# ---- divisions ----


def town_or_404(_user, town_id: int) -> Town:
    return db.session.scalar(
        select(Town).options(joinedload(Town.county)).where(Town.id == town_id)
    ) or abort(404)


def county_or_404(_user, county_id: int) -> County:
    return db.session.scalar(select(County).where(County.id == county_id)) or abort(404)


def all_counties() -> list[County]:
    return db.session.scalars(select(County).order_by(County.id)).all()


def all_towns() -> list[Town]:
    return db.session.scalars(
        select(Town).options(joinedload(Town.county)).order_by(Town.county_id, Town.id)
    ).all()


def names_taken(kind, *inside, but=None) -> frozenset[str]:
    """Names of the places of one kind, for the check before the schema's; `but` is the place being renamed."""
    taken = select(kind.name).where(*inside)
    return frozenset(db.session.scalars(taken.where(kind.id != but.id) if but else taken))


# ---- the roster ----


def residents(village: Village, *, words: str = "", gone: bool = False) -> Select:
    """People on the roster, those who have left it apart; `words` is part of a name, or a household's number."""
    wanted = (
        select(Resident)
        .where(Resident.village_id == village.id)
        .where(Resident.left_on.is_not(None) if gone else Resident.left_on.is_(None))
        .options(joinedload(Resident.group))
    )
    if words.isdecimal() and len(words) < 10:
        return wanted.where(Resident.household == int(words))
    return wanted.where(Resident.name.contains(words, autoescape=True)) if words else wanted


def resident_or_404(user, village_id: int, resident_id: int) -> Resident:
    """Outside the villages of one's office nobody exists."""
    return db.session.scalar(
        select(Resident)
        .options(joinedload(Resident.village), joinedload(Resident.group))
        .where(
            Resident.id == resident_id,
            Resident.village_id == village_id,
            Resident.village_id.in_(user.scope),
        )
    ) or abort(404)


def known_people(village: Village) -> frozenset[tuple[str, int]]:
    """(name, household) of everybody on the roster now, so that a list pasted twice adds nobody twice."""
    rows = db.session.execute(
        select(Resident.name, Resident.household).where(
            Resident.village_id == village.id, Resident.left_on.is_(None)
        )
    )
    return frozenset(tuple(row) for row in rows)


def last_number(village: Village) -> int:
    return db.session.scalar(select(func.max(Resident.number)).where(Resident.village_id == village.id)) or 0


def groups_of(village: Village) -> dict[str, VillagerGroup]:
    """By name."""
    rows = db.session.scalars(select(VillagerGroup).where(VillagerGroup.village_id == village.id))
    return {group.name: group for group in rows}


# ---- rules ----


def local_rule_or_404(user, rule_id: int) -> LocalRule:
    """Something said about a rule in a place where this user holds an office, or in the county he sets up."""
    row = db.session.scalar(
        select(LocalRule)
        .where(LocalRule.id == rule_id)
        .options(
            joinedload(LocalRule.village),
            joinedload(LocalRule.county),
            joinedload(LocalRule.town).selectinload(Town.villages),
        )
    )
    known = row is not None and (row.village_ids & set(user.scope) or (row.county_id and user.is_admin))
    return row if known else abort(404)
