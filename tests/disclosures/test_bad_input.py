"""What goes wrong at the desk: huge and foreign photos, too many at once, pasted rubbish, a session that has ended."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import update

from govproj.accounts.models import SignInSession
from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures.models import Disclosure, State
from tests.disclosures.factories import a_disclosure
from tests.disclosures.pictures import a_phone_photo
from tests.factories import a_cadre, a_month, a_party_member, a_project, a_village

WRITE = "保存并看样子"
SUMMARY = "砌筑护岸三百米，正在回填。"


@pytest.fixture
def lead(app, on_day):
    with on_day("2022-06-06"):
        yield a_party_member(a_village())


@pytest.fixture
def form(as_, lead):
    project = a_project(a_village(), lead=lead)
    a_month(project)
    return as_(lead).open(f"/projects/{project.id}/disclosures/2022-05/write")


def kept_words(page) -> str:
    return page.html.select_one('[name="summary"]').text.strip()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 2000, "IMG_1.HEIC", "苹果手机的照片可先截屏再传"),
        (a_phone_photo()[0].read()[:1500], "断了.jpg", "打不开，可能没有传完整"),
        (b"<svg onload='alert(1)'/>", "图.svg", "不是能识别的照片"),
    ],
    ids=["HEIC", "half a photo", "SVG"],
)
def test_a_photo_that_cannot_be_taken_is_named_and_the_words_stay(form, content, name, sentence):
    files = {"photos": (io.BytesIO(content), name)}
    page = form.press(WRITE, {"summary": SUMMARY, "caption": "护岸"}, files=files, expect=422)
    assert sentence in " ".join(page.errors)
    assert name in " ".join(page.errors)
    assert kept_words(page) == SUMMARY


def test_thirty_megabytes_are_refused_with_a_sentence_and_the_words_stay(form):
    files = {"photos": (io.BytesIO(b"\xff\xd8" + b"\x00" * 30 * 1024 * 1024), "巨大.jpg")}
    page = form.press(WRITE, {"summary": SUMMARY, "caption": "护岸"}, files=files, expect=422)
    assert "这些文件合计超过 20 MB" in " ".join(page.errors)
    assert kept_words(page) == SUMMARY
    assert db.session.scalars(db.select(Disclosure)).all() == []
    warned = form.html.select_one("[name=photos]")  # and with scripts before anything is sent
    assert "没有上传" in warned["data-too-large"]
    assert int(warned["data-most-bytes"]) < 30 * 1024 * 1024


def test_more_than_three_times_as_much_is_not_even_read(form):
    files = {"photos": (io.BytesIO(b"\xff\xd8" + b"\x00" * 61 * 1024 * 1024), "巨大.jpg")}
    form.press(WRITE, {"summary": SUMMARY}, files=files, expect=413)


def test_sixty_photos_at_once_are_too_many_and_none_is_kept(form):
    sixty = [(a_phone_photo(size=(40, 30))[0], f"{number}.jpg") for number in range(60)]
    page = form.press(WRITE, {"summary": SUMMARY, "caption": "护岸"}, files={"photos": sixty}, expect=422)
    assert "一次最多选 6 个文件" in " ".join(page.errors)
    assert kept_words(page) == SUMMARY


def test_a_photo_lying_on_its_side_is_turned_upright(form):
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (800, 600), (90, 120, 80)).save(out, "JPEG", exif=exif)
    out.seek(0)
    form.press(WRITE, {"summary": SUMMARY, "caption": "护岸"}, files={"photos": (out, "竖拍.jpg")})
    (photo,) = db.session.scalars(db.select(Disclosure)).one().photos
    assert (photo.width, photo.height) == (600, 800)


def test_what_comes_along_when_pasting_from_a_chat_is_cleaned_away(form):
    pasted = "\u200b砌筑护岸\u202e\x0b三百米\ufeff，\r\n正在回填。\x00\u2066"
    form.press(WRITE, {"summary": pasted, "next_plan": "\u200b \u200b"})
    notice = db.session.scalars(db.select(Disclosure)).one()
    assert notice.summary == "砌筑护岸三百米，\n正在回填。"
    assert notice.next_plan == ""


def end_all_sessions():
    long_ago = dates.machine_now() - timedelta(hours=13)
    db.session.execute(update(SignInSession).values(seen_at=long_ago, started_at=long_ago))
    db.session.commit()


def test_a_text_sent_after_the_session_has_ended_is_back_in_the_form_after_signing_in(form, as_, lead):
    """Without scripts; with them the browser keeps it as well."""
    assert all(area.get("data-draft") for area in form.html.select("textarea"))
    end_all_sessions()
    answer = form.press(WRITE, {"summary": SUMMARY, "caption": "护岸"})
    assert "替您存好" in answer.follow().notices
    again = as_(lead).open(form.url)
    assert kept_words(again) == SUMMARY
    again.press(WRITE)
    assert db.session.scalars(db.select(Disclosure)).one().summary == SUMMARY


def test_a_reason_given_after_the_session_has_ended_waits_on_a_page_of_its_own(as_, lead):
    project = a_project(a_village(), lead=lead)
    notice, cadre = a_disclosure(project, state=State.SUBMITTED), a_cadre(project.village)
    page = as_(cadre).open(f"/disclosures/{notice.id}")
    end_all_sessions()
    answer = page.press("退回修改", {"note": "支付数和账上不一致"})
    assert "替您存好" in answer.follow().notices
    again = as_(cadre).open(f"/disclosures/{notice.id}/send-back")
    assert again.html.select_one("[name=note]").text.strip() == "支付数和账上不一致"
    again.press("退回修改")
    db.session.refresh(notice)
    assert (notice.state, notice.return_reason) == (State.RETURNED, "支付数和账上不一致")


def test_without_even_a_cookie_the_page_shows_what_was_typed(form):
    form.browser.client = form.browser.app.test_client()
    page = form.press(WRITE, {"summary": SUMMARY}, expect=400)
    assert "先把写的内容复制下来" in page.text
    assert SUMMARY in page.main
    assert db.session.scalars(db.select(Disclosure)).all() == []
