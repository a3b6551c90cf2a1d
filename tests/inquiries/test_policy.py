"""Who answers what villagers say, case by case."""

import pytest

from govproj.disclosures.models import State
from govproj.inquiries import policy
from govproj.inquiries.models import Complaint, Inquiry, Objection, ObjectionState
from govproj.villages.models import Village
from tests.disclosures.test_policy import (
    CADRE,
    CONTACT,
    COUNTY_INSPECTOR,
    HERE,
    INSPECTOR,
    LEAD,
    SECRETARY,
    SIGNED_ALREADY,
    STRANGERS,
    SUPERVISOR,
    TOWN_ADMIN,
    Role,
    a_notice,
    user,
)

S = ObjectionState
LEADING_CADRE = user(30, Role.CADRE, Role.SUPERVISOR)
EVERYBODY = (LEAD, CONTACT, CADRE, SECRETARY, SUPERVISOR, SIGNED_ALREADY, *STRANGERS)
VILLAGE_OFFICES = {CONTACT.id, CADRE.id, SECRETARY.id}
COMMITTEE = {SUPERVISOR.id, SIGNED_ALREADY.id}
TOWN_OFFICES = {INSPECTOR.id, TOWN_ADMIN.id}


def those_who(rule, thing):
    return {who.id for who in EVERYBODY if rule(who, thing)}


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (S.OPEN, VILLAGE_OFFICES),
        (S.ANSWERED, set()),
        (S.IN_REVIEW, COMMITTEE),
        (S.REVIEWED, set()),
        (S.AT_TOWN, TOWN_OFFICES),
        (S.SETTLED, set()),
    ],
)
def test_each_instance_answers_in_its_turn(state, who):
    assert those_who(policy.can_reply, Objection(state=state, disclosure=a_notice())) == who
    assert those_who(policy.can_read_who, Objection(state=state, disclosure=a_notice())) == who


@pytest.mark.parametrize("state", [S.OPEN, S.IN_REVIEW])
def test_nobody_answers_about_work_they_lead(state):
    objection = Objection(state=state, disclosure=a_notice(lead=LEADING_CADRE))
    assert not policy.can_reply(LEADING_CADRE, objection)


def test_the_contact_does_not_review_an_answer_about_his_own_project():
    both = user(CONTACT.id, Role.CADRE, Role.SUPERVISOR)
    assert not policy.can_reply(both, Objection(state=S.IN_REVIEW, disclosure=a_notice()))


@pytest.mark.parametrize("state", list(State))
def test_village_and_committee_put_down_what_is_said_about_a_public_notice(state):
    notice = a_notice(state=state)
    offices = VILLAGE_OFFICES | COMMITTEE if notice.is_public else set()
    assert those_who(policy.can_take_down, notice) == offices


def test_inquiries_are_the_villages_and_complaints_the_towns():
    village = Village(id=HERE)
    inquiry = Inquiry(village_id=HERE, project=None)
    complaint = Complaint(village_id=HERE)
    assert those_who(policy.can_record_inquiry, village) == VILLAGE_OFFICES | COMMITTEE
    assert those_who(policy.can_answer_inquiry, inquiry) == VILLAGE_OFFICES
    assert those_who(policy.can_record_complaint, village) == TOWN_OFFICES
    assert those_who(policy.can_answer_complaint, complaint) == TOWN_OFFICES
    assert those_who(policy.can_read_complaint, complaint) == TOWN_OFFICES | {COUNTY_INSPECTOR.id}
