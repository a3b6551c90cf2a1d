"""Cases for tests, opened through the actions, and the people around them."""

from datetime import date
from typing import NamedTuple

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.core.uploads import StoredFile
from govproj.projects.models import Project
from govproj.rectifications import actions
from govproj.rectifications.actions import clues
from govproj.rectifications.states import ClueSource, Level, Phase, Source
from govproj.villages.models import Village
from tests import factories

A_PAPER = StoredFile(sha256="5" * 64, kind="pdf", size=1000, name="整改说明.pdf")


class Cast(NamedTuple):
    """A village with everybody a case needs, and a project under construction."""

    village: Village
    project: Project
    lead: User
    cadre: User
    secretary: User
    supervisor: User
    other_supervisor: User
    inspector: User
    county: User


def a_cast(town=None, county=None) -> Cast:
    village = factories.a_village(town=town)
    lead, cadre = factories.a_party_member(village), factories.a_cadre(village)
    return Cast(
        village,
        factories.a_project(village, lead=lead, contact=cadre),
        lead,
        cadre,
        factories.a_secretary(village),
        factories.a_supervisor(village),
        factories.a_supervisor(village),
        factories.a_town_inspector(village.town),
        factories.a_county_inspector(village.town.county),
    )


def a_case(project, *, level=Level.MINOR, by=None, **kw):
    """Found by the system unless somebody is named."""
    facts = {"source": Source.MONTHLY_SUPERVISION, "title": "围挡没有封闭", "fact": "东侧围挡缺口约三米。"}
    case = actions.open_case(
        village_id=project.village_id, project=project, level=level, by=by, **(facts | kw)
    )
    db.session.commit()
    return case


def plan_and_start(case, by, on=None):
    actions.plan(case, cause="没有专人管", measures="补围挡", own_due_on=case.turn.due_on, by=by, on=on)
    actions.start(case, by=by, on=on)


def hand_in(case, by, on=None):
    actions.add_evidence(case, phase=Phase.DOCUMENT, files=[A_PAPER], by=by, on=on)
    actions.submit(case, lasting_measures="定下每天收工前巡一遍的规矩", by=by, on=on)


def a_case_handed_in(cast, *, level=Level.MINOR, **kw):
    """Assigned by the town inspector to the lead, who has handed it in."""
    case = a_case(cast.project, level=level, by=cast.inspector, responsible=cast.lead, **kw)
    plan_and_start(case, cast.lead)
    hand_in(case, cast.lead)
    db.session.commit()
    return case


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_clue(project, *, by, words="有人送烟酒", **kw):
    made = clues.register(
        village_id=project.village_id, project=project, source=ClueSource.VISIT, words=words, by=by, **kw
    )
    db.session.commit()
    return made
