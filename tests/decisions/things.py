"""A village with everybody a decision needs, and decisions in whatever shape a test wants."""

from datetime import date
from typing import NamedTuple

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.decisions import actions
from govproj.decisions.checks import Facts, Vote
from govproj.decisions.models import DecisionMeeting, DecisionProcess
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import HELD_BY, Step
from govproj.projects import actions as projects
from govproj.projects.models import Project, State
from govproj.villages.models import LocalRule, Village
from tests import factories

PROPOSED, DELIBERATED, DISCUSSED, REVIEWED = (date(2022, 1, d) for d in (5, 6, 7, 8))
POSTED, UNTIL, VOTED = date(2022, 1, 9), date(2022, 1, 23), date(2022, 1, 27)
NAMES = [f"村民示{number:03}" for number in range(1, 37)]


class Cast(NamedTuple):
    village: Village
    project: Project
    cadre: User
    other_cadre: User
    secretary: User
    supervisor: User
    other_supervisor: User
    town: User
    inspector: User


def a_cast(**kw) -> Cast:
    """The project has been proposed and waits for its village."""
    village = factories.a_village(party_members=40)
    cadre = factories.a_cadre(village)
    kw = {"state": State.PROPOSED, "entered": {State.PROPOSED: PROPOSED}, "contact": cadre} | kw
    return Cast(
        village,
        factories.a_project(village, **kw),
        cadre,
        factories.a_cadre(village),
        factories.a_secretary(village),
        factories.a_supervisor(village),
        factories.a_supervisor(village),
        factories.a_town_admin(village.town),
        factories.a_town_inspector(village.town),
    )


def facts(cast, step: Step, held_on: date, **kw) -> Facts:
    kind = kw.get("kind", HELD_BY[step][0])
    known = {
        "kind": kind,
        "held_on": held_on,
        "place": "村部会议室",
        "chair_id": cast.secretary.id,
        "recorder_id": cast.cadre.id,
        "entitled": 42,
        "present": 36,
        "notified_on": date(2021, 12, 20),
        "attendance": NAMES if kind == "villager_reps" else (),
    }
    return Facts(**known | kw)


def a_vote(yes=34, no=1, none=1, passed=True, **kw) -> Vote:
    return Vote(words="同意", votes_for=yes, votes_against=no, abstained=none, passed=passed, **kw)


def recorded(cast, process, step: Step, held_on: date, vote: Vote | None = None, **kw) -> DecisionMeeting:
    with dates.set_to(held_on):
        minutes = facts(cast, step, held_on, **kw)
        meeting = actions.record(process, step, minutes, vote or a_vote(), by=cast.cadre)
        db.session.commit()
    return meeting


def held(cast, process, step: Step, held_on: date, vote: Vote | None = None, **kw) -> DecisionMeeting:
    meeting = recorded(cast, process, step, held_on, vote, **kw)
    with dates.set_to(held_on):
        actions.sign(meeting, by=cast.supervisor)
        db.session.commit()
    return meeting


def begun(cast) -> DecisionProcess:
    with dates.set_to(DELIBERATED):
        projects.move(cast.project, "deliberate", by=cast.cadre, on=DELIBERATED)
        db.session.commit()
    return initiation_of(cast.project)


def posted(cast, until=UNTIL, **kw) -> DecisionProcess:
    """Discussed, reviewed, and up on the board."""
    process = begun(cast)
    held(cast, process, Step.DISCUSSION, DISCUSSED)
    held(cast, process, Step.REVIEW, REVIEWED)
    with dates.set_to(POSTED):
        plan = {"plan": "修三百米步道", "concerns_assets": False, "on": POSTED, "until": until} | kw
        actions.publicise(process, by=cast.cadre, **plan)
        db.session.commit()
    return process


def voted(cast, vote: Vote | None = None, **kw) -> DecisionProcess:
    process = posted(cast)
    held(cast, process, Step.VOTE, VOTED, vote, opinions="没有人提意见", **kw)
    return process


def a_rule(village, key: str, value) -> LocalRule:
    return factories.saved(
        LocalRule(key=key, value={"value": value}, effective_from=date(2021, 1, 1), village_id=village.id)
    )


def day(text: str) -> date:
    return date.fromisoformat(text)
