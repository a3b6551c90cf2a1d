"""Who gets in where: decisions and their minutes."""

from datetime import date

from govproj.core import dates, uploads
from govproj.core.db import db
from govproj.decisions import actions
from govproj.decisions.checks import Facts, Vote
from govproj.decisions.models import DecisionPaper
from govproj.decisions.states import Matter, MeetingKind, Step
from tests.factories import saved

HELD = date(2022, 3, 2)


def a_process(world, matter=Matter.COLLECTIVE_ASSET, subject="处置旧仓库"):
    """Of a further matter, discussed once, whose plan does not hang yet."""
    with dates.set_to(HELD):
        process = actions.start(
            world.project, matter=matter, subject=subject, proposed_on=HELD, by=world.people["S"]
        )
        minutes = Facts(
            MeetingKind.TWO_COMMITTEES, HELD, "村部", world.people["S"].id, world.contact.id, 7, 7, None
        )
        actions.record(process, Step.DISCUSSION, minutes, Vote("同意", 7, 0, 0, True), by=world.contact)
    db.session.commit()
    return process


def the_process(world):
    return world.value({"": a_process}, "")


def a_paper(world) -> int:
    paper = DecisionPaper(
        process=the_process(world),
        step=Step.DISCUSSION,
        dated_on=HELD,
        sha256=uploads.keep(b"%PDF-1.4"),
        kind="pdf",
        size=8,
        name="签到表.pdf",
    )
    return saved(paper).id


def more(world):
    for number in world.ten:
        a_process(world, Matter.OTHER, f"第{number}件事")


THINGS = {
    "village_id": lambda world: the_process(world).village_id,
    "project_id": lambda world: the_process(world).project_id,
    "process_id": lambda world: the_process(world).id,
    "meeting_id": lambda world: the_process(world).meetings[0].id,
    "paper_id": a_paper,
    "step": lambda world: "vote",
}

TABLE = """
endpoint                     method A V P L C S J T M Y X   A V P L C S J T M Y X
decisions.of_project         GET    + + + + + + + + + + +   + + + + + + + + + + +
decisions.of_village         GET    + + + + + + + + + + +   + + + + + + + + + + +
decisions.paper              GET    . . . . + + + + + + .   . . . . . . . . . . .
decisions.thumb              GET    . . . . + + + + + + .   . . . . . . . . . . .
decisions.new                GET    > x x x + + x x x x x   > x x x x x x x x x x
decisions.new                POST   > x x x + + x x x x x   > x x x x x x x x x x
decisions.propose            GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.propose            POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.discuss            GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.discuss            POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.review             GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.review             POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.vote               GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.vote               POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.publicise          GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.publicise          POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.announce           GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.announce           POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.implement          GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.implement          POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.appraise           GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.appraise           POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.revise             GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.revise             POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.abandon            GET    > . . x x + x x x x .   > . . . . . . . . . .
decisions.abandon            POST   > . . x x + x x x x .   > . . . . . . . . . .
decisions.papers             GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.papers             POST   > . . x + + x x x x .   > . . . . . . . . . .
decisions.attendance_sheet   GET    > . . x + + x x x x .   > . . . . . . . . . .
decisions.ballots            GET    > . . x + + x x x x .   > . . . . . . . . . .
minutes.show                 GET    > . . . + + + + + + .   > . . . . . . . . . .
minutes.print_sheet          GET    > . . . + + + + + + .   > . . . . . . . . . .
minutes.sign                 POST   > . . . x x + x x x .   > . . . . . . . . . .
minutes.send_back            POST   > . . . x x + x x x .   > . . . . . . . . . .
minutes.change               GET    > . . . + + x x x x .   > . . . . . . . . . .
minutes.change               POST   > . . . + + x x x x .   > . . . . . . . . . .
minutes.hand_in              GET    > . . . + + x x x x .   > . . . . . . . . . .
minutes.hand_in              POST   > . . . + + x x x x .   > . . . . . . . . . .
minutes.resolve              GET    > . . . + + x x x x .   > . . . . . . . . . .
minutes.resolve              POST   > . . . + + x x x x .   > . . . . . . . . . .
minutes.correct              GET    > . . . + + x x x x .   > . . . . . . . . . .
minutes.correct              POST   > . . . + + x x x x .   > . . . . . . . . . .
"""
