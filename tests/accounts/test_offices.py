"""Which offices one person cannot hold together, case by case."""

from datetime import date

import pytest

from govproj.accounts import offices
from govproj.accounts.models import Office, Role

HERE, THERE = {"village_id": 1}, {"village_id": 2}
TOWN, COUNTY, SITE = {"town_id": 1}, {"county_id": 1}, {}
SOON = {"since": date(2022, 7, 1)}
PAST = {"until": date(2022, 6, 30)}


def office(role, place, **term):
    return Office(role=Role(role), **place, **term)


@pytest.mark.parametrize(
    ("held", "new", "allowed"),
    [
        (("party_member", HERE), ("supervisor", HERE), True),
        (("party_member", HERE), ("secretary", HERE), True),
        (("secretary", HERE), ("cadre", HERE), True),  # 一肩挑
        (("cadre", HERE), ("supervisor", HERE), False),
        (("secretary", HERE), ("supervisor", HERE), False),
        (("supervisor", HERE), ("cadre", HERE), False),
        (("supervisor", HERE), ("secretary", HERE), False),
        (("supervisor", THERE), ("cadre", HERE), True),
        (("town_inspector", TOWN), ("town_admin", TOWN), False),
        (("town_inspector", TOWN), ("cadre", HERE), False),
        (("cadre", HERE), ("county_inspector", COUNTY), False),
        (("town_inspector", TOWN), ("party_member", HERE), True),
        (("town_inspector", TOWN), ("supervisor", HERE), True),
        (("admin", SITE), ("secretary", HERE), False),
        (("admin", SITE), ("town_admin", TOWN), False),
        (("county_inspector", COUNTY), ("admin", SITE), False),
        (("admin", SITE), ("party_member", HERE), True),
        (("cadre", HERE), ("cadre", HERE), False),
        (("cadre", THERE), ("cadre", HERE), True),
    ],
)
def test_offices_held_together(app, held, new, allowed):
    with app.test_request_context():
        assert (offices.objection([office(*held)], office(*new)) is None) is allowed


@pytest.mark.parametrize(
    ("held", "new", "allowed"),
    [
        (PAST, SOON, True),
        (SOON, PAST, True),
        ({}, SOON, False),
        (PAST, {}, False),
        ({"until": date(2022, 7, 1)}, SOON, False),
    ],
)
def test_what_is_apart_in_time_is_no_conflict(app, held, new, allowed):
    one, other = office("cadre", HERE, **held), office("supervisor", HERE, **new)
    with app.test_request_context():
        assert (offices.objection([one], other) is None) is allowed
