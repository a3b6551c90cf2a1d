"""Who gets in where: checklists."""

from govproj.checklists.models import ChecklistItem, Exemption, ProblemNote
from govproj.core import uploads
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


THINGS = {
    "project_id": lambda world: an_item(world).project_id,
    "item_id": lambda world: an_item(world).id,
    "note_id": a_note,
    "evidence_id": evidence,
}

TABLE = """
endpoint                       method A V P L C S J T M Y X   A V P L C S J T M Y X
powers.wall                    GET    + + + + + + + + + + +   + + + + + + + + + + +
checklists.of_project          GET    + + + + + + + + + + +   + + + + + + + + + + +
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
