"""Who may do what about a case, person by person, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.projects.models import Project
from govproj.rectifications import policy
from govproj.rectifications.models import Rectification, RectificationAct, RectificationTurn
from govproj.rectifications.states import ActKind, Level, Seat, State
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
OTHER_SUPERVISOR = user(17, Role.SUPERVISOR)
INSPECTOR = user(8, Role.TOWN_INSPECTOR, town=TOWN, town_id=1)
TOWN_ADMIN = user(9, Role.TOWN_ADMIN, town=TOWN, town_id=1)
COUNTY_INSPECTOR = user(10, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1)
ADMIN = user(11, Role.ADMIN, village_id=None)
NEIGHBOUR = user(12, Role.SUPERVISOR, Role.SECRETARY, village=ELSEWHERE)
SUPERVISOR_WHO_LEADS = user(13, Role.SUPERVISOR, Role.PARTY_MEMBER)
CADRE_WHO_SUPERVISES = user(14, Role.CADRE, Role.SUPERVISOR)

RULES = ("can_assign", "can_be_responsible", "can_carry_out", "can_verify", "can_close", "can_look_back")
JUDGE = "can_verify can_close can_look_back"
EVERYBODY = {
    NOBODY: ("", ""),
    VILLAGER: ("", ""),
    LEAD: ("can_be_responsible", "can_be_responsible"),
    CONTACT: ("can_be_responsible", "can_be_responsible"),
    CADRE: ("can_be_responsible can_carry_out", "can_be_responsible can_carry_out"),
    SECRETARY: ("can_assign can_be_responsible", "can_be_responsible"),
    SUPERVISOR: (JUDGE, "can_verify can_look_back"),
    INSPECTOR: (f"can_assign {JUDGE}", f"can_assign {JUDGE}"),
    TOWN_ADMIN: ("can_be_responsible", "can_be_responsible"),
    COUNTY_INSPECTOR: (f"can_assign {JUDGE}", f"can_assign {JUDGE}"),
    ADMIN: ("", ""),
    NEIGHBOUR: ("", ""),
    CADRE_WHO_SUPERVISES: (JUDGE, "can_verify can_look_back"),
}


def a_case(level=Level.MINOR, responsible=CADRE, lead=LEAD, acts=()):
    return Rectification(
        village_id=HERE,
        level=level,
        state=State.SUBMITTED,
        turn_number=1,
        project=Project(village_id=HERE, lead_id=lead.id, contact_id=CONTACT.id),
        turns=[RectificationTurn(number=1, responsible_id=responsible.id, hand_ins=1, assigned_as="")],
        acts=list(acts),
    )


def an_act(kind, by, seat=None, turn=1):
    return RectificationAct(kind=kind, by_id=by.id, seat=seat, turn_number=turn, hand_in=1)


@pytest.mark.parametrize(("column", "level"), [(0, Level.MINOR), (1, Level.MAJOR)])
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: f"{who.id}")
def test_who_may_do_what(who, column, level):
    case = a_case(level)
    assert " ".join(rule for rule in RULES if getattr(policy, rule)(who, case)) == EVERYBODY[who][column]


@pytest.mark.parametrize("rule", ["can_judge", "can_verify", "can_close", "can_look_back"])
@pytest.mark.parametrize(
    "case",
    [
        a_case(responsible=SUPERVISOR),
        a_case(acts=[an_act(ActKind.NOTED, SUPERVISOR)]),
        a_case(acts=[an_act(ActKind.SUBMITTED, SUPERVISOR, turn=0)]),
        a_case(lead=SUPERVISOR),
    ],
    ids=["responsible", "wrote of the work", "handed in an earlier turn", "leads the project"],
)
def test_whoever_had_a_hand_in_the_work_never_judges_it(rule, case):
    assert not getattr(policy, rule)(SUPERVISOR, case)
    assert getattr(policy, rule)(OTHER_SUPERVISOR, case)


def test_those_who_verified_do_not_look_back():
    case = a_case(acts=[an_act(ActKind.VERIFIED, SUPERVISOR, Seat.SUPERVISOR)])

    assert not policy.can_look_back(SUPERVISOR, case)
    assert policy.can_look_back(OTHER_SUPERVISOR, case)


def test_two_of_one_body_are_not_two_bodies():
    case = a_case(Level.SEVERE, acts=[an_act(ActKind.VERIFIED, SUPERVISOR, Seat.SUPERVISOR)])

    assert not policy.can_verify(SUPERVISOR, case)
    assert not policy.can_verify(OTHER_SUPERVISOR, case)
    assert policy.can_verify(INSPECTOR, case)


@pytest.mark.parametrize(
    ("assigned_as", "who", "may"),
    [
        ("secretary", SECRETARY, False),
        ("secretary", SUPERVISOR, False),
        ("secretary", INSPECTOR, True),
        ("secretary", COUNTY_INSPECTOR, True),
        ("town_inspector", INSPECTOR, False),
        ("town_inspector", COUNTY_INSPECTOR, True),
    ],
)
def test_more_time_is_given_one_level_up(assigned_as, who, may):
    case = a_case()
    case.turn.assigned_as = assigned_as
    assert policy.can_answer_extension(who, case) is may


@pytest.mark.parametrize("who", [SUPERVISOR, INSPECTOR, COUNTY_INSPECTOR])
def test_those_who_supervise_write_down_what_they_find(who):
    assert policy.can_find(who, Village(id=HERE))
    assert not policy.can_find(who, Village(id=ELSEWHERE))


@pytest.mark.parametrize("who", [NOBODY, VILLAGER, LEAD, CADRE, SECRETARY, TOWN_ADMIN, ADMIN])
def test_those_who_run_the_village_do_not(who):
    assert not policy.can_find(who, Village(id=HERE))
