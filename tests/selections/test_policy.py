"""Who may do what when a lead is selected, as a table a non-programmer can check."""

import pytest

from govproj.accounts.models import Anonymous, DeclaredRelative, Role, User
from govproj.core import dates
from govproj.projects.models import Project
from govproj.selections import policy
from govproj.selections.models import ConflictCheck, LeadAssessment, LeadSelection, Nomination
from govproj.selections.recusal import are_related, outcomes_open_to
from govproj.selections.states import Outcome, State

HERE, ELSEWHERE = 1, 2


def holding(id_, *roles, village=HERE, **kw):
    user = User(id=id_, **{"name": f"某{id_}", **kw})
    user.__dict__["grants"] = {role: frozenset({village}) for role in roles}
    return user


NOBODY = Anonymous()
VILLAGER = holding(1, Role.VILLAGER)
MEMBER = holding(2, Role.PARTY_MEMBER)
CADRE = holding(4, Role.CADRE)
SECRETARY = holding(5, Role.SECRETARY)
SUPERVISOR = holding(6, Role.SUPERVISOR)
INSPECTOR = holding(7, Role.TOWN_INSPECTOR)
TOWN_ADMIN = holding(8, Role.TOWN_ADMIN)
COUNTY = holding(9, Role.COUNTY_INSPECTOR)
ADMIN = holding(10, Role.ADMIN)
STRANGER = holding(11, Role.SECRETARY, Role.CADRE, Role.SUPERVISOR, Role.PARTY_MEMBER, village=ELSEWHERE)
CANDIDATE = holding(12, Role.PARTY_MEMBER)
CADRE_WHO_STANDS = holding(12, Role.PARTY_MEMBER, Role.CADRE)
SUPERVISOR_WHO_STANDS = holding(12, Role.PARTY_MEMBER, Role.SUPERVISOR)
BROTHER = holding(13, Role.CADRE, Role.SUPERVISOR, name="徐示兄")


def a_selection(state=State.ASSESSING):
    candidate = holding(12, Role.PARTY_MEMBER, relatives=[DeclaredRelative(name="徐示兄", relation="兄弟")])
    selection = LeadSelection(state=state, project=Project(village_id=HERE))
    selection.nominations = [Nomination(person=candidate, person_id=12, accepted_at=dates.now())]
    return selection


RULES = {
    "steer": policy.can_steer,
    "nominate": policy.can_nominate,
    "see": policy.can_see_candidates,
    "objections": policy.can_take_objections,
}
RULES_OF_NOMINATION = {
    "answer": policy.can_answer,
    "assess": policy.can_assess,
    "rule": policy.can_rule,
}
RULES_OF_USER = {"declare": policy.can_declare, "list": policy.can_list_calls}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (NOBODY, ""),
        (VILLAGER, ""),
        (MEMBER, "nominate declare list"),
        (CADRE, "see objections assess declare"),
        (SECRETARY, "steer see objections assess declare list"),
        (SUPERVISOR, "see assess rule declare"),
        (INSPECTOR, "see rule"),
        (TOWN_ADMIN, ""),
        (COUNTY, "see rule"),
        (ADMIN, ""),
        (STRANGER, "declare list"),
        (CANDIDATE, "nominate answer declare list"),
        (CADRE_WHO_STANDS, "nominate answer declare list"),
        (SUPERVISOR_WHO_STANDS, "nominate answer declare list"),
        (BROTHER, "see objections declare"),
    ],
)
def test_who_may(who, may):
    selection = a_selection()
    nomination = selection.nominations[0]
    allowed = {name for name, rule in RULES.items() if rule(who, selection)}
    allowed |= {name for name, rule in RULES_OF_NOMINATION.items() if rule(who, nomination)}
    allowed |= {name for name, rule in RULES_OF_USER.items() if rule(who)}
    assert allowed == set(may.split())


def test_others_marks_are_hidden_from_an_assessor_until_his_own_are_in():
    selection = a_selection()
    assert not policy.can_see_marks(CADRE, selection)
    selection.nominations[0].assessments = [LeadAssessment(assessor_id=CADRE.id)]
    assert policy.can_see_marks(CADRE, selection)
    assert not policy.can_see_marks(SECRETARY, selection)
    assert policy.can_see_marks(INSPECTOR, selection)
    assert not policy.can_see_marks(CANDIDATE, selection)


def test_after_the_assessment_all_marks_are_open_to_those_in_office():
    assert policy.can_see_marks(CADRE, a_selection(State.DECIDING))


def test_only_who_marked_writes_the_reconciliation():
    nomination = a_selection().nominations[0]
    nomination.assessments = [LeadAssessment(assessor_id=CADRE.id)]
    assert policy.can_reconcile(CADRE, nomination)
    assert not policy.can_reconcile(SECRETARY, nomination)


def a_check(outcome, office=Role.SUPERVISOR):
    return ConflictCheck(outcome=outcome, office=office.value)


CLEAR_OR_REFER, ANY = {Outcome.CLEAR, Outcome.REFERRED}, {Outcome.CLEAR, Outcome.MANAGED, Outcome.BLOCKED}


@pytest.mark.parametrize(
    ("state", "checks", "committee", "inspectors"),
    [
        (State.ASSESSING, [], set(), set()),
        (State.RECUSAL_CHECK, [], CLEAR_OR_REFER, ANY),
        (State.RECUSAL_CHECK, [a_check(Outcome.CLEAR)], {Outcome.REFERRED}, ANY),
        (State.RECUSAL_CHECK, [a_check(Outcome.REFERRED)], set(), ANY),
        (State.RECUSAL_CHECK, [a_check(Outcome.BLOCKED, Role.TOWN_INSPECTOR)], set(), ANY),
        (State.RECUSAL_CHECK, [a_check(Outcome.CLEAR, Role.TOWN_INSPECTOR)], set(), ANY),
        (State.DECIDING, [a_check(Outcome.CLEAR)], set(), ANY),
        (State.APPOINTED, [a_check(Outcome.CLEAR)], set(), ANY),
        (State.REPLACED, [a_check(Outcome.CLEAR)], set(), set()),
    ],
)
def test_what_a_check_may_come_to_and_in_whose_hands(state, checks, committee, inspectors):
    nomination = a_selection(state).nominations[0]
    nomination.checks = checks
    assert set(outcomes_open_to(SUPERVISOR, nomination)) == committee
    assert set(outcomes_open_to(INSPECTOR, nomination)) == inspectors
    assert set(outcomes_open_to(COUNTY, nomination)) == inspectors
    assert outcomes_open_to(SECRETARY, nomination) == ()


def test_relatives_are_found_whoever_of_the_two_declared_it():
    declared_him = holding(20, relatives=[DeclaredRelative(name="某21", relation="兄弟")])
    assert are_related(declared_him, holding(21))
    assert are_related(holding(21), declared_him)
    assert not are_related(declared_him, holding(22))


def test_a_namesake_with_another_place_on_the_roster_is_no_relative():
    declared = DeclaredRelative(name="某21", relation="兄弟", resident_id=5)
    assert not are_related(holding(20, relatives=[declared]), holding(21, resident_id=6))
    assert are_related(holding(20, relatives=[declared]), holding(22, resident_id=5))
