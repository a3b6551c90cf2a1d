"""Who gets in where: selection of a lead."""

from sqlalchemy import select

from govproj.accounts.models import DeclaredRelative
from govproj.core import dates, uploads
from govproj.core.db import db
from govproj.firms.models import Interest
from govproj.selections.actions import candidates, steps
from govproj.selections.models import (
    HandOverItem,
    InvolvedFirm,
    LeadSelection,
    LetterScan,
    Nomination,
    ResponsibilityLetter,
    SelectionDecision,
    SelectionObjection,
)
from govproj.selections.states import Part, ReplacedBecause, State, Way
from tests.factories import a_firm, a_party_member, a_project, saved
from tests.selections.things import CALL, DECISION, OWN_WORDS, PUBLISHED_ON, assessed


def a_selection(world, project=None) -> LeadSelection:
    """P stands, the call is over, C has marked; the project still has the lead it had."""
    project, secretary = project or world.project, world.people["S"]
    known = (
        select(LeadSelection).where(LeadSelection.project_id == project.id).order_by(LeadSelection.id.desc())
    )
    if found := db.session.scalar(known):
        return found
    lead, project.lead = project.lead, None
    if project is world.project:
        a_replaced_one(world)
    with dates.set_to(PUBLISHED_ON):
        selection = steps.draft(project, by=secretary, **CALL)
        steps.move(selection, "publish", by=secretary)
        candidates.nominate(selection, by=world.people["P"], **OWN_WORDS)
    steps.move(selection, "begin_assessment", by=secretary)
    assessed(selection.candidates[0], by=world.people["C"])
    selection.objections = [SelectionObjection(text="常年在外", by_id=secretary.id)]
    project.lead = lead
    return saved(selection)


def in_office(world, project, state=State.APPOINTED) -> LeadSelection:
    """P was chosen to lead, C looks after it."""
    selection = LeadSelection(project=project, state=state, contact=world.people["C"], **CALL)
    nomination = Nomination(way=Way.SELF, person=world.people["P"], accepted_at=dates.now(), **OWN_WORDS)
    selection.nominations = [nomination]
    by_secretary = {"by_id": world.people["S"].id}
    selection.decisions = [SelectionDecision(nomination=nomination, **by_secretary, **DECISION)]
    return selection


def a_replaced_one(world) -> None:
    selection = in_office(world, world.project, State.REPLACED)
    selection.replaced_because, selection.hand_over = ReplacedBecause.AWAY, [HandOverItem(what="图纸")]
    saved(selection)


def an_item(world) -> int:
    a_selection(world)
    return db.session.scalars(
        select(HandOverItem.id).join(LeadSelection).where(LeadSelection.project_id == world.project.id)
    ).first()


def a_letter(world) -> int:
    """Of another project, which P leads."""
    if known := getattr(world, "letter_id", None):
        return known
    project = a_project(world.village, contact=world.people["C"], lead=world.people["P"])
    selection = in_office(world, project)
    saved(selection)
    letter = ResponsibilityLetter(selection=selection, text="1. 略", contact_id=world.people["C"].id)
    selection.decision.letter = letter
    saved(selection)
    world.letter_id = letter.id
    return letter.id


def a_scan(world) -> int:
    stored = {"sha256": uploads.keep(b"%PDF-1.4"), "kind": "pdf", "size": 8, "name": "责任书.pdf"}
    return saved(LetterScan(letter_id=a_letter(world), by_id=world.people["C"].id, **stored)).id


def a_noted_firm(world) -> int:
    facts = {"project_id": world.project.id, "firm_id": a_firm().id, "by_id": world.people["C"].id}
    return saved(InvolvedFirm(part=Part.DESIGNER, **facts)).id


def a_relative(world) -> int:
    return saved(DeclaredRelative(user_id=world.people["C"].id, name="示例", relation="兄弟")).id


def an_interest(world) -> int:
    return saved(Interest(user_id=world.people["C"].id, firm_id=a_firm().id, nature="供货")).id


def more(world) -> None:
    """More candidates of the first selection, and more selections of the village."""
    selection = a_selection(world)
    for _ in range(5):
        nomination = Nomination(way=Way.SELF, person=a_party_member(world.village), **OWN_WORDS)
        nomination.accepted_at = dates.now()
        selection.nominations.append(nomination)
        db.session.commit()
        assessed(nomination, by=world.people["C"])
        a_selection(world, a_project(world.village, contact=world.contact))
        a_project(world.village, contact=world.contact)
        a_relative(world)
        an_interest(world)
        a_noted_firm(world)
        selection.hand_over.append(HandOverItem(what="图纸"))
    db.session.commit()


