"""Who gets in where: villages' settings and rosters, the places a site serves."""

from govproj.core import dates
from govproj.villages.models import CalendarDay, LegalBasis, LocalRule, Standing
from tests.factories import saved
from tests.villages.things import a_resident

FAR = dates.date(2100, 1, 1)


def a_proposal(world) -> int:
    facts = {"key": "weekly_check.min_photos", "value": {"value": 3}, "effective_from": dates.today()}
    return saved(LocalRule(village_id=world.village.id, state=Standing.PROPOSED, reason="样板", **facts)).id


def a_basis(world) -> int:
    facts = {"subject": "P08", "document": "样板办法", "effective_from": dates.today()}
    return saved(LegalBasis(town_id=world.town.id, state=Standing.PROPOSED, **facts)).id


def a_day(world) -> int:
    return saved(CalendarDay(town_id=world.town.id, day=FAR, works=True, reason="样板")).id


def a_day_of_the_county(world) -> int:
    return saved(CalendarDay(county_id=world.county.id, day=FAR, works=True, reason="样板")).id


def more(world):
    """Ten more of what was laid down, at every level."""
    for number in world.ten:
        day = dates.date(2022, 1, 1 + number)
        for place in (
            {"county_id": world.county.id},
            {"town_id": world.town.id},
            {"village_id": world.village.id},
        ):
            value = {"key": "weekly_check.min_photos", "value": {"value": number}}
            saved(LocalRule(effective_from=day, reason="样板", **value, **place))
        saved(CalendarDay(town_id=world.town.id, day=day, works=True, reason="样板"))
        saved(LegalBasis(town_id=world.town.id, subject="P08", document=f"样板{number}", effective_from=day))
    for number in world.ten:
        a_resident(world.village, group=f"新{number}组")


THINGS = {
    "key": lambda world: "weekly_check.min_photos",
    "rule_id": a_proposal,
    "subject": lambda world: "tender.tiers",
    "basis_id": a_basis,
    "day_id": a_day,
    "county_day_id": a_day_of_the_county,
    "village_id": lambda world: world.village.id,
    "town_id": lambda world: world.town.id,
    "county_id": lambda world: world.county.id,
    "resident_id": lambda world: a_resident(world.village).id,
}

TABLE = """
endpoint                 method A V P L C S J T M Y X   A V P L C S J T M Y X
villages.settings        GET    > x x x x + x x + x x   > x x x x x x x x x x
villages.settings        POST   > x x x x + x x + x x   > x x x x x x x x x x
villages.residents       GET    > x x x + + x x + x x   > x x x x x x x x x x
villages.new_resident    GET    > x x x + + x x + x x   > x x x x x x x x x x
villages.new_resident    POST   > x x x + + x x + x x   > x x x x x x x x x x
villages.resident        GET    > . . . + + x x + x .   > . . . . . . . . . .
villages.resident        POST   > . . . + + x x + x .   > . . . . . . . . . .
villages.import_roster   GET    > x x x + + x x + x x   > x x x x x x x x x x
villages.import_roster   POST   > x x x + + x x + x x   > x x x x x x x x x x
divisions.index          GET    > x x x x x x x x x +   > x x x x x x x x x +
divisions.new_town       GET    > x x x x x x x x x +   > x x x x x x x x x +
divisions.new_town       POST   > x x x x x x x x x +   > x x x x x x x x x +
divisions.new_village    GET    > x x x x x x x x x +   > x x x x x x x x x +
divisions.new_village    POST   > x x x x x x x x x +   > x x x x x x x x x +
divisions.edit_county    GET    > x x x x x x x x x +   > x x x x x x x x x +
divisions.edit_county    POST   > x x x x x x x x x +   > x x x x x x x x x +
divisions.edit_town      GET    > x x x x x x x x x +   > x x x x x x x x x +
divisions.edit_town      POST   > x x x x x x x x x +   > x x x x x x x x x +
divisions.edit_village   GET    > x x x x x x x x x +   > x x x x x x x x x +
divisions.edit_village   POST   > x x x x x x x x x +   > x x x x x x x x x +
rules.ours               GET    + + + + + + + + + + +   + + + + + + + + + + +
rules.of_village         GET    > x x x + + + + + + x   > x x x x x x x x x x
rules.of_town            GET    > x x x + + + + + + x   > x x x x x x x x x x
rules.of_county          GET    > x x x + + + + + + +   > x x x x x x x x x +
rules.village_rule       GET    > x x x + + + + + + x   > x x x x x x x x x x
rules.village_rule       POST   > x x x + + + + + + x   > x x x x x x x x x x
rules.town_rule          GET    > x x x + + + + + + x   > x x x x x x x x x x
rules.town_rule          POST   > x x x + + + + + + x   > x x x x x x x x x x
rules.county_rule        GET    > x x x + + + + + + +   > x x x x x x x x x +
rules.county_rule        POST   > x x x + + + + + + +   > x x x x x x x x x +
rules.accept             POST   > . . . x x x x + x .   > . . . . . . . . . .
rules.decline            POST   > . . . x x x x + x .   > . . . . . . . . . .
rules.withdraw           POST   > . . . x x x x + x .   > . . . . . . . . . .
calendars.of_town        GET    > x x x + + + + + + x   > x x x x x x x x x x
calendars.of_town        POST   > x x x + + + + + + x   > x x x x x x x x x x
calendars.of_county      GET    > x x x + + + + + + +   > x x x x x x x x x +
calendars.of_county      POST   > x x x + + + + + + +   > x x x x x x x x x +
calendars.take_back_in_town    POST > x x x x x x x + x x   > x x x x x x x x x x
calendars.take_back_in_county  POST > x x x x x x x x x +   > x x x x x x x x x +
legal_bases.of_town      GET    > x x x + + + + + + x   > x x x x x x x x x x
legal_bases.seed         POST   > x x x x x x x + x x   > x x x x x x x x x x
legal_bases.write        GET    > x x x x x x + + x x   > x x x x x x x x x x
legal_bases.write        POST   > x x x x x x + + x x   > x x x x x x x x x x
legal_bases.edit         GET    > . . . x x x x + x .   > . . . . . . . . . .
legal_bases.edit         POST   > . . . x x x x + x .   > . . . . . . . . . .
legal_bases.accept       POST   > . . . x x x x + x .   > . . . . . . . . . .
legal_bases.decline      POST   > . . . x x x x + x .   > . . . . . . . . . .
"""
