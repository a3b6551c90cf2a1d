"""Who may keep, sign and give up a decision, as a table."""

import pytest

from govproj.accounts.models import Anonymous, Role, User
from govproj.decisions import policy
from govproj.decisions.models import DecisionMeeting, DecisionProcess
from govproj.projects.models import Project, State

HERE, ELSEWHERE = 1, 2


def person(number, *roles, village=HERE):
    user = User(id=number, offices=[])
    user.__dict__["grants"] = {role: frozenset({village}) for role in roles}
    return user


NOBODY, VILLAGER = Anonymous(), person(1, Role.VILLAGER)
PARTY_MEMBER, LEAD = person(2, Role.PARTY_MEMBER), person(3, Role.PARTY_MEMBER)
CADRE, OTHER_CADRE = person(4, Role.CADRE), person(5, Role.CADRE)
SECRETARY, FOREIGN = person(6, Role.SECRETARY), person(7, Role.SECRETARY, village=ELSEWHERE)
SUPERVISOR, OTHER_SUPERVISOR = person(8, Role.SUPERVISOR), person(9, Role.SUPERVISOR)
INSPECTOR, TOWN = person(10, Role.TOWN_INSPECTOR), person(11, Role.TOWN_ADMIN)
COUNTY, ADMIN = person(12, Role.COUNTY_INSPECTOR), person(13, Role.ADMIN)

#                   keeps, signs, gives up, reads names
TABLE = [
    (NOBODY,           False, False, False, False),
    (VILLAGER,         False, False, False, False),
    (PARTY_MEMBER,     False, False, False, False),
    (LEAD,             False, False, False, False),
    (CADRE,            True,  False, False, True),
    (OTHER_CADRE,      False, False, False, True),
    (SECRETARY,        True,  False, True,  True),
    (FOREIGN,          False, False, False, False),
    (SUPERVISOR,       False, True,  False, True),
    (OTHER_SUPERVISOR, False, True,  False, True),
    (INSPECTOR,        False, False, False, True),
    (TOWN,             False, False, False, True),
    (COUNTY,           False, False, False, True),
    (ADMIN,            False, False, False, False),
]  # fmt: skip


def a_meeting(*, lead=LEAD, contact=CADRE, state=State.DECIDING, **run_by):
    project = Project(village_id=HERE, lead_id=lead.id, contact_id=contact and contact.id, state=state)
    run_by = {"chair_id": SECRETARY.id, "recorder_id": CADRE.id, "entered_by_id": CADRE.id} | run_by
    return DecisionMeeting(process=DecisionProcess(project=project), **run_by)


@pytest.mark.parametrize(("who", "keeps", "signs", "gives_up", "reads"), TABLE)
def test_who_may_do_what(who, keeps, signs, gives_up, reads):
    meeting = a_meeting()
    process = meeting.process
    assert (policy.can_keep(who, meeting), policy.can_record(who, process)) == (keeps, keeps)
    assert policy.can_start(who, process.project) is keeps
    assert (policy.can_sign(who, meeting), policy.can_sign_for(who, process)) == (signs, signs)
    assert policy.can_steer(who, process) is gives_up
    assert policy.can_read_all(who, process.project) is reads


@pytest.mark.parametrize("part", ["chair_id", "recorder_id", "entered_by_id"])
def test_nobody_signs_a_meeting_they_had_a_part_in(part):
    meeting = a_meeting(**{part: SUPERVISOR.id})
    assert not policy.can_sign(SUPERVISOR, meeting)
    assert policy.can_sign(OTHER_SUPERVISOR, meeting)


@pytest.mark.parametrize("part", ["lead", "contact"])
def test_nobody_signs_for_a_project_they_lead_or_look_after(part):
    meeting = a_meeting(**{part: SUPERVISOR})
    assert not policy.can_sign(SUPERVISOR, meeting)
    assert policy.can_sign(OTHER_SUPERVISOR, meeting)


def test_without_a_contact_any_cadre_keeps_the_minutes():
    assert policy.can_keep(OTHER_CADRE, a_meeting(contact=None))


@pytest.mark.parametrize("state", [State.CANCELLED, State.TERMINATED, State.ARCHIVED])
def test_nothing_is_decided_about_a_project_that_has_ended(state):
    assert not policy.can_keep(SECRETARY, a_meeting(state=state))
