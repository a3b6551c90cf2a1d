"""Who gets in where: monthly notices. That of the table is a draft: that it exists is nobody else's business."""

from govproj.core import uploads
from govproj.core.db import db
from govproj.disclosures.models import Disclosure, State
from tests.disclosures.factories import (
    a_complaint,
    a_disclosure,
    a_duty,
    a_photo,
    a_sheet,
    an_inquiry,
    an_objection,
)
from tests.factories import a_party_member, a_project, saved


def a_draft(world) -> int:
    return a_disclosure(world.project).id


def a_photo_of_the_draft(world) -> int:
    draft = db.session.get(Disclosure, world.value(THINGS, "disclosure_id"))
    return a_photo(draft, stored=uploads.keep(b"a photo")).id


def a_month_in_review(world) -> str:
    """Of another project of the village, so that the page of the reviewers has a row to begin with."""
    return a_disclosure(a_project(world.village), state=State.VILLAGE_REVIEWED).month


def a_published_notice(world):
    """The one everybody reads and objects to; of another project, so that the draft stays the newest here."""
    if not hasattr(world, "hung_out"):
        world.hung_out = a_disclosure(a_project(world.village), month="2022-04", state=State.PUBLISHED)
    return world.hung_out


def a_draft_sheet(world):
    """Its only line is the lead's."""
    if not hasattr(world, "sheet"):
        world.sheet = a_sheet(world.village)
        world.sheet.lines[0].project.lead = world.lead
        saved(world.sheet)
    return world.sheet


THINGS = {
    "objection_id": lambda world: an_objection(a_published_notice(world)).id,
    "inquiry_id": lambda world: an_inquiry(world.village, world.project).id,
    "sheet_id": lambda world: a_draft_sheet(world).id,
    "line_id": lambda world: a_draft_sheet(world).lines[0].id,
    "complaint_id": lambda world: a_complaint(world.village).id,
    "disclosure_id": a_draft,
    "photo_id": a_photo_of_the_draft,
    "project_id": lambda world: world.project.id,
    "village_id": lambda world: world.village.id,
    "month": a_month_in_review,
    "town_id": lambda world: world.town.id,
    "which": lambda world: "due",
}


def more(world) -> None:
    """Ten more projects with a published month, one in review and one overdue; ten more months of the first."""
    for number in world.ten:
        project = a_project(world.village, lead=a_party_member(world.village))
        a_disclosure(project, month="2022-03", state=State.PUBLISHED)
        a_disclosure(project, month="2022-05", state=State.VILLAGE_REVIEWED)
        a_duty(project, "2022-04")
        a_duty(world.project, f"{2023 + world.grown}-{number % 10 + 1:02}")
        an_objection(a_published_notice(world), text=f"第 {number} 条")
        an_inquiry(world.village, world.project)
        a_complaint(world.village)
        a_sheet(world.village, month=f"{2018 + world.grown}-{number % 10 + 1:02}")


