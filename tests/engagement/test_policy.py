"""Who may do what, person by person, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.engagement import policy
from govproj.engagement.models import Activity, Agreement, JointTeam, LeadDeclaration
from govproj.projects.models import Project, State
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
VILLAGE = Village(id=HERE)
TOWN = Town(id=1, county=County(id=1), villages=[VILLAGE])
COUNTY = County(id=1, towns=[TOWN])


def user(id, *roles, village=HERE, **place):
    offices = [Office(role=role, **(place or {"village_id": village})) for role in roles]
    return User(id=id, name=str(id), offices=offices)


def town_offices(*roles):
    return [Office(role=role, town=TOWN, town_id=1) for role in roles]


LEAD = user(3, Role.PARTY_MEMBER)
SECRETARY = user(6, Role.SECRETARY)
SECRETARY_OF_BOTH = User(
    id=13, name="13", offices=[Office(role=Role.SECRETARY, village_id=HERE), *town_offices(Role.TOWN_ADMIN)]
)
FORMER_SECRETARY = User(id=14, name="14", offices=town_offices(Role.TOWN_ADMIN))
DECLARE, RECORD, JUDGE, NAMES = (
    "can_declare can_carry",
    "can_record can_record_in",
    "can_judge",
    "can_read_names",
)
EVERYBODY = {
    Anonymous(): "",
    user(1, Role.VILLAGER): "",
    user(2, Role.PARTY_MEMBER): "",
    LEAD: f"can_record {NAMES}",
    user(5, Role.CADRE): f"{RECORD} {NAMES}",
    SECRETARY: f"{DECLARE} {RECORD} {NAMES}",
    user(7, Role.SUPERVISOR): NAMES,
    user(8, Role.TOWN_INSPECTOR, town=TOWN, town_id=1): NAMES,
    user(9, Role.TOWN_ADMIN, town=TOWN, town_id=1): f"{JUDGE} {NAMES}",
    user(10, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1): NAMES,
    user(11, Role.ADMIN, village_id=None): "",
    user(12, Role.SECRETARY, Role.CADRE, village=ELSEWHERE): "",
    SECRETARY_OF_BOTH: f"{DECLARE} {RECORD} {NAMES}",
}


def the_rights_of(who) -> set[str]:
    project = Project(village_id=HERE, lead_id=LEAD.id, state=State.BUILDING)
    declaration = LeadDeclaration(village_id=HERE, secretary_id=SECRETARY.id)
    things = {
        "can_declare": VILLAGE,
        "can_carry": declaration,
        "can_judge": declaration,
        "can_record": project,
        "can_record_in": VILLAGE,
        "can_read_names": project,
    }
    return {rule for rule, thing in things.items() if getattr(policy, rule)(who, thing)}


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: f"{who.id}")
def test_who_may_do_what(who):
    assert the_rights_of(who) == set(EVERYBODY[who].split())


def test_nobody_judges_what_he_declared_even_from_another_office():
    declaration = LeadDeclaration(village_id=HERE, secretary_id=FORMER_SECRETARY.id)
    assert not policy.can_judge(FORMER_SECRETARY, declaration)


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: f"{who.id}")
def test_what_belongs_to_a_project_is_changed_by_whoever_records_it(who):
    project = Project(village_id=HERE, lead_id=LEAD.id, state=State.BUILDING)
    expected = policy.can_record(who, project)
    assert policy.can_change(who, Activity(village=VILLAGE, project=project)) == expected
    assert policy.can_run(who, JointTeam(project=project)) == expected
    assert policy.can_end(who, Agreement(project=project)) == expected
    assert policy.can_change(who, Activity(village=VILLAGE)) == policy.can_record_in(who, VILLAGE)


def test_a_project_that_is_not_published_has_no_records_yet():
    plan = Project(village_id=HERE, lead_id=LEAD.id, state=State.DRAFT)
    assert not policy.can_record(SECRETARY, plan)
