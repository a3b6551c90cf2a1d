"""Who gets in where: monthly notices. That of the table is a draft: that it exists is nobody else's business."""

from govproj.core import uploads
from govproj.core.db import db
from govproj.disclosures.models import Disclosure, State
from tests.disclosures.factories import a_disclosure, a_duty, a_photo
from tests.factories import a_party_member, a_project


def a_draft(world) -> int:
    return a_disclosure(world.project).id


def a_photo_of_the_draft(world) -> int:
    draft = db.session.get(Disclosure, world.value(THINGS, "disclosure_id"))
    return a_photo(draft, stored=uploads.keep(b"a photo")).id


def a_month_in_review(world) -> str:
    """Of another project of the village, so that the page of the reviewers has a row to begin with."""
    return a_disclosure(a_project(world.village), state=State.VILLAGE_REVIEWED).month


THINGS = {
    "disclosure_id": a_draft,
    "photo_id": a_photo_of_the_draft,
    "project_id": lambda world: world.project.id,
    "village_id": lambda world: world.village.id,
    "month": a_month_in_review,
}


def more(world) -> None:
    """Ten more projects with a published month, one in review and one overdue; ten more months of the first."""
    for number in world.ten:
        project = a_project(world.village, lead=a_party_member(world.village))
        a_disclosure(project, month="2022-03", state=State.PUBLISHED)
        a_disclosure(project, month="2022-05", state=State.VILLAGE_REVIEWED)
        a_duty(project, "2022-04")
        a_duty(world.project, f"{2023 + world.grown}-{number % 10 + 1:02}")


TABLE = """
endpoint                 method A V P L C S J T M Y X   A V P L C S J T M Y X
disclosures.of_project   GET    + + + + + + + + + + +   + + + + + + + + + + +
disclosures.show         GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.print_sheet  GET    . . . . . . . . . . .   . . . . . . . . . . .
disclosures.pdf_of_sheet GET    . . . . . . . . . . .   . . . . . . . . . . .
disclosures.photo        GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.thumb        GET    . . . + + + + + + + .   . . . . . . . . . . .
disclosures.write        GET    > x x + x x x x x x x   > x x x x x x x x x x
disclosures.write        POST   > x x + x x x x x x x   > x x x x x x x x x x
disclosures.submit       POST   > . . + x x x x x x .   > . . . . . . . . . .
disclosures.review       POST   > . . x + x x x x x .   > . . . . . . . . . .
disclosures.sign         POST   > . . x x x + x x x .   > . . . . . . . . . .
disclosures.send_back    GET    > . . x x x x x x x .   > . . . . . . . . . .
disclosures.send_back    POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.publish      POST   > . . x + + x x x x .   > . . . . . . . . . .
disclosures.archive      POST   > . . x + + x x x x .   > . . . . . . . . . .
disclosures.correct      GET    > . . x x x x x x x .   > . . . . . . . . . .
disclosures.correct      POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.hang_out     GET    > . . x x x x x x x .   > . . . . . . . . . .
disclosures.hang_out     POST   > . . x x x x x x x .   > . . . . . . . . . .
disclosures.review_month GET    > x x x + + + x x x x   > x x x x x x x x x x
disclosures.review_month POST   > x x x + + + x x x x   > x x x x x x x x x x
disclosures.pictures     GET    + + + + + + + + + + +   + + + + + + + + + + +
"""
