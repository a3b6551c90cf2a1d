"""Who gets in where: the register of firms and the comparison with people of a village."""

from tests.firms.things import a_registered_firm, behind, qualified


def a_whole_firm(world):
    firm = a_registered_firm(legal_person="示例诚", phone="0572-5123456")
    behind(firm, "样板股")
    qualified(firm)
    return firm


def more(world):
    """Ten more firms, each with people and qualifications."""
    for number in range(10):
        firm = a_registered_firm()
        for _ in range(3):
            qualified(firm, "2022-07-01")
        behind(firm, world.contact.name if number % 2 else "样板股")


THINGS = {
    "firm_id": lambda world: world.value({"firm": a_whole_firm}, "firm").id,
    "person_id": lambda world: world.value({"firm": a_whole_firm}, "firm").people[0].id,
    "village_id": lambda world: world.village.id,
    "user_id": lambda world: world.contact.id,
}

TABLE = """
endpoint            method A V P L C S J T M Y X   A V P L C S J T M Y X
firms.index         GET    > x x x + + + + + + x   > x x x + + + + + + x
firms.new           GET    > x x x + + x x + x x   > x x x + + x x + x x
firms.new           POST   > x x x + + x x + x x   > x x x + + x x + x x
firms.show          GET    > x x x + + + + + + x   > x x x + + + + + + x
firms.edit          GET    > x x x x x x x + x x   > x x x x x x x + x x
firms.edit          POST   > x x x x x x x + x x   > x x x x x x x + x x
firms.add_person    GET    > x x x x x x x + x x   > x x x x x x x + x x
firms.add_person    POST   > x x x x x x x + x x   > x x x x x x x + x x
firms.end_person    POST   > x x x x x x x + x x   > x x x x x x x + x x
firms.qualify       GET    > x x x x x x x + x x   > x x x x x x x + x x
firms.qualify       POST   > x x x x x x x + x x   > x x x x x x x + x x
firms.ties_of       GET    > . . . x x + + x + .   > . . . . . . . . . .
"""
