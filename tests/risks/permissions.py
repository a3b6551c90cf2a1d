"""Who gets in where: risks."""

from datetime import date

from govproj.core.db import db
from govproj.risks import actions
from govproj.risks.states import Link
from tests.risks.things import a_point, a_screening


def the_screening(world):
    if not hasattr(world, "screening"):
        world.screening = a_screening(world.village, by=world.people["J"])
    return world.screening


def the_point(world):
    if not hasattr(world, "point"):
        world.point = a_point(the_screening(world), owner=world.people["C"])
    return world.point


def more(world) -> None:
    """Ten of everything."""
    point = the_point(world)
    for _n in range(10):
        screening = a_screening(world.village, by=world.people["J"])
        actions.find_again(screening, point, level="low", by=world.people["J"])
        a_point(screening, owner=world.people["C"], measures=2)
        about = {"link": Link.PURCHASE, "followed_on": date(2022, 5, 1), "text": "看了进货单"}
        actions.follow(world.project, by=world.people["J"], **about)
    db.session.commit()


THINGS = {
    "village_id": lambda world: the_point(world).village_id,
    "project_id": lambda world: world.project.id,
    "screening_id": lambda world: the_screening(world).id,
    "point_id": lambda world: the_point(world).id,
    "measure_id": lambda world: the_point(world).measures[0].id,
}

TABLE = """
endpoint              method A V P L C S J T M Y X   A V P L C S J T M Y X
risks.all_villages    GET    > x x x + + + + + + x   > x x x + + + + + + x
risks.of_village      GET    > x x x + + + + + + x   > x x x x x x x x x x
risks.sheet           GET    > x x x + + + + + + x   > x x x x x x x x x x
risks.new_screening   GET    > x x x x x + + x x x   > x x x x x x x x x x
risks.new_screening   POST   > x x x x x + + x x x   > x x x x x x x x x x
risks.screening       GET    > . . . + + + + + + .   > . . . . . . . . . .
risks.find            GET    > . . . x x + + x x .   > . . . . . . . . . .
risks.find            POST   > . . . x x + + x x .   > . . . . . . . . . .
risks.find_again      GET    > . . . x x + + x x .   > . . . . . . . . . .
risks.find_again      POST   > . . . x x + + x x .   > . . . . . . . . . .
risks.point           GET    > . . . + + + + + + .   > . . . . . . . . . .
risks.add_measure     GET    > . . . x x + + x x .   > . . . . . . . . . .
risks.add_measure     POST   > . . . x x + + x x .   > . . . . . . . . . .
risks.finish          GET    > . . . + + x x x x .   > . . . . . . . . . .
risks.finish          POST   > . . . + + x x x x .   > . . . . . . . . . .
risks.put_off         GET    > . . . x x + + x x .   > . . . . . . . . . .
risks.put_off         POST   > . . . x x + + x x .   > . . . . . . . . . .
risks.close           POST   > . . . x x + + x x .   > . . . . . . . . . .
risks.reopen          POST   > . . . x x + + x x .   > . . . . . . . . . .
risks.of_project      GET    > x x + + + + + + + x   > x x x x x x x x x x
risks.follow          GET    > x x x x x + + x + x   > x x x x x x x x x x
risks.follow          POST   > x x x x x + + x + x   > x x x x x x x x x x
"""
