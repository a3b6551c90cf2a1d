"""Which offices one person cannot hold together, case by case."""

from datetime import date

import pytest

from govproj.accounts import offices
from govproj.accounts.models import Office, Role
from tests.factories import a_party_member, a_town_admin, a_village

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


def test_the_director_is_marked_on_his_office_and_a_committee_has_one(as_):
    village = a_village()
    town, cadre, other = a_town_admin(village.town), a_party_member(village), a_party_member(village)
    facts = {"role": "cadre", "post": "director", "place": f"Village-{village.id}", "since": "2022-01-01"}

    def grant(person, expect=303, **changed):
        form = as_(town).open(f"/users/{person.id}/offices/new")
        return form.press("任职", {**facts, **changed}, expect=expect)

    assert "只有村干部才有这一项" in grant(cadre, 422, role="party_member").main
    grant(cadre)
    assert cadre.is_director_of(village.id)
    assert f"村委会主任现在是{cadre.name}" in grant(other, 422).main
    assert "村委会主任" in as_(town).open(f"/users/{cadre.id}").main
