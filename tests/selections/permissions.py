"""Who gets in where: selection of a lead."""

from sqlalchemy import select

from govproj.accounts.models import DeclaredRelative
from govproj.core import dates
from govproj.core.db import db
from govproj.firms.models import Interest
from govproj.selections.actions import candidates, steps
from govproj.selections.models import LeadSelection, Nomination, SelectionObjection
from govproj.selections.states import Way
from tests.factories import a_firm, a_party_member, a_project, saved
from tests.selections.things import CALL, OWN_WORDS, PUBLISHED_ON, assessed


def a_selection(world, project=None) -> LeadSelection:
    """P stands, the call is over, C has marked; the project still has the lead it had."""
    project, secretary = project or world.project, world.people["S"]
    known = select(LeadSelection).where(LeadSelection.project_id == project.id)
    if found := db.session.scalar(known):
        return found
    lead, project.lead = project.lead, None
    with dates.set_to(PUBLISHED_ON):
        selection = steps.draft(project, by=secretary, **CALL)
        steps.move(selection, "publish", by=secretary)
        candidates.nominate(selection, by=world.people["P"], **OWN_WORDS)
    steps.move(selection, "begin_assessment", by=secretary)
    assessed(selection.candidates[0], by=world.people["C"])
    selection.objections = [SelectionObjection(text="常年在外", by_id=secretary.id)]
    project.lead = lead
    return saved(selection)


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
        a_selection(world, a_project(world.village, contact=world.contact))
        a_project(world.village, contact=world.contact)
        a_relative(world)
        an_interest(world)
    db.session.commit()


THINGS = {
    "project_id": lambda world: a_selection(world).project_id,
    "nomination_id": lambda world: a_selection(world).nominations[0].id,
    "objection_id": lambda world: a_selection(world).objections[0].id,
    "interest_id": an_interest,
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
selections.replace                    GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.replace                    POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.end                        GET    > . x x x + x x x x .   > . . . . . . . . . .
selections.end                        POST   > . x x x + x x x x .   > . . . . . . . . . .
selections.declarations               GET    > x + + + + + x x x x   > x + + + + + x x x x
selections.declare_interest           POST   > x + + + + + x x x x   > x + + + + + x x x x
selections.withdraw_interest          POST   > . . . + . . . . . .   > . . . . . . . . . .
"""
