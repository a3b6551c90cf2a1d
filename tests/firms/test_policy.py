"""Who may do what to the register, case by case."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.firms import policy
from govproj.villages.models import County, Town, Village

HERE, ELSEWHERE = Village(id=1), Village(id=2)
TOWN = Town(id=1, county=County(id=1), villages=[HERE])
COUNTY = County(id=1, towns=[TOWN])


def user(role, **place):
    return User(id=1, offices=[Office(role=role, **(place or {"village_id": 1}))])


@pytest.mark.parametrize(
    ("who", "lists", "reads_people", "adds", "keeps", "compares"),
    [
        (Anonymous(), False, False, False, False, False),
        (user(Role.VILLAGER), False, False, False, False, False),
        (user(Role.PARTY_MEMBER), False, False, False, False, False),
        (user(Role.CADRE), True, False, True, False, False),
        (user(Role.SECRETARY), True, False, True, False, False),
        (user(Role.SUPERVISOR), True, True, False, False, True),
        (user(Role.TOWN_INSPECTOR, town=TOWN, town_id=1), True, True, False, False, True),
        (user(Role.TOWN_ADMIN, town=TOWN, town_id=1), True, True, True, True, False),
        (user(Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1), True, True, False, False, True),
        (user(Role.ADMIN, village_id=None), False, False, False, False, False),
    ],
)
def test_who_does_what(who, lists, reads_people, adds, keeps, compares):
    assert policy.can_list(who) is lists
    assert policy.can_read_people(who) is reads_people
    assert policy.can_add(who) is adds
    assert policy.can_keep(who) is keeps
    assert policy.can_compare(who, HERE) is compares
    assert not policy.can_compare(who, ELSEWHERE)
