"""Who gets in where: what is said against notices. The notice and sheet of the table are drafts."""

from govproj.disclosures.models import State
from tests.disclosures.factories import a_disclosure
from tests.disclosures.permissions import a_draft
from tests.factories import a_project
from tests.inquiries.factories import a_complaint, an_inquiry, an_objection
from tests.noticeboards.permissions import a_draft_sheet


def a_published_notice(world):
    """The one everybody reads and objects to; of another project, so that the draft stays the newest here."""
    if not hasattr(world, "hung_out"):
        world.hung_out = a_disclosure(a_project(world.village), month="2022-04", state=State.PUBLISHED)
    return world.hung_out


THINGS = {
    "objection_id": lambda world: an_objection(a_published_notice(world)).id,
    "inquiry_id": lambda world: an_inquiry(world.village, world.project).id,
    "complaint_id": lambda world: a_complaint(world.village).id,
    "sheet_id": lambda world: a_draft_sheet(world).id,
    "disclosure_id": a_draft,
    "village_id": lambda world: world.village.id,
}


def more(world) -> None:
    """Ten more of each."""
    for number in world.ten:
        an_objection(a_published_notice(world), text=f"第 {number} 条")
        an_inquiry(world.village, world.project)
        a_complaint(world.village)


TABLE = """
endpoint                        method A V P L C S J T M Y X   A V P L C S J T M Y X
inquiries.object_               GET    . . . . . . . . . . .   . . . . . . . . . . .
inquiries.send_objection        POST   . . . . . . . . . . .   . . . . . . . . . . .
inquiries.take_down             GET    > . . x x x x x x x .   > . . . . . . . . . .
inquiries.take_down             POST   > . . x x x x x x x .   > . . . . . . . . . .
inquiries.objection             GET    + + + + + + + + + + +   + + + + + + + + + + +
inquiries.ask_again             POST   + + + + + + + + + + +   + + + + + + + + + + +
inquiries.put_down_again        GET    > x x x + + + x x x x   > x x x x x x x x x x
inquiries.put_down_again        POST   > x x x + + + x x x x   > x x x x x x x x x x
inquiries.reply                 GET    > x x x + + x x x x x   > x x x x x x x x x x
inquiries.reply                 POST   > x x x + + x x x x x   > x x x x x x x x x x
inquiries.answers_of_village    GET    + + + + + + + + + + +   + + + + + + + + + + +
inquiries.inquiry               GET    + + + + + + + + + + +   + + + + + + + + + + +
inquiries.new_inquiry           GET    > x x x + + + x x x x   > x x x x x x x x x x
inquiries.new_inquiry           POST   > x x x + + + x x x x   > x x x x x x x x x x
inquiries.answer_inquiry        GET    > x x x + + x x x x x   > x x x x x x x x x x
inquiries.answer_inquiry        POST   > x x x + + x x x x x   > x x x x x x x x x x
inquiries.complain              GET    + + + + + + + + + + +   + + + + + + + + + + +
inquiries.send_complaint        POST   + + + + + + + + + + +   + + + + + + + + + + +
inquiries.by_receipt            POST   + + + + + + + + + + +   + + + + + + + + + + +
inquiries.complaint             GET    + + + + + + + + + + +   + + + + + + + + + + +
inquiries.new_complaint         GET    > x x x x x x + + x x   > x x x x x x x x x x
inquiries.new_complaint         POST   > x x x x x x + + x x   > x x x x x x x x x x
inquiries.answer_complaint      GET    > x x x x x x + + x x   > x x x x x x x x x x
inquiries.answer_complaint      POST   > x x x x x x + + x x   > x x x x x x x x x x
inquiries.object_to_sheet       GET    . . . . . . . . . . .   . . . . . . . . . . .
inquiries.send_sheet_objection  POST   . . . . . . . . . . .   . . . . . . . . . . .
inquiries.take_down_about_sheet GET    > . . x x x x x x x .   > . . . . . . . . . .
inquiries.take_down_about_sheet POST   > . . x x x x x x x .   > . . . . . . . . . .
"""
