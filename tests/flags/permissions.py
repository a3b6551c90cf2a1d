"""Who gets in where: red flags. Nobody without an office learns that anything was asked."""

from govproj.core import dates
from govproj.flags.states import Answer, Level, State
from tests.flags.things import a_flag

MANY = ("RF13", "RF33")


def a_question(world):
    """Yellow, asked of the project team and answered, about money: whoever may see any flag sees this one."""
    return a_flag(
        world.project,
        level=Level.YELLOW,
        state=State.ASKED,
    )


def more(world):
    """Ten more, of other rules and projects."""
    from tests import factories

    for number in range(10):
        project = factories.a_project(world.village, lead=world.lead, contact=world.contact)
        rule = MANY[number % 2]
        a_flag(project, rule=rule, level=Level.YELLOW)
        judged = {"judged_on": dates.today(), "judged_by_id": world.people["T"].id, "verdict": "有说明"}
        said = {"answer": Answer.EXPLAINED, "answer_text": "天气", "answered_on": dates.today()}
        said["answered_by_id"] = world.contact.id
        a_flag(world.project, rule=rule, level=Level.YELLOW, state=State.EXPLAINED, **judged, **said)


THINGS = {
    "project_id": lambda world: world.project.id,
    "flag_id": lambda world: a_question(world).id,
    "code": lambda world: "RF39",
}

TABLE = """
endpoint                            method A V P L C S J T M Y X   A V P L C S J T M Y X
flags.index                         GET    > x x x + + + + + + x   > x x x + + + + + + x
flags.of_project                    GET    > x x + + + + + + + x   > x x x x x x x x x x
flags.show                          GET    > . . + + + + + + + .   > . . . . . . . . . .
flags.answer                        GET    > . . + + + x x + x .   > . . . . . . . . . .
flags.answer                        POST   > . . + + + x x + x .   > . . . . . . . . . .
flags.confirm                       GET    > . . x x x x + x + .   > . . . . . . . . . .
flags.confirm                       POST   > . . x x x x + x + .   > . . . . . . . . . .
flags.ask                           POST   > . . x x x x + x + .   > . . . . . . . . . .
flags.send_back                     POST   > . . x x x x + x + .   > . . . . . . . . . .
flags.explain                       POST   > . . x x x x + x + .   > . . . . . . . . . .
flags.fix                           POST   > . . x x x x + x + .   > . . . . . . . . . .
flags.rules                         GET    > x x x x x + + + + x   > x x x x x + + + + x
flags.rule                          GET    > x x x x x + + + + x   > x x x x x + + + + x
flags.try_out                       GET    > x x x x x x + x + x   > x x x x x x + x + x
"""
