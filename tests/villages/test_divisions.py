"""The places a site serves."""

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.villages.models import Town, Village
from tests.factories import a_village, an_admin, last_audit_entry


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def admin(app):
    return an_admin()


def test_the_administrator_adds_a_town_and_a_village(as_, village, admin):
    county = village.town.county
    browser = as_(admin)
    link = browser.open("/divisions").links[f"给{county.name}新增乡镇"]
    browser.open(link).press("保存", {"name": "新镇", "discipline_phone": "0572-5000001"})
    town = db.session.scalars(select(Town).where(Town.name == "新镇")).one()
    assert (town.county_id, town.discipline_phone) == (county.id, "0572-5000001")

    browser.open(browser.open("/divisions").links["给新镇新增村"]).press("保存", {"name": "新村"})
    assert db.session.scalars(select(Village).where(Village.town_id == town.id)).one().name == "新村"
    assert last_audit_entry() == ("villages.village_added", admin.id)
    assert "新村" in browser.open("/divisions").main


def test_names_and_phones_are_corrected(as_, village, admin):
    browser = as_(admin)
    for name, place in (("县", village.town.county), ("镇", village.town), ("村", village)):
        links = browser.open("/divisions").html.select("main a")
        (link,) = (a for a in links if f"修改{place.name}" in (a.text, a.get("aria-label")))
        page = browser.open(link["href"])
        page.press("保存", {"name": f"正确{name}", "discipline_phone": "12388"})
        assert place.name == f"正确{name}"
        assert last_audit_entry() == ("villages.place_changed", admin.id)
    assert village.town.discipline_phone == village.town.county.discipline_phone == "12388"


def test_two_places_side_by_side_have_two_names(as_, village, admin):
    form = as_(admin).open(f"/towns/{village.town_id}/villages/new")
    page = form.press("保存", {"name": "示例村"}, expect=422)
    assert "已经有“示例村”了" in " ".join(page.errors)
    other = a_village("邻村", town=village.town)
    as_(admin).open(f"/villages/{other.id}/edit").press("保存", {"name": "示例村"}, expect=422)
    as_(admin).open(f"/villages/{village.id}/edit").press("保存")  # its own name is no obstacle


def test_the_second_of_two_editors_is_told(as_, village, admin):
    page = as_(admin).open(f"/towns/{village.town_id}/edit")
    as_(an_admin()).open(f"/towns/{village.town_id}/edit").press("保存", {"name": "先改镇"})
    page.press("保存", {"name": "后改镇"}, expect=409)


@pytest.mark.parametrize("name", ["", "  ", "长" * 41])
def test_a_place_needs_a_name(as_, village, admin, name):
    as_(admin).open(f"/towns/{village.town_id}/villages/new").press("保存", {"name": name}, expect=422)


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_however_many_there_are(as_, village, admin, statements, many):
    for _ in range(many):
        a_village()
    browser = as_(admin)
    statements.clear()
    browser.open("/divisions")
    assert len(statements) <= 7