THINGS = {
    "project_id": lambda world: a_selection(world).project_id,
    "nomination_id": lambda world: a_selection(world).nominations[0].id,
    "objection_id": lambda world: a_selection(world).objections[0].id,
    "interest_id": an_interest,
    "letter_id": a_letter,
    "scan_id": a_scan,
    "item_id": an_item,
    "firm_row_id": a_noted_firm,
    "village_id": lambda world: world.village.id,
}

TABLE = """
endpoint                              method A V P L C S J T M Y X   A V P L C S J T M Y X
selections.calls                      GET    > x + + x + x x x x x   > x + + x + x x x x x
selections.show                       GET    + + + + + + + + + + +   + + + + + + + + + + +
selections.draft                      GET    > x x x x + x x x x x   > x x x x x x x x x x
selections.draft                      POST   > x x x x + x x x x x   > x x x x x x x x x x
selections.edit                       GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.edit                       POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.publish                    GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.publish                    POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.extend                     GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.extend                     POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.nominate                   GET    > . + + x x x x x x .   > . . . . . . . . . .
selections.nominate                   POST   > . + + x x x x x x .   > . . . . . . . . . .
selections.recommend                  GET    > . + + x x x x x x .   > . . . . . . . . . .
selections.recommend                  POST   > . + + x x x x x x .   > . . . . . . . . . .
selections.recommend_by_committee     GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.recommend_by_committee     POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.accept                     GET    > . + . x x x x x x .   > . . . . . . . . . .
selections.accept                     POST   > . + . x x x x x x .   > . . . . . . . . . .
selections.decline                    GET    > . + . x x x x x x .   > . . . . . . . . . .
selections.decline                    POST   > . + . x x x x x x .   > . . . . . . . . . .
selections.begin_assessment           GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.begin_assessment           POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.assess                     GET    > . x . + + + x x x .   > . . . . . . . . . .
selections.assess                     POST   > . x . + + + x x x .   > . . . . . . . . . .
selections.reconcile                  GET    > . x . + x x x x x .   > . . . . . . . . . .
selections.reconcile                  POST   > . x . + x x x x x .   > . . . . . . . . . .
selections.begin_check                GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.begin_check                POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.rule                       GET    > . x . x x + + x + .   > . . . . . . . . . .
selections.rule                       POST   > . x . x x + + x + .   > . . . . . . . . . .
selections.begin_decision             GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.begin_decision             POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.decide                     GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.decide                     POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.publicise                  GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.publicise                  POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.reconsider                 GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.reconsider                 POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.record_objection           GET    > . x x + + x x x x .   > . . . . . . . . . .
selections.record_objection           POST   > . x x + + x x x x .   > . . . . . . . . . .
selections.answer_objection           GET    > . . . + + x x x x .   > . . . . . . . . . .
selections.answer_objection           POST   > . . . + + x x x x .   > . . . . . . . . . .
selections.appoint                    GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.appoint                    POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.object_                    GET    . . . . . . . . . . .   . . . . . . . . . . .
selections.send_objection             POST   . . . . . . . . . . .   . . . . . . . . . . .
selections.draw_up                    GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.draw_up                    POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.letter                     GET    > . + . + + + + x + .   > . . . . . . . . . .
selections.print_letter               GET    > . + . + + + + x + .   > . . . . . . . . . .
selections.agree                      POST   > . + . x + x x x x .   > . . . . . . . . . .
selections.attach                     POST   > . x . + + x x x x .   > . . . . . . . . . .
selections.scan                       GET    > . + . + + + + x + .   > . . . . . . . . . .
selections.minutes                    GET    > . x x + + + + x + .   > . . . . . . . . . .
selections.hand_over                  GET    > . + + + + + + x + .   > . . . . . . . . . .
selections.tick                       POST   > . + + + x x x x x .   > . . . . . . . . . .
selections.witness                    POST   > . x x x x + x x x .   > . . . . . . . . . .
selections.firms                      GET    > x x x + + + + x + x   > x x x x x x x x x x
selections.note_firm                  POST   > x x x + + x x x x x   > x x x x x x x x x x
selections.strike_firm                POST   > . . . + + x x x x .   > . . . . . . . . . .
selections.report                     GET    + + + + + + + + + + +   + + + + + + + + + + +
selections.leads                      GET    + + + + + + + + + + +   + + + + + + + + + + +
selections.call_for                   GET    > x x x x + x x x x x   > x x x x x x x x x x
selections.call_for                   POST   > x x x x + x x x x x   > x x x x x x x x x x
selections.replace                    GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.replace                    POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.end                        GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.end                        POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.declarations               GET    > x + + + + + x x x x   > x + + + + + x x x x
selections.declare_interest           POST   > x + + + + + x x x x   > x + + + + + x x x x
selections.withdraw_interest          POST   > . . . + . . . . . .   > . . . . . . . . . .
"""
