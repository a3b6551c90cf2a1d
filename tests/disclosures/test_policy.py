"""Who may do what to a monthly notice, case by case, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.disclosures import policy
from govproj.disclosures.models import Disclosure, NoticeSignature, State
from govproj.projects.models import Project
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])
COUNTY = County(id=1, towns=[TOWN])


def user(id, *roles, village=HERE, **place):
    return User(
        id=id,
        name=str(id),
        offices=[Office(role=role, **(place or {"village_id": village})) for role in roles],
    )


NOBODY = Anonymous()
VILLAGER = user(1, Role.VILLAGER)
MEMBER = user(2, Role.PARTY_MEMBER)
LEAD = user(3, Role.PARTY_MEMBER)
CONTACT = user(4, Role.CADRE)
CADRE = user(5, Role.CADRE)
SECRETARY = user(6, Role.SECRETARY)
SUPERVISOR = user(7, Role.SUPERVISOR)
SIGNED_ALREADY = user(8, Role.SUPERVISOR)
INSPECTOR = user(9, Role.TOWN_INSPECTOR, town=TOWN, town_id=1)
TOWN_ADMIN = user(10, Role.TOWN_ADMIN, town=TOWN, town_id=1)
COUNTY_INSPECTOR = user(11, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1)
ADMIN = user(12, Role.ADMIN, village_id=None)
NEIGHBOURS = user(13, Role.SECRETARY, Role.CADRE, Role.SUPERVISOR, village=ELSEWHERE)
STRANGERS = (NOBODY, VILLAGER, MEMBER, INSPECTOR, TOWN_ADMIN, COUNTY_INSPECTOR, ADMIN, NEIGHBOURS)

CHAIN = ("write", "review", "sign", "publish")


def a_notice(lead=LEAD, state=State.SUBMITTED, drafted_by=None):
    project = Project(village_id=HERE, lead_id=lead and lead.id, contact_id=CONTACT.id)
    writer = drafted_by or lead or CONTACT
    signatures = [NoticeSignature(user_id=SIGNED_ALREADY.id)]
    return Disclosure(project=project, state=state, drafted_by_id=writer.id, signatures=signatures)


def may(who, notice):
    return " ".join(verb for verb in CHAIN if getattr(policy, f"can_{verb}")(who, notice))


@pytest.mark.parametrize(
    ("who", "led", "without_a_lead"),
    [
        (LEAD, "write", ""),
        (CONTACT, "review publish", "write publish"),
        (CADRE, "review publish", "publish"),
        (SECRETARY, "publish", "review publish"),
        (SUPERVISOR, "sign", "sign"),
        (SIGNED_ALREADY, "", ""),
        *((stranger, "", "") for stranger in STRANGERS),
    ],
    ids=lambda value: f"user {value.id}" if hasattr(value, "id") else None,
)
def test_who_takes_which_step(who, led, without_a_lead):
    assert may(who, a_notice()) == led
    assert may(who, a_notice(lead=None)) == without_a_lead


def test_a_cadre_who_leads_the_project_does_not_review_it():
    leading = user(20, Role.PARTY_MEMBER, Role.CADRE)
    assert may(leading, a_notice(lead=leading)) == "write publish"


def test_a_supervisor_signs_nothing_of_their_own():
    leading = user(21, Role.PARTY_MEMBER, Role.SUPERVISOR)
    wrote_it = user(22, Role.SUPERVISOR)
    assert may(leading, a_notice(lead=leading)) == "write"
    assert may(wrote_it, a_notice(drafted_by=wrote_it)) == ""
    in_charge = a_notice()
    in_charge.project.contact_id = SUPERVISOR.id
    assert may(SUPERVISOR, in_charge) == ""


def test_who_wrote_it_does_not_review_it_even_after_the_lead_has_changed():
    assert may(CADRE, a_notice(drafted_by=CADRE)) == "publish"


@pytest.mark.parametrize(
    ("state", "who_may_refuse"),
    [
        (State.DRAFT, set()),
        (State.RETURNED, set()),
        (State.SUBMITTED, {CONTACT.id, CADRE.id}),
        (State.VILLAGE_REVIEWED, {SUPERVISOR.id}),
        (State.SUPERVISION_PASSED, {CONTACT.id, CADRE.id, SECRETARY.id}),
        (State.PUBLISHED, set()),
        (State.CORRECTED, set()),
        (State.ARCHIVED, set()),
    ],
)
def test_whoever_would_have_to_take_the_next_step_may_send_it_back(state, who_may_refuse):
    people = (LEAD, CONTACT, CADRE, SECRETARY, SUPERVISOR, SIGNED_ALREADY, *STRANGERS)
    assert {who.id for who in people if policy.can_send_back(who, a_notice(state=state))} == who_may_refuse


@pytest.mark.parametrize("state", list(State))
def test_only_the_village_corrects_and_shows_what_hangs_out(state):
    people = (LEAD, CONTACT, CADRE, SECRETARY, SUPERVISOR, *STRANGERS)
    village = {CONTACT.id, CADRE.id, SECRETARY.id}
    notice = a_notice(state=state)
    correcting = {who.id for who in people if policy.can_correct(who, notice)}
    hanging = {who.id for who in people if policy.can_hang_out(who, notice)}
    assert correcting == (village if state is State.PUBLISHED else set())
    assert hanging == (village if notice.is_public else set())