TABLE = """
endpoint                    method A V P L C S J T M Y X   A V P L C S J T M Y X
disclosures.of_project      GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.of_village      GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.show            GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.print_sheet     GET    . . . . . . . . . . .   . . . . . . . . . . .
disclosures.pdf_of_sheet    GET    . . . . . . . . . . .   . . . . . . . . . . .
disclosures.photo           GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.thumb           GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.write           GET    > x x + x x x x x x x   > x x x x x x x x x x
disclosures.write           POST   > x x + x x x x x x x   > x x x x x x x x x x
disclosures.submit          POST   > . . + x x x x x x .   > . . . . . . . . . .
disclosures.review          POST   > . . x + x x x x x .   > . . . . . . . . . .
disclosures.sign            POST   > . . x x x + x x x .   > . . . . . . . . . .
disclosures.send_back       POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.publish         POST   > . . x + + x x x x .   > . . . . . . . . . .
disclosures.archive         POST   > . . x + + x x x x .   > . . . . . . . . . .
disclosures.correct         POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.hang_out        GET    > . . x x x x x x x .   > . . . . . . . . . .
disclosures.hang_out        POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.posting         GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.review_month    GET    > x x x + + + x x x x   > x x x x x x x x x x
disclosures.review_month    POST   > x x x + + + x x x x   > x x x x x x x x x x
disclosures.object_             GET    . . . . . . . . . . .   . . . . . . . . . . .
disclosures.send_objection      POST   . . . . . . . . . . .   . . . . . . . . . . .
disclosures.take_down           GET    > . . x x x x x x x .   > . . . . . . . . . .
disclosures.take_down           POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.objection           GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.ask_again           POST   + + + + + + + + + + +   + + + + + + + + + + +
disclosures.put_down_again      GET    > x x x + + + x x x x   > x x x x x x x x x x
disclosures.put_down_again      POST   > x x x + + + x x x x   > x x x x x x x x x x
disclosures.reply               GET    > x x x + + x x x x x   > x x x x x x x x x x
disclosures.reply               POST   > x x x + + x x x x x   > x x x x x x x x x x
disclosures.answers_of_village  GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.inquiry             GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.new_inquiry         GET    > x x x + + + x x x x   > x x x x x x x x x x
disclosures.new_inquiry         POST   > x x x + + + x x x x   > x x x x x x x x x x
disclosures.answer_inquiry      GET    > x x x + + x x x x x   > x x x x x x x x x x
disclosures.answer_inquiry      POST   > x x x + + x x x x x   > x x x x x x x x x x
disclosures.complain            GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.send_complaint      POST   + + + + + + + + + + +   + + + + + + + + + + +
disclosures.by_receipt          POST   + + + + + + + + + + +   + + + + + + + + + + +
disclosures.complaint           GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.new_complaint       GET    > x x x x x x + + x x   > x x x x x x x x x x
disclosures.new_complaint       POST   > x x x x x x + + x x   > x x x x x x x x x x
disclosures.answer_complaint    GET    > x x x x x x + + x x   > x x x x x x x x x x
disclosures.answer_complaint    POST   > x x x x x x + + x x   > x x x x x x x x x x
disclosures.pdf_of_village      GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.print_village       GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.combined            GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.object_to_sheet     GET    . . . . . . . . . . .   . . . . . . . . . . .
disclosures.send_sheet_objection POST  . . . . . . . . . . .   . . . . . . . . . . .
disclosures.take_down_about_sheet GET  > . . x x x x x x x .   > . . . . . . . . . .
disclosures.take_down_about_sheet POST > . . x x x x x x x .   > . . . . . . . . . .
disclosures.write_line          GET    > . . + x x x x x x .   > . . . . . . . . . .
disclosures.write_line          POST   > . . + x x x x x x .   > . . . . . . . . . .
disclosures.submit_sheet        POST   > . . x + + x x x x .   > . . . . . . . . . .
disclosures.sign_sheet          POST   > . . x x x + x x x .   > . . . . . . . . . .
disclosures.send_back_sheet     POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.publish_sheet       POST   > . . x + + x x x x .   > . . . . . . . . . .
disclosures.correct_sheet       POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.feed_of_project     GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.feed_of_village     GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.calendar_of_project GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.calendar_of_village GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.follow_project      GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.follow_village      GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.toggle_project      POST   > + + + + + + + + + +   > + + + + + + + + + +
disclosures.toggle_village      POST   > + + + + + + + + + +   > + + + + + + + + + +
disclosures.following           GET    > + + + + + + + + + +   > + + + + + + + + + +
disclosures.mark_read           POST   > + + + + + + + + + +   > + + + + + + + + + +
disclosures.of_town            GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.rows_behind         GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.rows_of_town        GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.pictures            GET    + + + + + + + + + + +   + + + + + + + + + + +
"""
