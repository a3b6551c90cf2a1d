"""The demo's local rules: what county, town and villages laid down, one proposal, a worked Saturday, legal bases."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.villages import jurisdictions
from govproj.villages.actions import calendar, legal_bases
from govproj.villages.actions import rules as actions
from govproj.villages.jurisdictions import Jurisdiction
from govproj.villages.models import County, Town

FACTS = Path(__file__).with_name("rules.json")
MORNING = 8


def acts(world: World):
    facts = json.loads(FACTS.read_text())
    bases = facts["bases"]
    yield Act(day(bases["on"]), MORNING, lambda: _seed(world, bases["by"]))
    for row in facts["rules"]:
        yield Act(day(row["on"]), MORNING, lambda r=row: _lay_down(world, r))
    for row in facts["calendar"]:
        yield Act(day(row["on"]), MORNING, lambda r=row: _lay_down_day(world, r))


def place_of(world: World, key: str) -> Jurisdiction:
    if key in world.villages:
        return jurisdictions.of_village(world.village(key))
    if key == world.data["divisions"]["town"]["id"]:
        return jurisdictions.of_town(db.session.scalars(select(Town)).one())
    return jurisdictions.of_county(db.session.scalars(select(County)).one())


def _seed(world: World, by: str) -> None:
    town = world.data["divisions"]["town"]["id"]
    legal_bases.seed(place_of(world, town).place, by=world.person(by))


def _lay_down(world: World, row: dict) -> None:
    actions.lay_down(
        place_of(world, row["place"]),
        row["key"],
        row["value"],
        effective_from=day(row["from"]),
        reason=row["reason"],
        by=world.person(row["by"]),
    )


def _lay_down_day(world: World, row: dict) -> None:
    calendar.lay_down_day(
        place_of(world, world.data["divisions"]["town"]["id"]),
        day(row["day"]),
        works=row["works"],
        reason=row["reason"],
        by=world.person(row["by"]),
    )
