"""The form anybody may use: what strangers, programs and clumsy fingers do to it."""

import io
import re

import pytest

from govproj.core import brake, uploads
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.matters.actions import receiving
from govproj.matters.models import Matter
from govproj.villages.rules import DEFAULTS
from tests.disclosures.pictures import WHERE, a_phone_photo
from tests.factories import a_village
from tests.matters.things import a_cast, a_matter


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-09"):
        yield a_cast()


@pytest.fixture
def form(as_, cast):
    return as_().open(f"/villages/{cast.village.id}/matters/report")


def typed(**said):
    return {"kind": "snap", "text": "桥头护栏松了", **said}


def matters() -> list[Matter]:
    return db.session.scalars(db.select(Matter).order_by(Matter.id)).all()


def codes_on(page) -> list[str]:
    return [one.text for one in page.html.select("code")]


def test_the_form_needs_no_script_and_sets_no_cookie(form):
    assert "Set-Cookie" not in form.headers
    assert not form.html.select("script")
    assert "12388" not in form.main, "the confidential way is shown to those who need it"


def test_a_photo_loses_where_it_was_taken_and_is_shown_to_the_village_only(as_, cast, form):
    stream, name = a_phone_photo()
    form.press("提交", typed(), files={"photos": (stream, name)}, expect=200)
    (photo,) = matters()[0].photos
    assert WHERE not in uploads.path_of(photo.sha256).read_bytes()
    as_(cast.cadre).open(f"/matter-photos/{photo.id}")
    as_().open(f"/matter-photos/{photo.id}", expect=404)


def test_a_photo_picked_once_survives_a_correction(form):
    stream, name = a_phone_photo()
    again = form.press("提交", typed(text=""), files={"photos": (stream, name)}, expect=422)
    assert "已经收下 1 张照片" in again.main
    again.press("提交", {"text": "护栏松了"}, expect=200)
    assert len(matters()[0].photos) == 1


def test_photos_nobody_sent_cannot_be_slipped_in(form):
    forged = f'[["{"a" * 64}", "webp", 1, "x", "{"b" * 64}", 1, 1]].c2lnbmVk'
    form.press("提交", typed(kept=forged), expect=200)
    assert matters()[0].photos == []


def test_naming_a_breach_is_pointed_to_the_confidential_way_and_not_refused(form):
    page = form.press("提交", typed(kind="suggestion", text="有人拿回扣"), expect=200)
    assert "请走更保密的路" in page.main
    assert "12388" in page.main
    assert "村委会门口左侧" in page.main
    assert matters() == []
    assert "有人拿回扣" in page.html.select_one("textarea").text
    assert "已收到" in page.press("就按普通事项提交", expect=200).heading
    assert matters()[0].text == "有人拿回扣"


def test_pressed_twice_it_is_one_matter_with_the_same_receipt(form):
    first = form.press("提交", typed(), expect=200)
    second = form.press("提交", typed(), expect=200)
    assert codes_on(first) == codes_on(second)
    assert len(matters()) == 1


def test_two_pages_never_share_a_receipt(as_, cast):
    receipts = {
        codes_on(
            as_()
            .open(f"/m/{cast.village.id}", expect=302)
            .follow()
            .press("提交", typed(text=f"第 {n} 件"), expect=200)
        )[1]
        for n in range(3)
    }
    assert len(receipts) == 3


def test_a_page_with_a_forged_number_asks_to_send_again_and_keeps_the_words(form):
    again = form.press("提交", typed(ticket="forged.1234"), expect=422)
    assert "请再提交一次" in again.main
    again.press("提交", expect=200)
    assert len(matters()) == 1


def test_a_program_that_fills_every_field_is_stopped(form):
    assert "留空" in form.press("提交", typed(website="http://spam"), expect=422).main
    assert matters() == []


