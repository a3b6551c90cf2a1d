"""People in office of a village, and what they declared, for those who may know."""

from datetime import date

import pytest

from govproj.accounts.models import Anonymous, DeclaredRelative, Office, Role
from govproj.accounts.policy import can_read_people, can_read_relatives
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_party_member,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    a_villager,
    an_admin,
    saved,
    somebody,
)


@pytest.fixture
def village(app):
    return a_village("示例村")


def test_posts_stand_in_order_with_their_terms(as_, village):
    a_party_member(village, name="示例党")
    a_cadre(village, name="示例干")
    a_supervisor(village, name="示例监")
    secretary = a_secretary(village, name="示例书")
    a_villager(village, name="示例民")
    past = Office(role=Role.CADRE, village_id=village.id, since=date(2018, 1, 1), until=date(2020, 12, 31))
    somebody(past, name="示例旧")
    page = as_(secretary).open(f"/villages/{village.id}/people")
    assert [row.split()[0] for row in page.rows()] == ["示例监", "示例书", "示例干", "示例党"]
    old = as_(secretary).open(page.links["看以前任职的人"])
    assert old.rows() == ["示例旧 村干部 2018年1月1日 2020年12月31日"]


def test_relatives_are_for_those_who_check_conflicts(as_, village):
    cadre = a_cadre(village)
    saved(DeclaredRelative(user=cadre, name="示例梅", relation="姐妹", phone="13800138000"))
    url, town = f"/villages/{village.id}/people/{cadre.id}", village.town
    for reader in (a_supervisor(village), a_town_inspector(town), a_county_inspector(town.county)):
        shown = as_(reader).open(url).main
        assert "示例梅" in shown
        assert "13800138000" in shown
    for reader in (cadre, a_secretary(village), a_town_admin(town)):
        shown = as_(reader).open(url).main
        assert "示例梅" not in shown
        assert "只有本人" in shown


def test_a_relatives_phone_is_declared_by_oneself(as_, village):
    cadre = a_cadre(village)
    form = {"name": "示例梅", "relation": "兄弟姐妹", "phone": "138 0013 8000"}
    page = as_(cadre).open("/account/relatives/new")
    assert "138 0013 8000" in page.press("申报近亲属", form).follow().main
    refused = page.press("申报近亲属", {"name": "示例兰", "phone": "打我电话"}, expect=422)
    assert "电话" in " ".join(refused.errors)


def test_people_of_other_villages_are_not_found(as_, village):
    reader = a_supervisor(village)
    abroad = a_village()
    as_(reader).open(f"/villages/{abroad.id}/people", expect=403)
    as_(reader).open(f"/villages/{abroad.id}/people/{a_cadre(abroad).id}", expect=404)
    as_(reader).open(f"/villages/{village.id}/people/{a_cadre(abroad).id}", expect=404)
    as_(reader).open(f"/villages/{village.id}/people/{a_villager(village).id}", expect=404)


@pytest.mark.parametrize(
    ("make", "people", "relatives"),
    [
        (lambda v: Anonymous(), False, False),
        (a_villager, False, False),
        (a_party_member, False, False),
        (a_cadre, True, False),
        (a_secretary, True, False),
        (a_supervisor, True, True),
        (lambda v: a_town_inspector(v.town), True, True),
        (lambda v: a_town_admin(v.town), True, False),
        (lambda v: a_county_inspector(v.town.county), True, True),
        (lambda v: an_admin(), False, False),
    ],
)
def test_who_reads_what(village, make, people, relatives):
    who = make(village)
    assert can_read_people(who, village) is people
    assert can_read_relatives(who, village) is relatives
    assert not can_read_people(who, a_village())
