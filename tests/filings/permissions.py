"""Who gets in where: filings."""

from govproj.core import uploads
from govproj.filings import actions
from govproj.filings.models import FilingPhoto
from govproj.filings.states import Result
from tests.factories import saved
from tests.filings.things import a_filing, approved


def more(world):
    """Ten more, announced and over a few days each."""
    for _number in range(10):
        filing = a_filing(world.village, world.contact, project=world.project)
        approved(filing, world.people["M"])


def a_photo(world) -> int:
    filing = approved(a_filing(world.village, world.contact, ahead=0, urgent=True), world.people["M"])
    actions.inspect(filing, by=world.people["T"], result=Result.FINE, note="照明没有对着住户")
    file = {"sha256": uploads.keep(b"%PDF-1.4"), "kind": "pdf", "size": 8, "name": "夜里.pdf"}
    return saved(FilingPhoto(inspection=filing.inspections[0], **file)).id


THINGS = {
    "village_id": lambda world: world.village.id,
    "project_id": lambda world: world.project.id,
    "filing_id": lambda world: a_filing(world.village, world.contact).id,
    "photo_id": a_photo,
}

TABLE = """
endpoint                    method A V P L C S J T M Y X   A V P L C S J T M Y X
filings.of_village          GET    + + + + + + + + + + +   + + + + + + + + + + +
filings.of_project          GET    + + + + + + + + + + +   + + + + + + + + + + +
filings.show                GET    . . . . + + + + + + .   . . . . . . . . . . .
filings.print_notice        GET    . . . . + + + + + + .   . . . . . . . . . . .
filings.photo               GET    > . . . + + + + + + .   > . . . . . . . . . .
filings.thumb               GET    > . . . + + + + + + .   > . . . . . . . . . .
filings.new                 GET    > x x x + + x x x x x   > x x x x x x x x x x
filings.new                 POST   > x x x + + x x x x x   > x x x x x x x x x x
filings.new_for_project     GET    > x x + + + x x x x x   > x x x x x x x x x x
filings.new_for_project     POST   > x x + + + x x x x x   > x x x x x x x x x x
filings.edit                GET    > . . . + x x x x x .   > . . . . . . . . . .
filings.edit                POST   > . . . + x x x x x .   > . . . . . . . . . .
filings.resubmit            GET    > . . . + x x x x x .   > . . . . . . . . . .
filings.resubmit            POST   > . . . + x x x x x .   > . . . . . . . . . .
filings.inspect             GET    > . . . x x + + x + .   > . . . . . . . . . .
filings.inspect             POST   > . . . x x + + x + .   > . . . . . . . . . .
filings.complaint           GET    > x x x + + + + + + x   > x x x x x x x x x x
filings.complaint           POST   > x x x + + + + + + x   > x x x x x x x x x x
filings.approve             POST   > . . . x x x x + x .   > . . . . . . . . . .
filings.send_back           POST   > . . . x x x x + x .   > . . . . . . . . . .
filings.withdraw            POST   > . . . + x x x x x .   > . . . . . . . . . .
filings.stop                POST   > . . . x x + + + + .   > . . . . . . . . . .
filings.close               POST   > . . . x x x x + x .   > . . . . . . . . . .
"""
