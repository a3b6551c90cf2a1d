"""Who gets in where: matters."""

from govproj.core.db import db
from govproj.matters import actions
from tests.matters.things import a_call, a_matter, a_picture, accepted, replied


def more(world):
    """Ten more in each state that a list shows, some of them public."""
    contact, secretary = world.people["C"], world.people["S"]
    for number in world.ten:
        a_matter(world.village, text=f"路灯坏了 {number}", project_id=world.project.id)
        accepted(a_call(world.village, contact, text=f"水沟堵了 {number}"), contact, secretary)
        done = replied(a_call(world.village, contact, text=f"停电 {number}"), contact)
        actions.publish(done, title=f"停电 {number}", by=secretary)
        db.session.commit()


def mine(world):
    """In the hands of the contact cadre."""
    return accepted(a_matter(world.village, text="路面有坑"), world.contact).id


def answered(world):
    return replied(a_matter(world.village, text="桥栏松了"), world.contact, photo=a_picture())


def published(world):
    matter = answered(world)
    actions.publish(matter, title="桥栏", by=world.people["S"])
    db.session.commit()
    return matter


THINGS = {
    "village_id": lambda world: world.village.id,
    "matter_id": mine,
    "photo_id": lambda world: published(world).after_photos[0].id,
}

TABLE = """
endpoint                    method A V P L C S J T M Y X   A V P L C S J T M Y X
matters.short               GET    + + + + + + + + + + +   + + + + + + + + + + +
matters.report              GET    + + + + + + + + + + +   + + + + + + + + + + +
matters.send                POST   + + + + + + + + + + +   + + + + + + + + + + +
matters.ask_for_receipt     GET    + + + + + + + + + + +   + + + + + + + + + + +
matters.read_receipt        POST   + + + + + + + + + + +   + + + + + + + + + + +
matters.say                 POST   + + + + + + + + + + +   + + + + + + + + + + +
matters.of_village          GET    + + + + + + + + + + +   + + + + + + + + + + +
matters.poster              GET    + + + + + + + + + + +   + + + + + + + + + + +
matters.index               GET    > x + + + + + + + x x   > x + + + + + + + x x
matters.export              GET    > x + + + + + + + x x   > x + + + + + + + x x
matters.figures             GET    > x x x + + + + + + x   > x x x + + + + + + x
matters.take_down           GET    > x x x + + + + + + x   > x x x x x x x x x x
matters.take_down           POST   > x x x + + + + + + x   > x x x x x x x x x x
matters.duty                GET    > x x x + + + + + + x   > x x x x x x x x x x
matters.set_duty            POST   > x x x + + x x x x x   > x x x x x x x x x x
matters.show                GET    > . . . + + + + . . .   > . . . . . . . . . .
matters.accept              GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.accept              POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.hand_over           GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.hand_over           POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.change_kind         GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.change_kind         POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.call                GET    > . . . x x x x . . .   > . . . . . . . . . .
matters.call                POST   > . . . x x x x . . .   > . . . . . . . . . .
matters.start               POST   > . . . + x x x . . .   > . . . . . . . . . .
matters.arrive              POST   > . . . + x x x . . .   > . . . . . . . . . .
matters.write_down_basis    GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.write_down_basis    POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.finish              GET    > . . . + x x x . . .   > . . . . . . . . . .
matters.finish              POST   > . . . + x x x . . .   > . . . . . . . . . .
matters.reply               GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.reply               POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.turn_down           GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.turn_down           POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.pass_on             GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.pass_on             POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.merge               GET    > . . . + + x x . . .   > . . . . . . . . . .
matters.merge               POST   > . . . + + x x . . .   > . . . . . . . . . .
matters.publish             GET    > . . . x x x x . . .   > . . . . . . . . . .
matters.publish             POST   > . . . x x x x . . .   > . . . . . . . . . .
matters.take_off            GET    > . . . x x x x . . .   > . . . . . . . . . .
matters.take_off            POST   > . . . x x x x . . .   > . . . . . . . . . .
matters.follow_up           GET    > . . . x x x x . . .   > . . . . . . . . . .
matters.follow_up           POST   > . . . x x x x . . .   > . . . . . . . . . .
matters.photo               GET    + + + + + + + + + + +   + + + + + + + + + + +
matters.thumb               GET    + + + + + + + + + + +   + + + + + + + + + + +
"""
