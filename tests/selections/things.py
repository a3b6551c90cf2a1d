"""Selections of leads for tests, at whatever point a test needs."""

from datetime import date

from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import State as ProjectState
from govproj.selections import letter as wording
from govproj.selections.actions import appointment, candidates, steps
from govproj.selections.models import LeadSelection, Nomination
from govproj.selections.states import AgeBand, Education, Outcome, State
from tests.factories import a_cadre, a_party_member, a_project, a_secretary, a_supervisor, a_village

CALL = {
    "reason": "汛期行洪不畅",
    "call": "请全村党员报名领办清淤",
    "task": "盯进度，做沿线农户的工作",
    "requirements": "每周在村五天",
    "period": "2022年3月至9月",
    "openings": 1,
}
OWN_WORDS = {"statement": "住在溪边，愿意出力", "age_band": AgeBand.UP_TO_59, "education": Education.COLLEGE}
DECISION = {
    "held_on": date(2022, 3, 20),
    "expected": 5,
    "attendance": "五人到会",
    "votes_for": 4,
    "votes_against": 0,
    "abstained": 1,
    "minutes": "经讨论，一致意见如下。",
    "reason": "熟悉情况，村民认可",
    "team": "老中青三人",
    "division": "领办人管进度，副手管材料",
    "deputy_id": None,
}
WORDS = {
    "project_nature_words": "会开挖机",
    "progress_demand_words": "常年在村",
    "communication_example": "调解过邻里",
    "opinion": "合适",
}
MARKS = {"project_nature_fit": 4, "progress_demand_fit": 4, "willingness": 5, "communication": 3}
PUBLISHED_ON = date(2022, 3, 1)  # a Tuesday; the call closes on the 8th


class Cast:
    """The people of a village who have a part in a selection."""

    def __init__(self, village=None):
        self.village = village or a_village()
        self.secretary = a_secretary(self.village, name="丁示爽")
        self.cadre = a_cadre(self.village, name="沈示安")
        self.supervisor = a_supervisor(self.village, name="费示兰")
        self.other_supervisor = a_supervisor(self.village, name="吴样明")
        self.member = a_party_member(self.village, name="徐示荣")
        self.other = a_party_member(self.village, name="邵试明")

    @property
    def assessors(self):
        return (self.secretary, self.cadre, self.supervisor)


def a_selection(cast, state=State.PUBLISHED, project=None, **call) -> LeadSelection:
    """Brought to `state` by the people of the cast, `cast.member` being the one who stands and is chosen."""
    project = project or a_project(cast.village, contact=cast.cadre, state=ProjectState.CONTRACTED)
    with dates.set_to(PUBLISHED_ON):
        selection = steps.draft(project, by=cast.secretary, **{**CALL, **call})
        db.session.flush()
        if state is not State.DRAFTING:
            steps.move(selection, "publish", by=cast.secretary)
    if state not in {State.DRAFTING, State.PUBLISHED}:
        with dates.set_to(PUBLISHED_ON):
            candidates.nominate(selection, by=cast.member, **OWN_WORDS)
        _go_on(cast, selection, state)
    db.session.commit()
    return selection


def _go_on(cast, selection, state):
    with dates.set_to(date(2022, 3, 9)):
        steps.move(selection, "begin_assessment", by=cast.secretary)
    if state is State.ASSESSING:
        return
    for assessor in cast.assessors:
        assessed(selection.candidates[0], by=assessor)
    steps.move(selection, "begin_check", by=cast.secretary)
    if state is State.RECUSAL_CHECK:
        return
    candidates.rule(selection.candidates[0], outcome=Outcome.CLEAR, by=cast.other_supervisor)
    steps.move(selection, "begin_decision", by=cast.secretary)
    if state is State.DECIDING:
        return
    steps.decide(selection, selection.candidates[0], by=cast.secretary, **DECISION)
    with dates.set_to(date(2022, 3, 21)):
        steps.move(selection, "publicise", by=cast.secretary)
    if state is State.PUBLICISED:
        return
    with dates.set_to(date(2022, 3, 28)):
        a_letter(cast, selection)
        appointment.appoint(selection, by=cast.secretary)


def a_letter(cast, selection, agreed=True):
    """Drawn up, and agreed to by both sides, on this day."""
    text = wording.usual_text(selection)
    letter = appointment.draw_up(selection, contact=cast.cadre, text=text, by=cast.secretary)
    db.session.flush()
    if agreed:
        appointment.agree(letter, by=selection.chosen.person)
        appointment.agree(letter, by=cast.secretary)
    db.session.commit()
    return letter


def assessed(nomination, by, opinion="合适", integrity_record=True, **marks):
    words = {**WORDS, "opinion": opinion, "integrity_record": integrity_record}
    return candidates.assess(nomination, by=by, marks={**MARKS, **marks}, **words)


def a_candidate(selection, person, **own_words) -> Nomination:
    with dates.set_to(PUBLISHED_ON):
        nomination = candidates.nominate(selection, by=person, **{**OWN_WORDS, **own_words})
    db.session.commit()
    return nomination
