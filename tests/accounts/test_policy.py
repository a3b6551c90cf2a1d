"""Who may do what to accounts, case by case, so that a forgotten one shows."""

import pytest

from govproj.accounts import policy
from govproj.accounts.models import VILLAGE_ROLES, Anonymous, DeclaredRelative, Office, Role, User
from govproj.villages.models import County, Town, Village

HERE = 1
TOWN = Town(id=1, county=County(id=1), villages=[Village(id=HERE)])
COUNTY = County(id=1, towns=[TOWN])


def user(id, role, **place):
    return User(id=id, offices=[Office(role=role, **(place or {"village_id": HERE}))])


TOWN_ADMIN = user(7, Role.TOWN_ADMIN, town=TOWN, town_id=1)
ADMIN = user(9, Role.ADMIN, village_id=None)
SOMEBODY = user(20, Role.PARTY_MEMBER)


@pytest.mark.parametrize(
    ("who", "keeps", "declares"),
    [
        (Anonymous(), False, False),
        (user(1, Role.VILLAGER), False, False),
        (user(2, Role.PARTY_MEMBER), False, True),
        (user(3, Role.CADRE), False, True),
        (user(4, Role.SECRETARY), False, True),
        (user(5, Role.SUPERVISOR), False, True),
        (user(6, Role.TOWN_INSPECTOR, town=TOWN, town_id=1), False, False),
        (TOWN_ADMIN, True, False),
        (user(8, Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1), False, False),
        (ADMIN, True, False),
    ],
)
def test_who_keeps_accounts_and_who_declares(who, keeps, declares):
    assert policy.can_manage_users(who) is keeps
    assert policy.can_manage(who, SOMEBODY) is keeps
    assert policy.can_end(who, SOMEBODY.offices[0]) is keeps
    assert policy.can_declare(who) is declares


@pytest.mark.parametrize("who", [TOWN_ADMIN, ADMIN])
def test_nobody_changes_his_own_account(who):
    assert not policy.can_manage(who, who)
    assert not policy.can_end(who, who.offices[0])


def test_a_declaration_is_withdrawn_by_whoever_made_it():
    own, other = DeclaredRelative(user_id=20), DeclaredRelative(user_id=21)
    assert policy.can_end_declaration(SOMEBODY, own)
    assert not policy.can_end_declaration(SOMEBODY, other)


@pytest.mark.parametrize("role", list(Role))
def test_which_offices_may_be_given(role):
    assert role in policy.grantable_roles(ADMIN)
    assert (role in policy.grantable_roles(TOWN_ADMIN)) is (role in VILLAGE_ROLES)
