"""Who gets in where: checklists."""

from govproj.checklists.actions import lists
from govproj.checklists.models import ChecklistItem, Exemption, ProblemNote, SpotCheck
from govproj.core import dates, uploads
from govproj.villages import jurisdictions
from tests.checklists.things import a_checklist, a_file, carried_out
from tests.factories import saved


def an_item(world) -> ChecklistItem:
    """Materials: no money moves, and the supervision committee may call it not applicable."""
    return a_checklist(world.project)["P11"]


def a_note(world, item=None) -> int:
    return saved(ProblemNote(item=item or an_item(world), text="请说明。", by=world.people["J"])).id


def evidence(world) -> int:
    file = a_file(world.contact, sha256=uploads.keep(b"%PDF-1.4"))
    file.item = an_item(world)
    return saved(file).id


def more(world) -> None:
    """A checklist full of acts, questions and proposals."""
    for item in a_checklist(world.project).values():
        carried_out(item, by=world.contact)
        a_note(world, item)
        if not item.exemptions:
            saved(Exemption(item=item, reason="没有租用设备", by=world.contact))
        saved(SpotCheck(item=item, fine=True, by=world.people["T"]))
    for _n in range(10):
        an_edition(world)


def an_edition(world) -> int:
    """Proposed by the town's inspector for the whole town."""
    place = jurisdictions.of_town(world.town)
    facts = {"effective_from": dates.today(), "reason": "镇里要求", "enabled": True}
    row = lists.lay_down(place, "P11", {"forbidden": ["赊账"]}, by=world.people["T"], **facts)
    return saved(row).id


THINGS = {
    "village_id": lambda world: world.village.id,
    "level": lambda _world: "towns",
    "place_id": lambda world: world.town.id,
    "code": lambda _world: "P11",
    "edition_id": an_edition,
    "project_id": lambda world: an_item(world).project_id,
    "item_id": lambda world: an_item(world).id,
    "note_id": a_note,
    "evidence_id": evidence,
}

TABLE = """
endpoint                       method A V P L C S J T M Y X   A V P L C S J T M Y X
powers.wall                    GET    + + + + + + + + + + +   + + + + + + + + + + +
powers.of_village              GET    + + + + + + + + + + +   + + + + + + + + + + +
powers.chart                   GET    + + + + + + + + + + +   + + + + + + + + + + +
powers.show                    GET    + + + + + + + + + + +   + + + + + + + + + + +
powers.sheet                   GET    + + + + + + + + + + +   + + + + + + + + + + +
power_editions.of_place        GET    > x x x + + + + + + x   > x x x x x x x x x x
power_editions.write           GET    > x x x x x x + + x x   > x x x x x x x x x x
power_editions.write           POST   > x x x x x x + + x x   > x x x x x x x x x x
power_editions.accept          POST   > . . . x x x x + x .   > . . . . . . . . . .
power_editions.decline         POST   > . . . x x x x + x .   > . . . . . . . . . .
checklists.of_project          GET    + + + + + + + + + + +   + + + + + + + + + + +
checklists.all_projects        GET    > x x x + + + + + + x   > x x x + + + + + + x
checklists.pdf_of_dossier      GET    > x x + + + + + + + x   > x x x x x x x x x x
checklists.dossier             GET    > x x + + + + + + + x   > x x x x x x x x x x
checklists.spot_check          GET    > . . x x x x + x x .   > . . . . . . . . . .
checklists.spot_check          POST   > . . x x x x + x x .   > . . . . . . . . . .
checklists.sign_all            GET    > x x x x x + + + x x   > x x x x x x x x x x
checklists.sign_all            POST   > x x x x x + + + x x   > x x x x x x x x x x
checklists.show                GET    > . . + + + + + + + .   > . . . . . . . . . .
checklists.tick                POST   > . . + + x x x x x .   > . . . . . . . . . .
checklists.untick              POST   > . . + + x x x x x .   > . . . . . . . . . .
checklists.add_evidence        POST   > . . + + x x x x x .   > . . . . . . . . . .
checklists.evidence            GET    > . . + + + + + + + .   > . . . . . . . . . .
checklists.thumb               GET    > . . + + + + + + + .   > . . . . . . . . . .
checklists.sign                POST   > . . x x x + + x x .   > . . . . . . . . . .
checklists.reopen              GET    > . . x x x + + x x .   > . . . . . . . . . .
checklists.reopen              POST   > . . x x x + + x x .   > . . . . . . . . . .
checklists.propose_exemption   GET    > . . + + x x x x x .   > . . . . . . . . . .
checklists.propose_exemption   POST   > . . + + x x x x x .   > . . . . . . . . . .
checklists.decide_exemption    GET    > . . x x x + + x x .   > . . . . . . . . . .
checklists.decide_exemption    POST   > . . x x x + + x x .   > . . . . . . . . . .
checklists.note                GET    > . . x x x + + x + .   > . . . . . . . . . .
checklists.note                POST   > . . x x x + + x + .   > . . . . . . . . . .
checklists.answer              GET    > . . + + x x x x x .   > . . . . . . . . . .
checklists.answer              POST   > . . + + x x x x x .   > . . . . . . . . . .
checklists.set_due             GET    > . . x x x + + x x .   > . . . . . . . . . .
checklists.set_due             POST   > . . x x x + + x x .   > . . . . . . . . . .
"""
