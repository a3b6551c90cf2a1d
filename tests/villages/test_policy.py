"""Who keeps the facts about villages, case by case."""

import pytest

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.villages import policy
from govproj.villages.models import County, Resident, Town, Village

HERE, ELSEWHERE = Village(id=1), Village(id=2)
TOWN = Town(id=1, county=County(id=1), villages=[HERE])
COUNTY = County(id=1, towns=[TOWN])


def user(role, **place):
    return User(id=1, offices=[Office(role=role, **(place or {"village_id": 1}))])


@pytest.mark.parametrize(
    ("who", "settings", "names", "places"),
    [
        (Anonymous(), False, False, False),
        (user(Role.VILLAGER), False, False, False),
        (user(Role.PARTY_MEMBER), False, False, False),
        (user(Role.CADRE), False, True, False),
        (user(Role.SECRETARY), True, True, False),
        (user(Role.SUPERVISOR), False, False, False),
        (user(Role.TOWN_INSPECTOR, town=TOWN, town_id=1), False, False, False),
        (user(Role.TOWN_ADMIN, town=TOWN, town_id=1), True, True, False),
        (user(Role.COUNTY_INSPECTOR, county=COUNTY, county_id=1), False, False, False),
        (user(Role.ADMIN, village_id=None), False, False, True),
    ],
)
def test_who_keeps_what(who, settings, names, places):
    assert policy.can_change_settings(who, HERE) is settings
    assert policy.can_keep_roster(who, HERE) is names
    assert policy.can_change_resident(who, Resident(village=HERE)) is names
    assert policy.can_divide(who) is places
    assert not policy.can_change_settings(who, ELSEWHERE)
    assert not policy.can_keep_roster(who, ELSEWHERE)
