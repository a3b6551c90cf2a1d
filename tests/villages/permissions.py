"""Who gets in where: villages' settings and rosters, the places a site serves."""

from tests.villages.things import a_resident

THINGS = {
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
"""
