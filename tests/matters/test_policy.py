"""Who may do what about a matter, person by person, so that a forgotten one shows."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.matters import policy
from govproj.matters.models import Matter
from govproj.matters.states import State
from govproj.projects.models import Project
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = 1, 2
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])
OWNER, LEAD = 4, 3


def user(id, *roles, village=HERE, **place):
    offices = [Office(role=role, **(place or {"village_id": village})) for role in roles]
    return User(id=id, name=str(id), offices=offices)


VILLAGE = "can_accept can_reply can_hand_over can_change_kind can_write_down_basis can_read_who can_own"
PEOPLE = {
    "nobody": (Anonymous(), ""),
    "villager": (user(1, Role.VILLAGER), ""),
    "Party member": (user(2, Role.PARTY_MEMBER), ""),
    "lead": (user(LEAD, Role.PARTY_MEMBER), "can_own"),
    "owner": (user(OWNER, Role.CADRE), f"{VILLAGE} can_work_on"),
    "another cadre": (user(5, Role.CADRE), VILLAGE),
    "secretary": (user(6, Role.SECRETARY), VILLAGE),
    "supervisor": (user(7, Role.SUPERVISOR), ""),
    "cadre who supervises": (user(8, Role.CADRE, Role.SUPERVISOR), VILLAGE.removesuffix(" can_own")),
    "town inspector": (user(9, Role.TOWN_INSPECTOR, town=TOWN, town_id=1), ""),
    "town office": (user(10, Role.TOWN_ADMIN, town=TOWN, town_id=1), "can_own"),
    "admin": (user(11, Role.ADMIN, village_id=None), ""),
    "neighbour": (user(12, Role.CADRE, Role.SECRETARY, village=ELSEWHERE), ""),
}
RULES = [
    *("can_accept", "can_reply", "can_hand_over", "can_change_kind", "can_write_down_basis"),
    *("can_read_who", "can_own", "can_call"),
    *("can_work_on", "can_publish", "can_follow_up"),
]


def a_matter(state=State.IN_PROGRESS, **kw):
    project = Project(village_id=HERE, lead_id=LEAD)
    return Matter(village_id=HERE, owner_id=OWNER, state=state, project=project, **kw)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_do_what_while_it_is_in_hand(who):
    person, may = PEOPLE[who]
    assert " ".join(rule for rule in RULES if getattr(policy, rule)(person, a_matter())) == may


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("owner", False),
        ("another cadre", True),
        ("secretary", True),
        ("supervisor", False),
        ("town inspector", False),
        ("neighbour", False),
    ],
)
def test_who_asks_whether_it_satisfies(who, may):
    answered = a_matter(State.REPLIED, done_by_id=OWNER)
    assert policy.can_follow_up(PEOPLE[who][0], answered) is may


def test_handing_it_over_afterwards_does_not_let_the_doer_judge():
    answered = a_matter(State.REPLIED, done_by_id=OWNER)
    answered.owner_id = 5
    assert not policy.can_follow_up(PEOPLE["owner"][0], answered)


def test_after_it_is_done_it_stays_with_whoever_did_it():
    done = a_matter(State.DONE)
    assert not policy.can_hand_over(PEOPLE["secretary"][0], done)
    assert not policy.can_write_down_basis(PEOPLE["owner"][0], done)