def test_the_same_words_again_are_said_to_be_in_hand_already(as_, cast, form):
    a_matter(cast.village, text="桥头护栏松了")
    again = form.press("提交", typed(), expect=409)
    assert "同样的话已经收到一件" in again.main
    assert "桥头护栏松了" in again.html.select_one("textarea").text


def test_a_flood_is_turned_away_and_the_office_is_still_open(as_, cast, form, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_AN_HOUR", 2)
    for number in range(2):
        a_matter(cast.village, text=f"刷屏 {number}")
    assert "到村委会当面说" in form.press("提交", typed(), expect=409).main
    form = as_(cast.cadre).open(f"/villages/{cast.village.id}/matters/new")
    form.press("登记", typed(channel="in_person"))
    assert len(matters()) == 3
    a_matter(a_village(), text="别的村不受影响")


def test_one_address_is_braked_before_it_fills_the_list_of_a_village(as_, cast, form, monkeypatch):
    monkeypatch.setattr(brake, "MOST", 1)
    form.press("提交", typed(), expect=200)
    again = as_().open(form.url).press("提交", typed(text="路灯不亮"), expect=429)
    assert "路灯不亮" in again.main, "what was typed is not lost"
    assert len(matters()) == 1


def test_from_another_site_nothing_is_taken(as_, form):
    page = as_().send(form.url, typed(), expect=403, Origin="https://elsewhere.example")
    assert "别的网站" in page.text
    assert matters() == []


def test_thirty_megabytes_are_too_much_and_say_so(form):
    large = io.BytesIO(b"\xff\xd8" + b"0" * (30 * 1024 * 1024))
    page = form.press("提交", typed(), files={"photos": (large, "大.jpg")}, expect=413)
    assert "20 MB" in page.text
    assert matters() == []


def test_what_is_no_photo_is_said_beside_the_field(form):
    page = form.press("提交", typed(), files={"photos": (io.BytesIO(b"MZ program"), "看.exe")}, expect=422)
    assert "不是能识别的照片" in page.main


def test_control_and_direction_signs_go_and_a_face_stays(form):
    form.press("提交", typed(text="路\x00面\u202e塌了", name="😀村民", place="桥\x07头"), expect=200)
    matter = matters()[0]
    assert (matter.text, matter.name, matter.place) == ("路面塌了", "😀村民", "桥头")


def test_a_village_that_takes_other_kinds_offers_those(as_, cast, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "matter.kinds", ["snap", "山林防火"])
    form = as_().open(f"/villages/{cast.village.id}/matters/report")
    assert [c["value"] for c in form.html.select('[name="kind"]')] == ["snap", "山林防火"]
    form.press("提交", typed(kind="urgent"), expect=422)
    form.press("提交", typed(kind="山林防火"), expect=200)
    assert matters()[0].kind == "山林防火"
    with pytest.raises(MoveRefused, match="不收这一类事"):
        a_matter(cast.village, kind="urgent", text="停水")


def test_only_what_belongs_together_opens_the_page_of_a_receipt(as_, cast, form):
    mine = dict(zip(("number", "code"), codes_on(form.press("提交", typed(), expect=200)), strict=True))
    ask = as_().open("/matters/receipts")
    for wrong in ({"code": "ABCD-ABCD-ABCD-ABCD"}, {"number": "SX-2022-002"}):
        refused = ask.press("查看", mine | wrong, expect=422)
        assert "编号或回执码不对" in refused.main
        assert "护栏" not in refused.main
    assert "待受理" in ask.press("查看", mine, expect=200).main
    assert re.fullmatch(r"[0-9a-f]{64}", matters()[0].receipt), "only its hash is kept"


def test_the_sheet_for_the_board_shows_the_short_address_as_a_code(as_, cast):
    sheet = as_().open(f"/villages/{cast.village.id}/matters/poster")
    assert f"http://localhost/m/{cast.village.id}" in sheet.main
    assert sheet.html.select_one("img")["src"].startswith("data:image/svg+xml")
    assert "60 分钟内办好" in sheet.main
