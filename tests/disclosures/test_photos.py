"""Photos of a notice: made anew, captioned, and seen by whoever may see the notice."""

import io

import pytest
from PIL import Image

from govproj.core.db import db
from govproj.disclosures.models import Disclosure, State
from govproj.disclosures.queries import figures
from tests.disclosures.factories import a_disclosure
from tests.disclosures.pictures import WHERE, a_phone_photo
from tests.factories import a_cadre, a_month, a_party_member, a_project, a_village, last_audit_entry


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-06"):
        yield a_village()


@pytest.fixture
def lead(village):
    return a_party_member(village)


@pytest.fixture
def creek(village, lead):
    project = a_project(village, lead=lead)
    a_month(project)
    return project


def form_of(as_, lead, creek):
    return as_(lead).open(f"/projects/{creek.id}/disclosures/2022-05/write")


def only_notice():
    return db.session.scalars(db.select(Disclosure)).one()


def test_a_photo_is_made_anew_and_shown_with_its_caption_and_day(as_, lead, creek):
    page = form_of(as_, lead, creek).press(
        "保存并看样子", {"caption": "护岸", "taken_on": "2022-05-30"}, files={"photos": a_phone_photo()}
    )
    shown = page.follow()

    picture = shown.html.select_one("figure img")
    assert picture["alt"] == "护岸"
    assert "2022年5月30日" in shown.html.select_one("figcaption").text
    for address in (picture["src"], shown.html.select_one("figure a")["href"]):
        answer = as_(lead).open(address).response
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert WHERE not in answer.data
        with Image.open(io.BytesIO(answer.data)) as image:
            assert (image.format, dict(image.getexif())) == ("WEBP", {})


def test_photos_of_a_draft_are_nobody_elses_and_those_of_a_notice_are_everybodys(as_, lead, creek, village):
    draft = form_of(as_, lead, creek)
    draft.press("保存并看样子", {"caption": "护岸"}, files={"photos": a_phone_photo()})
    notice = only_notice()
    address = f"/disclosures/{notice.id}/photos/{notice.photos[0].id}"

    for part in ("", "/thumb"):
        as_(None).open(address + part, expect=404)
        as_(a_party_member(village)).open(address + part, expect=404)
    other = a_disclosure(state=State.PUBLISHED)
    as_(None).open(f"/disclosures/{other.id}/photos/{notice.photos[0].id}", expect=404)

    notice.state = State.SUPERVISION_PASSED
    notice.frozen = figures.facts_of_today(notice)
    db.session.commit()
    as_(a_cadre(village)).open(f"/disclosures/{notice.id}").press("发布公示")
    as_(None).open(address)


def test_a_photo_without_a_caption_is_refused_and_nothing_typed_is_lost(as_, lead, creek):
    refused = form_of(as_, lead, creek).press(
        "保存并看样子", {"summary": "写了半天"}, files={"photos": a_phone_photo()}, expect=422
    )
    assert "请写一句照片说明" in " ".join(refused.errors)
    assert refused.html.select_one('[name="summary"]').text.strip() == "写了半天"


@pytest.mark.parametrize(
    ("content", "name"), [(b"<svg onload=alert(1)>", "x.svg"), (b"MZ", "x.jpg"), (b"", "empty.png")]
)
def test_what_is_no_photo_is_refused_with_a_sentence(as_, lead, creek, content, name):
    refused = form_of(as_, lead, creek).press(
        "保存并看样子", {"caption": "图"}, files={"photos": (io.BytesIO(content), name)}, expect=422
    )
    assert name in " ".join(refused.errors)


def test_photos_can_be_taken_out_of_a_draft_and_twelve_are_enough(as_, lead, creek):
    six = [a_phone_photo(f"{n}.jpg", (40, 30)) for n in range(6)]
    for _ in range(2):
        again = [(io.BytesIO(stream.getvalue()), name) for stream, name in six]
        form_of(as_, lead, creek).press("保存并看样子", {"caption": "护岸"}, files={"photos": again})
    notice = only_notice()
    assert len(notice.photos) == 12
    one_more = {"caption": "护岸", "remove": ""}
    refused = form_of(as_, lead, creek).press(
        "保存并看样子", one_more, files={"photos": a_phone_photo()}, expect=422
    )
    assert "最多 12 张" in " ".join(refused.errors)

    gone = [str(photo.id) for photo in notice.photos[:5]]
    form_of(as_, lead, creek).press("保存并看样子", {"remove": gone})
    db.session.refresh(notice)
    assert len(notice.photos) == 7


def test_the_sheet_on_the_board_is_shown_but_is_no_part_of_the_notice(as_, lead, creek, village):
    notice = a_disclosure(creek, state=State.PUBLISHED)
    cadre = a_cadre(village)
    page = as_(cadre).open(as_(cadre).open(f"/disclosures/{notice.id}").links["上传张贴照片"])
    assert page.html.select_one("[name=posting][checked]")["value"] == "first"
    assert page.html.select_one("[name=caption]")["value"] == "村务公开栏"

    assert "请选一张张贴照片" in " ".join(
        page.press("上传", {"caption": "首日", "posting": "first"}, expect=422).errors
    )
    page.press("上传", {"caption": "公开栏首日", "posting": "first"}, files={"photos": a_phone_photo()})

    again = as_(cadre).open(page.url)
    assert again.html.select_one("[name=posting][checked]")["value"] == "last"
    shown = as_(None).open(f"/disclosures/{notice.id}")
    assert "公开栏首日" in shown.main
    assert "公开栏首日" not in shown.html.select_one(".board").text
    assert last_audit_entry() == ("disclosures.hung_out", cadre.id)
