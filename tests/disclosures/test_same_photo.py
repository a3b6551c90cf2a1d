"""The same photo on two notices is pointed out to those who review, however it was saved in between."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from govproj.core import uploads
from govproj.core.db import db
from govproj.disclosures.likeness import ALIKE, BANDS, are_alike, likeness_of
from govproj.disclosures.models import Disclosure, State
from tests.disclosures.factories import a_disclosure, a_photo
from tests.factories import (
    a_cadre,
    a_month,
    a_party_member,
    a_project,
    a_supervisor,
    a_town_inspector,
    a_village,
)


def a_scene(seed=1, size=(1600, 1200), quality=90, turned=False) -> io.BytesIO:
    """A site drawn with a few shapes; another seed is another site."""
    image = Image.new("RGB", size, (200, 210, 220))
    draw = ImageDraw.Draw(image)
    width, height = size
    for number in range(12):
        x, y = (seed * 97 + number * 331) % 100 / 100, (seed * 53 + number * 197) % 100 / 100
        shade = (seed * 31 + number * 67) % 255
        box = (x * width, y * height, (x + 0.25) * width, (y + 0.2) * height)
        draw.rectangle(box, fill=(shade, 255 - shade, 90))
    out = io.BytesIO()
    exif = Image.Exif()
    if turned:  # lying on its side, with a note which way is up: as phones do it
        image = image.rotate(90, expand=True)
        exif[0x0112] = 6
    image.save(out, "JPEG", quality=quality, exif=exif)
    out.seek(0)
    return out


def kept(stream) -> str:
    class Upload:
        filename = "照片.jpg"

    Upload.stream = stream
    return uploads.keep_photo(Upload).thumb


@pytest.mark.parametrize(
    "again",
    [{"quality": 35}, {"size": (800, 600)}, {"turned": True}, {"size": (4000, 3000), "quality": 60}],
    ids=["saved anew", "half as large", "turned by the phone", "larger"],
)
def test_a_photo_is_recognised_after(app, again):
    assert are_alike(likeness_of(kept(a_scene())), likeness_of(kept(a_scene(**again))))


def test_two_sites_are_not_taken_for_one(app):
    hashes = [likeness_of(kept(a_scene(seed))) for seed in range(1, 9)]
    pairs = [(a, b) for number, a in enumerate(hashes) for b in hashes[number + 1 :]]
    assert not [pair for pair in pairs if are_alike(*pair)]


def test_a_white_wall_is_like_no_other_white_wall(app):
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(out, "PNG")
    out.seek(0)
    assert likeness_of(kept(out)) is None
    assert likeness_of("0" * 64) is None


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-06"):
        yield a_village()


@pytest.fixture
def two(village):
    """(lead, project) twice, both with May to write."""
    found = []
    for name in ("示例溪整治", "样板路"):
        lead = a_party_member(village)
        project = a_project(village, name=name, lead=lead)
        a_month(project)
        found.append((lead, project))
    return found


def written(as_, lead, project, photo):
    form = as_(lead).open(f"/projects/{project.id}/disclosures/2022-05/write")
    words = {"summary": "做了。", "next_plan": "再做。", "caption": "现场", "deviation_reason": "雨"}
    return form.press("保存并看样子", words, files={"photos": (photo, "IMG_1.jpg")}).follow()


def test_the_writer_and_the_reviewers_are_told_where_the_photo_stands_already(as_, two, village):
    first = written(as_, *two[0], a_scene())
    assert "别处用过" not in first.main
    second = written(as_, *two[1], a_scene(quality=40, size=(1200, 900)))
    assert "有照片别处用过，请核对" in second.main
    assert "本村另一期也用了，还没有公示" in second.main  # a draft that this lead cannot read
    assert "示例溪整治：2022年5月公示" not in second.links
    second.press("提交审核")

    notice = int(second.url.rpartition("/")[2])
    found = db.session.get(Disclosure, notice)
    found.state = State.VILLAGE_REVIEWED
    db.session.commit()
    review = as_(a_supervisor(village)).open(f"/villages/{village.id}/disclosures/2022-05/review")
    assert "照片用过" in review.main
    assert "示例溪整治：2022年5月公示" in review.links


SCENE = "00ff00ff00ff00ff"


def in_two_villages(village, state) -> tuple[Disclosure, Disclosure]:
    """(notice in review here, notice in another village of the town): the same photo on both."""
    other = a_village(name="样板村", town=village.town)
    there = a_disclosure(a_project(other, name="样板桥", lead=a_party_member(other)), state=state)
    here = a_disclosure(a_project(village, lead=a_party_member(village)), state=State.VILLAGE_REVIEWED)
    a_photo(there, "桥", likeness=SCENE)
    a_photo(here, "路", likeness="00ff00ff00ff08fe")  # two bits, in the last band
    return here, there


def test_a_photo_used_in_two_villages_is_named_to_whoever_may_read_both(as_, village):
    here, there = in_two_villages(village, State.SUBMITTED)
    address, name = f"/disclosures/{here.id}", "样板村 样板桥：2022年5月公示"
    assert as_(a_town_inspector(village.town)).open(address).links[name] == f"/disclosures/{there.id}"
    for somebody in (a_supervisor(village), here.project.lead, a_cadre(village)):
        page = as_(somebody).open(address)
        assert "本镇别的村也用了，那一期还没有公示" in page.main
        assert "样板桥" not in page.main
        assert "样板村" not in page.main
    review = as_(a_supervisor(village)).open(f"/villages/{village.id}/disclosures/2022-05/review")
    assert "本镇别的村也用了" in review.main
    assert "样板桥" not in review.main


def test_once_the_other_one_is_public_everybody_who_reviews_is_told_where(as_, village):
    here, there = in_two_villages(village, State.PUBLISHED)
    page = as_(a_supervisor(village)).open(f"/disclosures/{here.id}")
    assert "样板村 样板桥：2022年5月公示" in page.links
    # The offices of the other village are told as well, its villagers are not.
    other = there.project.village
    assert "本镇别的村也用了" in as_(a_supervisor(other)).open(f"/disclosures/{there.id}").main
    assert "也用了" not in as_(None).open(f"/disclosures/{there.id}").main


def test_another_town_is_another_matter(as_, village):
    in_two_villages(village, State.SUBMITTED)
    stranger = a_village()
    elsewhere = a_disclosure(a_project(stranger, name="外镇路"), state=State.SUBMITTED)
    a_photo(elsewhere, "路", likeness=SCENE)
    assert "也用了" not in as_(a_supervisor(stranger)).open(f"/disclosures/{elsewhere.id}").main


@given(st.integers(1, 2**64 - 2), st.sets(st.integers(0, 63), max_size=ALIKE))
def test_whatever_is_alike_shares_a_band(number, flipped):
    other = number
    for bit in flipped:
        other ^= 1 << bit
    one, two = f"{number:016x}", f"{other:016x}"
    assert are_alike(one, two)
    assert any(one[start : start + length] == two[start : start + length] for start, length in BANDS)


def test_another_site_and_a_correction_of_the_same_month_are_no_twins(as_, two, village):
    written(as_, *two[0], a_scene(1))
    assert "别处用过" not in written(as_, *two[1], a_scene(5)).main
    project = a_project(village, lead=two[0][0])
    old = a_disclosure(project, state=State.PUBLISHED)
    a_photo(old, likeness="00ff00ff00ff00ff")
    new = a_disclosure(project, edition=2, supersedes=old, correction_reason="写错")
    a_photo(new, likeness="00ff00ff00ff00ff")
    assert "别处用过" not in as_(two[0][0]).open(f"/disclosures/{new.id}").main


def test_the_same_photo_twice_on_one_notice_or_in_the_month_after_is_pointed_out(as_, two, village):
    lead, project = two[0]
    before = a_disclosure(project, month="2022-04", state=State.PUBLISHED)
    a_photo(before, "四月", likeness="00ff00ff00ff00ff")
    draft = a_disclosure(project)
    a_photo(draft, "五月", likeness="00ff00ff00ff00fe")
    page = as_(lead).open(f"/disclosures/{draft.id}")
    assert "“五月” — " in page.main
    assert f"{project.name}：2022年4月公示" in page.links
