"""Who gets in where: rectifications."""

from govproj.core import dates, uploads
from govproj.core.db import db
from govproj.rectifications.models import RectificationEvidence, RectificationUrging
from govproj.rectifications.states import Phase
from govproj.rectifications.urging import Urging
from tests.factories import saved
from tests.rectifications.things import a_case, a_clue


def a_case_of(world):
    case = a_case(world.project)
    case.turn.responsible = world.contact
    db.session.commit()
    return case


def some_evidence(world) -> int:
    file = RectificationEvidence(
        rectification=a_case_of(world),
        turn_number=1,
        phase=Phase.DOCUMENT,
        added_on=dates.today(),
        sha256=uploads.keep(b"%PDF-1.4"),
        kind="pdf",
        size=8,
        name="整改说明.pdf",
    )
    return saved(file).id


def a_letter(world) -> int:
    """About the case of this world, which is late."""
    case = a_case_of(world)
    facts = {"level": Urging.URGE, "sent_on": dates.today(), "days": 1}
    return saved(RectificationUrging(rectification=case, turn_number=1, **facts)).id


def more(world):
    """Ten more cases in all stages of being found."""
    for number in range(10):
        case = a_case(world.project, title=f"第{number}件", by=world.people["T"], responsible=world.lead)
        a_clue(world.project, by=world.people["T"], words=f"线索{number}")
        facts = {"level": Urging.INVESTIGATE, "sent_on": dates.today(), "days": 15}
        saved(RectificationUrging(rectification=case, turn_number=1, **facts))


THINGS = {
    "village_id": lambda world: world.village.id,
    "project_id": lambda world: world.project.id,
    "rectification_id": lambda world: a_case_of(world).id,
    "evidence_id": some_evidence,
    "urging_id": a_letter,
    "clue_id": lambda world: a_clue(world.project, by=world.people["T"]).id,
    "town_id": lambda world: world.town.id,
    "month": lambda world: dates.month_of(dates.today()),
    "rate": lambda world: "in-time",
}

TABLE = """
endpoint                            method A V P L C S J T M Y X   A V P L C S J T M Y X
rectifications.index                GET    > + + + + + + + + + +   > + + + + + + + + + +
rectifications.of_project           GET    + + + + + + + + + + +   + + + + + + + + + + +
rectifications.clues                GET    > x x x x x x + x + x   > x x x x x x + x + x
rectifications.clue                 GET    > . . . . . . + . + .   > . . . . . . . . . .
rectifications.hand_over_clue       POST   > . . . . . . + . + .   > . . . . . . . . . .
rectifications.end_clue             POST   > . . . . . . + . x .   > . . . . . . . . . .
rectifications.urging_to_clue       POST   > . . x x x x x x x .   > . . . . . . . . . .
rectifications.show                 GET    > . . + + + + + + + .   > . . . . . . . . . .
rectifications.new                  GET    > x x x x x + + x + x   > x x x x x x x x x x
rectifications.new                  POST   > x x x x x + + x + x   > x x x x x x x x x x
rectifications.assign               GET    > . . x x + x + x + .   > . . . . . . . . . .
rectifications.assign               POST   > . . x x + x + x + .   > . . . . . . . . . .
rectifications.plan                 GET    > . . x + x x x x x .   > . . . . . . . . . .
rectifications.plan                 POST   > . . x + x x x x x .   > . . . . . . . . . .
rectifications.note                 GET    > . . x + x x x x x .   > . . . . . . . . . .
rectifications.note                 POST   > . . x + x x x x x .   > . . . . . . . . . .
rectifications.start                POST   > . . x + x x x x x .   > . . . . . . . . . .
rectifications.submit               GET    > . . x + x x x x x .   > . . . . . . . . . .
rectifications.submit               POST   > . . x + x x x x x .   > . . . . . . . . . .
rectifications.ask_extension        GET    > . . x + x x x x x .   > . . . . . . . . . .
rectifications.ask_extension        POST   > . . x + x x x x x .   > . . . . . . . . . .
rectifications.grant_extension      POST   > . . x x x x x x + .   > . . . . . . . . . .
rectifications.decline_extension    POST   > . . x x x x x x + .   > . . . . . . . . . .
rectifications.verify               POST   > . . x x x + + x + .   > . . . . . . . . . .
rectifications.send_back            POST   > . . x x x + + x + .   > . . . . . . . . . .
rectifications.close                GET    > . . x x x + + x + .   > . . . . . . . . . .
rectifications.close                POST   > . . x x x + + x + .   > . . . . . . . . . .
rectifications.pass_look_back       POST   > . . x x x + + x + .   > . . . . . . . . . .
rectifications.reopen               POST   > . . x x x + + x + .   > . . . . . . . . . .
rectifications.evidence             GET    > . . + + + + + + + .   > . . . . . . . . . .
rectifications.thumb                GET    > . . + + + + + + + .   > . . . . . . . . . .
rectifications.boards               GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.rate                 GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.lists                GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.print_lists          GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.lists_as_excel       GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.briefings            GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.briefing_of_month    GET    > . . . + + + + + + .   > . . . . . . . . . .
rectifications.print_briefing       GET    > . . . + + + + + + .   > . . . . . . . . . .
rectifications.issue_briefing       POST   > . . . x x x + x + .   > . . . . . . . . . .
rectifications.urgings              GET    > x x x + + + + + + x   > x x x + + + + + + x
rectifications.urging               GET    > . . + + + + + + + .   > . . . . . . . . . .
rectifications.answer_urging        POST   > . . x + x x x x x .   > . . . . . . . . . .
rectifications.print_urging         GET    > . . + + + + + + + .   > . . . . . . . . . .
"""
