"""Who may do what about supervision, person by person, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.inspections import policy
from govproj.inspections.models import (
    Check,
    InspectionPoint,
    InspectionTask,
    Problem,
    Report,
    SupervisionPlan,
)
from govproj.inspections.states import CheckKind
from govproj.projects.models import Project
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])
COUNTY = County(id=1, towns=[TOWN])


def user(id, *roles, village=HERE, **place):
    offices = [Office(role=role, **(place or {"village_id": village})) for role in roles]
    return User(id=id, name=str(id), offices=offices)


NOBODY = Anonymous()
VILLAGER = user(1, Role.VILLAGER)
LEAD = user(3, Role.PARTY_MEMBER)
CONTACT = user(4, Role.CADRE)
CADRE = user(5, Role.CADRE)
SECRETARY = user(6, Role.SECRETARY)
SUPERVISOR = user(7, Role.SUPERVISOR)
INSPECTOR = user(8, Role.TOWN_INSPECTOR, town=TOWN, town_id=1)
TOWN_ADMIN = user(9, Role.TOWN_ADMIN, town=TOWN, town_id=1)
COUNTY_INSPECTOR = user(10, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1)
ADMIN = user(11, Role.ADMIN, village_id=None)
NEIGHBOUR = user(12, Role.SUPERVISOR, Role.SECRETARY, village=ELSEWHERE)
CADRE_WHO_SUPERVISES = user(14, Role.CADRE, Role.SUPERVISOR)


def a_project(lead=LEAD, contact=CONTACT):
    return Project(village_id=HERE, lead_id=lead.id, contact_id=contact and contact.id)


def may(who, **kw) -> str:
    """The names of the rules that let this person."""
    project = a_project(**kw)
    village = Village(id=HERE)
    plan = SupervisionPlan(project=project)
    weekly, monthly = (Check(project=project, village_id=HERE, kind=kind) for kind in CheckKind)
    report = Report(check=weekly, project=project)
    task = InspectionTask(village=village, inspector_id=who.id, points=[InspectionPoint(project=project)])
    answers = {
        "draft": policy.can_draft_plan(who, project) and policy.can_draft(who, plan),
        "approve": policy.can_approve(who, plan),
        "week": policy.can_check(who, weekly),
        "month": policy.can_check(who, monthly),
        "cosign": policy.can_cosign(who, report),
        "solve": policy.can_solve(who, Problem(project=project, village_id=HERE)),
        "order": policy.can_order(who, village),
        "seal": policy.can_order_sealed(who, village),
        "go": who.id > 0 and policy.can_carry_out(who, task),
    }
    return " ".join(name for name, yes in answers.items() if yes)


@pytest.mark.parametrize(
    ("who", "rules"),
    [
        (NOBODY, ""),
        (VILLAGER, "go"),
        (LEAD, "cosign solve"),
        (CONTACT, "week solve"),
        (CADRE, "solve go"),
        (SECRETARY, "solve go"),
        (SUPERVISOR, "draft month order go"),
        (INSPECTOR, "approve order seal go"),
        (TOWN_ADMIN, "go"),
        (COUNTY_INSPECTOR, "order seal go"),
        (ADMIN, "go"),
        (NEIGHBOUR, "go"),
        (CADRE_WHO_SUPERVISES, "draft month solve go"),
    ],
    ids=lambda value: str(getattr(value, "id", "")),
)
def test_who_may_do_what(who, rules):
    """`go` is true for whoever was sent; who may be sent is asked when the order is given."""
    assert may(who) == rules


@pytest.mark.parametrize(
    ("who", "lost"),
    [(SUPERVISOR, {"draft", "month", "go"}), (INSPECTOR, {"approve", "go"}), (COUNTY_INSPECTOR, {"go"})],
    ids=["supervisor", "town inspector", "county inspector"],
)
@pytest.mark.parametrize("as_what", ["lead", "contact"])
def test_nobody_supervises_what_they_lead_or_look_after(who, lost, as_what):
    own = set(may(who, **{as_what: who}).split())
    assert set(may(who).split()) - own == lost


def test_where_no_contact_is_named_any_cadre_goes():
    assert "week" in may(CADRE, contact=None)
    assert "week" not in may(SECRETARY, contact=None)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SUPERVISOR, Role.CADRE])
def test_an_inspector_with_an_office_in_the_village_is_no_outsider(role):
    both = User(
        id=20,
        name="both",
        offices=[
            Office(role=Role.TOWN_INSPECTOR, town=TOWN, town_id=1),
            Office(role=role, village_id=HERE),
        ],
    )
    assert not policy.can_order_sealed(both, Village(id=HERE))


def test_a_monthly_report_needs_no_second_hand_of_the_lead():
    report = Report(check=Check(kind=CheckKind.MONTHLY), project=a_project())
    assert not policy.can_cosign(LEAD, report)
    assert not policy.can_cosign(LEAD, Report(task=InspectionTask(), project=a_project()))
