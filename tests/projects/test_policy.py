"""Who may do what to a project, case by case, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.projects import policy
from govproj.projects.models import Project, State
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])
COUNTY = County(id=1, towns=[TOWN])


def user(id, role=None, village=HERE, **place):
    offices = [Office(role=role, **(place or {"village_id": village}))] if role else []
    return User(id=id, name=str(id), offices=offices)


NOBODY = Anonymous()
VILLAGER = user(1, Role.VILLAGER)
MEMBER = user(2, Role.PARTY_MEMBER)
LEAD = user(3, Role.PARTY_MEMBER)
CONTACT = user(4, Role.CADRE)
CADRE = user(5, Role.CADRE)
SECRETARY = user(6, Role.SECRETARY)
SUPERVISOR = user(7, Role.SUPERVISOR)
INSPECTOR = user(8, Role.TOWN_INSPECTOR, town=TOWN, town_id=1)
TOWN_ADMIN = user(9, Role.TOWN_ADMIN, town=TOWN, town_id=1)
COUNTY_INSPECTOR = user(10, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1)
ADMIN = user(11, Role.ADMIN, village_id=None)
NEIGHBOUR_SECRETARY = user(12, Role.SECRETARY, village=ELSEWHERE)

RULES = (
    "can_edit",
    "can_record",
    "can_propose",
    "can_carry_on",
    "can_approve",
    "can_confirm",
    "can_build",
    "can_steer",
)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (NOBODY, ""),
        (VILLAGER, ""),
        (MEMBER, ""),
        (LEAD, "can_build"),
        (CONTACT, "can_edit can_record can_carry_on"),
        (CADRE, "can_edit can_carry_on"),
        (SECRETARY, "can_edit can_record can_propose can_steer"),
        (SUPERVISOR, "can_confirm"),
        (INSPECTOR, ""),
        (TOWN_ADMIN, "can_edit can_approve"),
        (COUNTY_INSPECTOR, ""),
        (ADMIN, ""),
        (NEIGHBOUR_SECRETARY, ""),
    ],
)
def test_who_may(who, may):
    project = Project(
        id=1,
        village_id=HERE,
        village=TOWN.villages[0],
        state=State.DRAFT,
        lead_id=LEAD.id,
        contact_id=CONTACT.id,
    )
    assert {rule for rule in RULES if getattr(policy, rule)(who, project)} == set(may.split())


def test_once_the_town_has_approved_the_draft_is_closed_to_everybody():
    project = Project(village_id=HERE, village=TOWN.villages[0], state=State.INITIATED)
    assert not [who for who in (SECRETARY, CADRE, TOWN_ADMIN) if policy.can_edit(who, project)]


def test_a_supervisor_does_not_confirm_a_project_they_lead_or_look_after():
    led = Project(village_id=HERE, lead_id=SUPERVISOR.id)
    looked_after = Project(village_id=HERE, contact_id=SUPERVISOR.id)
    assert not policy.can_confirm(SUPERVISOR, led)
    assert not policy.can_confirm(SUPERVISOR, looked_after)


def test_without_a_lead_the_contact_cadre_reports_the_start():
    assert policy.can_build(CONTACT, Project(village_id=HERE, contact_id=CONTACT.id))
    assert not policy.can_build(NOBODY, Project(village_id=HERE))
