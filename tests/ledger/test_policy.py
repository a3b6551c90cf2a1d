"""Who may do what with a project's money, case by case, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Post, Role, User
from govproj.ledger import policy
from govproj.ledger.models import ChangeOrder, Payment
from govproj.ledger.states import PaymentState
from govproj.projects.models import Project, State
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])
COUNTY = County(id=1, towns=[TOWN])


def user(id, role=None, village=HERE, post=None, **place):
    offices = [Office(role=role, post=post, **(place or {"village_id": village}))] if role else []
    return User(id=id, name=str(id), offices=offices)


NOBODY = Anonymous()
VILLAGER, MEMBER = user(1, Role.VILLAGER), user(2, Role.PARTY_MEMBER)
LEAD, CONTACT, CADRE = user(3, Role.PARTY_MEMBER), user(4, Role.CADRE), user(5, Role.CADRE)
DIRECTOR, SECRETARY = user(6, Role.CADRE, post=Post.DIRECTOR), user(7, Role.SECRETARY)
SUPERVISOR, SUPERVISOR_WHO_LEADS = user(8, Role.SUPERVISOR), user(9, Role.SUPERVISOR)
INSPECTOR = user(10, Role.TOWN_INSPECTOR, town=TOWN, town_id=1)
TOWN_ADMIN = user(11, Role.TOWN_ADMIN, town=TOWN, town_id=1)
COUNTY_INSPECTOR = user(12, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1)
ADMIN = user(13, Role.ADMIN, village_id=None)
NEIGHBOUR = user(14, Role.SECRETARY, village=ELSEWHERE)
CHAIN = ["director", "supervision", "town", "secretary"]


def project(lead=LEAD):
    return Project(
        id=1,
        village_id=HERE,
        village=TOWN.villages[0],
        state=State.BUILDING,
        lead_id=lead.id,
        contact_id=CONTACT.id,
    )


def payment(signed=0, lead=LEAD):
    return Payment(
        project=project(lead),
        village_id=HERE,
        chain=CHAIN,
        signed_seats=signed,
        round=1,
        state=PaymentState.SIGNING,
        applied_by_id=CONTACT.id,
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (NOBODY, ""),
        (VILLAGER, ""),
        (MEMBER, ""),
        (LEAD, "can_read_all"),
        (CONTACT, "can_read_all can_keep can_apply"),
        (CADRE, "can_read_all can_keep can_apply"),
        (DIRECTOR, "can_read_all can_keep can_apply"),
        (SECRETARY, "can_read_all"),
        (SUPERVISOR, "can_read_all"),
        (INSPECTOR, "can_read_all"),
        (TOWN_ADMIN, "can_read_all can_keep"),
        (COUNTY_INSPECTOR, "can_read_all"),
        (ADMIN, ""),
        (NEIGHBOUR, ""),
    ],
)
def test_who_may_do_what_to_a_project_s_money(who, may):
    rules = ("can_read_all", "can_keep", "can_apply")
    assert {rule for rule in rules if getattr(policy, rule)(who, project())} == set(may.split())


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (LEAD, ""),
        (CONTACT, "can_change_application"),
        (CADRE, ""),
        (DIRECTOR, "can_take_part can_return can_sign"),
        (SECRETARY, "can_take_part can_return"),
        (SUPERVISOR, "can_take_part can_return"),
        (INSPECTOR, ""),
        (TOWN_ADMIN, "can_take_part can_return can_file"),
        (COUNTY_INSPECTOR, ""),
        (ADMIN, ""),
        (NEIGHBOUR, ""),
    ],
)
def test_who_may_do_what_to_a_payment_nobody_has_signed(who, may):
    rules = ("can_take_part", "can_return", "can_sign", "can_file", "can_change_application")
    assert {rule for rule in rules if getattr(policy, rule)(who, payment())} == set(may.split())


@pytest.mark.parametrize(
    ("signed", "whose_turn"), [(0, DIRECTOR), (1, SUPERVISOR), (2, TOWN_ADMIN), (3, SECRETARY), (4, None)]
)
def test_one_seat_at_a_time(signed, whose_turn):
    everybody = (DIRECTOR, SUPERVISOR, TOWN_ADMIN, SECRETARY, CONTACT, CADRE, INSPECTOR, NEIGHBOUR)
    allowed = [who for who in everybody if policy.can_sign(who, payment(signed))]
    assert allowed == ([whose_turn] if whose_turn else [])


def test_whoever_leads_the_project_takes_no_part_in_its_payments():
    assert not policy.can_take_part(SUPERVISOR_WHO_LEADS, payment(1, lead=SUPERVISOR_WHO_LEADS))
    assert not policy.can_sign(SUPERVISOR_WHO_LEADS, payment(1, lead=SUPERVISOR_WHO_LEADS))


@pytest.mark.parametrize(
    ("needs_town", "requested_by", "decides"),
    [
        (False, CONTACT, [SECRETARY]),
        (True, CONTACT, [TOWN_ADMIN]),
        (False, SECRETARY, []),
        (True, TOWN_ADMIN, []),
    ],
)
def test_the_amount_says_who_decides_a_change_and_nobody_decides_his_own(needs_town, requested_by, decides):
    change = ChangeOrder(project=project(), needs_town=needs_town, requested_by_id=requested_by.id)
    everybody = (LEAD, CONTACT, DIRECTOR, SECRETARY, SUPERVISOR, INSPECTOR, TOWN_ADMIN, NEIGHBOUR)
    assert [who for who in everybody if policy.can_decide_change(who, change)] == decides
