"""Who gets in where: the board of a village. The sheet of the table is a draft whose only line is the lead's."""

from govproj.core import uploads
from govproj.disclosures.models import State
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import a_party_member, a_project, saved
from tests.noticeboards.factories import a_sheet, a_sheet_photo


def a_draft_sheet(world):
    """Its only line is the lead's."""
    if not hasattr(world, "sheet"):
        world.sheet = a_sheet(world.village)
        world.sheet.lines[0].project.lead = world.lead
        saved(world.sheet)
    return world.sheet


def a_photo_of_the_sheet(world) -> int:
    return a_sheet_photo(world.value(THINGS, "sheet_id"), stored=uploads.keep(b"a photo")).id


THINGS = {
    "sheet_id": lambda world: a_draft_sheet(world).id,
    "photo_id": a_photo_of_the_sheet,
    "line_id": lambda world: a_draft_sheet(world).lines[0].id,
    "village_id": lambda world: world.village.id,
    "month": lambda world: "2022-03",
    "town_id": lambda world: world.town.id,
    "which": lambda world: "due",
}


def more(world) -> None:
    """Ten more projects with a published month and an overdue one; ten more sheets."""
    for number in world.ten:
        project = a_project(world.village, lead=a_party_member(world.village))
        a_disclosure(project, month="2022-03", state=State.PUBLISHED)
        a_duty(project, "2022-04")
        a_sheet(world.village, month=f"{2018 + world.grown}-{number % 10 + 1:02}")


TABLE = """
endpoint                    method A V P L C S J T M Y X   A V P L C S J T M Y X
noticeboards.of_village     GET    + + + + + + + + + + +   + + + + + + + + + + +
noticeboards.posting        GET    + + + + + + + + + + +   + + + + + + + + + + +
noticeboards.pdf_of_village GET    + + + + + + + + + + +   + + + + + + + + + + +
noticeboards.print_village  GET    + + + + + + + + + + +   + + + + + + + + + + +
noticeboards.sheet          GET    . . . + + + + + + + .   . . . . . . . . . . .
noticeboards.write_line     GET    > . . + x x x x x x .   > . . . . . . . . . .
noticeboards.write_line     POST   > . . + x x x x x x .   > . . . . . . . . . .
noticeboards.submit         POST   > . . x + + x x x x .   > . . . . . . . . . .
noticeboards.sign           POST   > . . x x x + x x x .   > . . . . . . . . . .
noticeboards.send_back      GET    > . . x x x x x x x .   > . . . . . . . . . .
noticeboards.send_back      POST   > . . x x x x x x x .   > . . . . . . . . . .
noticeboards.publish        POST   > . . x + + x x x x .   > . . . . . . . . . .
noticeboards.correct        GET    > . . x x x x x x x .   > . . . . . . . . . .
noticeboards.correct        POST   > . . x x x x x x x .   > . . . . . . . . . .
noticeboards.hang_out       GET    > . . x x x x x x x .   > . . . . . . . . . .
noticeboards.hang_out       POST   > . . x x x x x x x .   > . . . . . . . . . .
noticeboards.photo          GET    . . . + + + + + + + .   . . . . . . . . . . .
noticeboards.thumb          GET    . . . + + + + + + + .   . . . . . . . . . . .
noticeboards.of_town        GET    + + + + + + + + + + +   + + + + + + + + + + +
noticeboards.rows_behind    GET    + + + + + + + + + + +   + + + + + + + + + + +
noticeboards.rows_of_town   GET    + + + + + + + + + + +   + + + + + + + + + + +
"""
