"""What a village says about itself."""

import pytest

from govproj.core.db import db
from tests.factories import a_secretary, a_town_admin, a_town_inspector, a_village, last_audit_entry

FACTS = {
    "supervision_phone": "0572-5123456",
    "letter_box": "村委会门口",
    "notice_board": "文化礼堂前",
    "tablet_place": "便民服务大厅",
    "households": "３００",
    "adults": "900",
    "party_members": "41",
}


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.mark.parametrize("who", ["secretary", "town"])
def test_secretary_and_town_keep_phones_places_and_counts(as_, village, who):
    person = a_secretary(village) if who == "secretary" else a_town_admin(village.town)
    as_(person).open(f"/villages/{village.id}/settings").press("保存", FACTS)

    assert (village.supervision_phone, village.letter_box) == ("0572-5123456", "村委会门口")
    assert (village.households, village.adults, village.party_members) == (300, 900, 41)
    assert last_audit_entry() == ("villages.settings_changed", person.id)


def test_inspectors_read_which_facts_were_changed(as_, village):
    browser = as_(a_secretary(village))
    browser.open(f"/villages/{village.id}/settings").press("保存", {"letter_box": "村口"})
    line = as_(a_town_inspector(village.town)).open("/audit").rows()[0]
    assert "修改了村情设置：意见箱" in line


def test_saving_without_a_change_leaves_no_trace(as_, village):
    browser = as_(a_secretary(village))
    browser.open(f"/villages/{village.id}/settings").press("保存", {"letter_box": "村口"})
    before = last_audit_entry()
    browser.open(f"/villages/{village.id}/settings").press("保存")
    assert last_audit_entry() == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"supervision_phone": "打我电话"}, "电话号码"),
        ({"adults": ""}, "请填写人数"),
        ({"households": "-1"}, "0 到"),
        ({"households": "很多"}, "数字"),
        ({"party_members": "901"}, "不应多于"),
        ({"letter_box": "长" * 81}, "最多 80"),
    ],
)
def test_bad_facts_are_refused(as_, village, typed, says):
    page = as_(a_secretary(village)).open(f"/villages/{village.id}/settings")
    page = page.press("保存", {**FACTS, **typed}, expect=422)
    assert says in " ".join(page.errors)
    assert village.letter_box == ""


def test_the_second_of_two_editors_is_told_and_keeps_his_words(as_, village):
    page = as_(a_secretary(village)).open(f"/villages/{village.id}/settings")
    other = as_(a_town_admin(village.town)).open(f"/villages/{village.id}/settings")
    other.press("保存", {**FACTS, "letter_box": "先写的"})

    refused = page.press("保存", {**FACTS, "letter_box": "后写的"}, expect=409)
    assert "后写的" in refused.main
    db.session.expire_all()
    assert village.letter_box == "先写的"


def test_the_board_leads_there_only_who_may(as_, village):
    board = f"/villages/{village.id}"
    assert {"村情设置", "村民名册"} <= as_(a_secretary(village)).open(board).links.keys()
    assert not {"村情设置", "村民名册"} & as_().open(board).links.keys()
