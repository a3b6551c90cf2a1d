"""Who may do what about a filing, person by person, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.filings import policy
from govproj.filings.models import Filing
from govproj.filings.states import State
from govproj.projects.models import Project
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])


def user(id, *roles, village=HERE, **place):
    offices = [Office(role=role, **(place or {"village_id": village})) for role in roles]
    return User(id=id, name=str(id), offices=offices)


OFFICE_AND_FILER = User(
    id=20,
    offices=[
        Office(role=Role.CADRE, village_id=HERE),
        Office(role=Role.TOWN_ADMIN, town=TOWN, town_id=1),
    ],
)
LEAD_WHO_SUPERVISES = user(13, Role.SUPERVISOR)
CONTACT_WHO_SUPERVISES = user(14, Role.SUPERVISOR)
PEOPLE = {
    "nobody": (Anonymous(), ""),
    "villager": (user(1, Role.VILLAGER), ""),
    "filer": (user(4, Role.CADRE), "can_change can_withdraw"),
    "another cadre": (user(5, Role.CADRE), ""),
    "secretary": (user(6, Role.SECRETARY), ""),
    "supervisor": (user(7, Role.SUPERVISOR), "can_inspect can_stop"),
    "town inspector": (user(8, Role.TOWN_INSPECTOR, town=TOWN, town_id=1), "can_inspect can_stop"),
    "town office": (user(9, Role.TOWN_ADMIN, town=TOWN, town_id=1), "can_decide can_stop can_close"),
    "admin": (user(11, Role.ADMIN, village_id=None), ""),
    "neighbour": (user(12, Role.SUPERVISOR, Role.CADRE, village=ELSEWHERE), ""),
    "lead who supervises": (LEAD_WHO_SUPERVISES, ""),
    "contact who supervises": (CONTACT_WHO_SUPERVISES, ""),
}
RULES = ("can_change", "can_decide", "can_inspect", "can_stop", "can_withdraw", "can_close")


def a_filing(filed_by=4, state=State.SUBMITTED):
    project = Project(village_id=HERE, lead_id=13, contact_id=14)
    return Filing(village_id=HERE, filed_by_id=filed_by, state=state, project=project)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_do_what(who):
    person, may = PEOPLE[who]
    filing = a_filing()
    assert " ".join(rule for rule in RULES if getattr(policy, rule)(person, filing)) == may


def test_one_person_in_two_offices_decides_on_no_filing_of_the_village_they_work_in():
    for filing in (a_filing(filed_by=20), a_filing(filed_by=4)):
        assert not policy.can_decide(OFFICE_AND_FILER, filing)


def test_one_person_in_two_offices_does_not_decide_on_what_they_filed():
    filing = a_filing(filed_by=20)
    assert [rule for rule in RULES if getattr(policy, rule)(OFFICE_AND_FILER, filing)] == [
        "can_change",
        "can_withdraw",
    ]


@pytest.mark.parametrize("state", [State.APPROVED, State.STOPPED, State.WITHDRAWN, State.CLOSED])
def test_what_was_decided_on_is_not_changed(state):
    assert not policy.can_change(PEOPLE["filer"][0], a_filing(state=state))


def test_cadres_file_for_the_village_and_a_lead_for_the_project():
    village, project = Village(id=HERE), Project(village_id=HERE, lead_id=13, contact_id=14)
    assert policy.can_file(PEOPLE["secretary"][0], village)
    assert not policy.can_file(LEAD_WHO_SUPERVISES, village)
    assert policy.can_file_for(LEAD_WHO_SUPERVISES, project)
    assert not policy.can_file_for(PEOPLE["neighbour"][0], project)
    assert not policy.can_record_complaint(PEOPLE["neighbour"][0], village)
    assert not policy.can_record_complaint(PEOPLE["villager"][0], village)
