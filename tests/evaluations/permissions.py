"""Who gets in where in an evaluation; see tests/house/permissions.py. Rounds are drafts here."""

from datetime import date

from govproj.core.db import db
from govproj.evaluations import actions
from govproj.evaluations.models import EvaluationRound, Purpose, RoundProject, State, WeakLink
from tests.factories import saved


def a_draft(world):
    round_ = actions.draft(
        world.village,
        title="评议",
        purpose=Purpose.QUARTERLY,
        projects=[world.project],
        opens_on=date(2022, 5, 20),
        closes_on=date(2022, 5, 30),
        excluded=(),
        by=world.people["S"],
    )
    db.session.commit()
    return round_.id


def a_weak_link(world):
    round_ = EvaluationRound(
        village=world.village,
        title="评议",
        purpose=Purpose.QUARTERLY,
        state=State.COUNTED,
        opens_on=date(2022, 5, 20),
        closes_on=date(2022, 5, 30),
        questions=[],
    )
    saved(RoundProject(round_id=saved(round_).id, project_id=world.project.id))
    weak = WeakLink(round=round_, project=world.project, aspect="schedule", reasons=["low_rate"])
    return saved(weak).id


THINGS = {
    "village_id": lambda world: world.village.id,
    "project_id": lambda world: world.project.id,
    "round_id": a_draft,
    "weak_link_id": a_weak_link,
    "code": lambda world: "nonsense",
}

TABLE = """
endpoint                    method  A V P L C S J T M Y X  foreign
evaluations.index           GET     + + + + + + + + + + +  + + + + + + + + + + +
evaluations.of_project      GET     + + + + + + + + + + +  + + + + + + + + + + +
evaluations.show            GET     . . . . + + + + + + .  . . . . . . . . . . .
evaluations.new             GET     > x x x x + x x x x x  > x x x x x x x x x x
evaluations.new             POST    > x x x x + x x x x x  > x x x x x x x x x x
evaluations.print_slips     GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.print_slips     POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.draw            GET     > . . . . . . . . . .  > . . . . . . . . . .
evaluations.draw_now        POST    > . . . . . . . . . .  > . . . . . . . . . .
evaluations.open            POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.signing_list    GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.close           GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.close           POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.count           GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.count           POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.publish         POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.discard         POST    > . . . x + + + x x .  > . . . . . . . . . .
evaluations.comments        GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.comments        POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.weak_link       GET     > . . . x + x x x x .  > . . . . . . . . . .
evaluations.confirm         POST    > . . . x + x x x x .  > . . . . . . . . . .
evaluations.decline         POST    > . . . x + x x x x .  > . . . . . . . . . .
evaluations.my_key          GET     > x x x x x + + x + x  > x x x x x + + x + x
evaluations.my_key          POST    > x x x x x + + x + x  > x x x x x + + x + x
evaluations.passphrase      GET     > . . . . . . . . . .  > . . . . . . . . . .
evaluations.passphrase      POST    > . . . . . . . . . .  > . . . . . . . . . .
slips.enter                 GET     + + + + + + + + + + +  + + + + + + + + + + +
slips.scanned               GET     + + + + + + + + + + +  + + + + + + + + + + +
slips.check                 POST    + + + + + + + + + + +  + + + + + + + + + + +
slips.cast                  POST    + + + + + + + + + + +  + + + + + + + + + + +
"""
