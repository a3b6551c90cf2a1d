"""Whatever somebody brings as a photo or as evidence: nothing unsafe is kept, and they are told in a sentence."""

import errno
import hashlib
import io
import resource
import signal
import time
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict

from govproj.checklists.models import Evidence
from govproj.core import office, pictures, uploads
from govproj.core.db import db
from govproj.core.forms import OpenForm, text
from govproj.core.upload_fields import FilesField, PhotosField
from tests.checklists.things import an_item
from tests.core.hostile import (
    ACCEPTED,
    NAMES,
    PDF,
    REFUSED,
    a_new_picture,
    a_picture,
    transparent_png,
    with_exif,
)
from tests.together import at_once, in_a_child

pytestmark = pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")

LONGEST = 10  # seconds for one hostile file on a busy machine; unguarded ones take minutes
AT_ONCE = 12


class Form(OpenForm):
    files = FilesField()
    photos = PhotosField()
    words = text("说明", most=20)


def brought(name, content) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def sent(app, **fields):
    with app.test_request_context(method="POST"):
        form = Form(MultiDict([(name, value) for name, values in fields.items() for value in values]))
        form.is_fine = form.validate()
        return form


def stored_files(app) -> dict[str, Path]:
    """Under their names; a writer who was killed leaves a draft, which is nobody's file."""
    found = Path(app.instance_path, "files").glob("*/*")
    return {path.name: path for path in found if not path.name.startswith("tmp")}


def batches(files):
    pairs = list(files.items())
    return [pairs[start : start + AT_ONCE] for start in range(0, len(pairs), AT_ONCE)]


# ---- what is refused ----


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence_and_leaves_nothing_behind(app, name):
    before, began = stored_files(app), time.monotonic()

    form = sent(app, files=[brought(name, REFUSED[name])])

    assert not form.is_fine
    assert form.files.stored == []
    assert name in str(form.files.errors[0])
    assert form.files.errors[0].endswith("。")
    assert stored_files(app) == before
    assert time.monotonic() - began < LONGEST


@pytest.mark.parametrize("batch", batches(REFUSED), ids=lambda batch: batch[0][0])
def test_the_page_survives_all_of_them(as_, batch):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")

    refusal = page.press("上传佐证", files={"files": [(io.BytesIO(c), n) for n, c in batch]}, expect=422)

    assert all(name in refusal.text for name, _ in batch)
    assert item.evidence == []


@pytest.mark.parametrize("name", ["带脚本.pdf", "报告.docx", "表.xlsx"])
def test_a_document_is_no_photo(app, name):
    assert "不是能识别的照片" in sent(app, photos=[brought(name, ACCEPTED[name])]).photos.errors[0]


def test_a_document_of_more_than_15_megabytes_is_refused(app):
    form = sent(app, files=[brought("图纸.pdf", PDF + bytes(uploads.MOST_DOCUMENT))])
    assert form.files.errors == ["“图纸.pdf”超过 15 MB，请压缩后再传。"]


def test_pillow_is_never_asked_for_a_format_nobody_needs():
    """Every further decoder is a further way in; some of Pillow's are written in Python and take minutes."""
    assert set(pictures.FORMATS) == {"JPEG", "PNG", "WEBP", "GIF"}


# ---- what is kept ----


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_picture_is_made_anew_and_a_document_is_what_it_says(app, name):
    form = sent(app, files=[brought(name, ACCEPTED[name])])

    assert form.is_fine, form.errors
    (kept,) = form.files.stored
    content = stored_files(app)[kept.sha256].read_bytes()
    if kept.kind == "webp":
        assert b"alert" not in content
        assert b"PK\x03\x04" not in content
        _is_a_plain_picture(content, kept.width, kept.height)
        _is_a_plain_picture(stored_files(app)[kept.thumb].read_bytes())
    else:
        assert content == ACCEPTED[name]
        assert kept.kind == ("pdf" if content.startswith(b"%PDF-") else office.kind_of(content))
    assert kept.size == len(content)


def _is_a_plain_picture(content, *size):
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        assert image.format == "WEBP"
        assert getattr(image, "n_frames", 1) == 1
        assert not {"exif", "icc_profile", "xmp", "comment"} & image.info.keys()
        assert not image.getexif()
        assert max(image.size) <= pictures.LONG_EDGE
        assert image.size == (size or image.size)


def test_a_photo_says_neither_where_nor_with_what_it_was_taken(app):
    original = with_exif()
    assert b"MARKER-camera" in original

    (kept,) = sent(app, photos=[brought("现场.jpg", original)]).photos.stored

    for sha256 in (kept.sha256, kept.thumb):
        assert b"MARKER" not in stored_files(app)[sha256].read_bytes()


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (80, 40), "left"),
        (2, (80, 40), "right"),
        (3, (80, 40), "right"),
        (4, (80, 40), "left"),
        (5, (40, 80), "top"),
        (6, (40, 80), "top"),
        (7, (40, 80), "bottom"),
        (8, (40, 80), "bottom"),
    ],
)
def test_a_photo_stays_upright(app, orientation, size, red):
    (kept,) = sent(app, photos=[brought("现场.jpg", with_exif(orientation=orientation))]).photos.stored

    assert (kept.width, kept.height) == size
    width, height = size
    corner = {
        "left": (5, height // 2),
        "right": (width - 6, height // 2),
        "top": (width // 2, 5),
        "bottom": (width // 2, height - 6),
    }[red]
    with Image.open(stored_files(app)[kept.sha256]) as image:
        r, _, b = image.convert("RGB").getpixel(corner)
    assert r > 180 > 80 > b


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("深灰.png", (156, 156, 156)),
        ("透明.png", (255, 255, 255)),
        ("透明调色板.gif", (255, 255, 255)),
        ("灰透明.png", (255, 255, 255)),
        ("印刷色.jpg", (255, 55, 55)),
        ("动.gif", (255, 0, 0)),
    ],
)
def test_odd_colours_look_as_they_should(app, name, colour):
    (kept,) = sent(app, photos=[brought(name, ACCEPTED[name])]).photos.stored
    with Image.open(stored_files(app)[kept.sha256]) as image:
        seen = image.convert("RGB").getpixel((5, 5))
    assert all(abs(a - b) < 12 for a, b in zip(seen, colour, strict=True)), seen


def test_every_file_lies_under_the_hash_of_its_content(app):
    sent(app, files=[brought(name, content) for name, content in list(ACCEPTED.items())[:AT_ONCE]])
    for name, path in stored_files(app).items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == name
        assert path.parent.name == name[:2]


def test_the_same_content_is_kept_once(app):
    photo, document = a_new_picture(), PDF + a_new_picture()
    before = stored_files(app)
    form = sent(app, files=[brought(f"{n}", content) for n in range(3) for content in (photo, document)])

    assert len({kept.sha256 for kept in form.files.stored}) == 2
    assert len(stored_files(app).keys() - before.keys()) in {2, 3}  # a small photo is its own thumbnail


def test_ten_people_bringing_the_same_file_at_once_keep_it_whole(app):
    content = PDF + a_new_picture() * 2000
    assert len(set(at_once(app, *[lambda: uploads.keep(content)] * 10))) == 1
    path = uploads.path_of(hashlib.sha256(content).hexdigest())
    assert path.read_bytes() == content
    assert [other for other in path.parent.iterdir() if other.name.startswith("tmp")] == []


def test_a_full_disk_leaves_no_half_file(app):
    def everything():
        return set(Path(app.instance_path, "files").glob("*/*"))

    before = everything()
    assert in_a_child(_keep_with_little_room, PDF + bytes(9_000)) == errno.EFBIG
    assert everything() == before


def _keep_with_little_room(content):
    """The limit on the size of a file stands in for a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
    try:
        uploads.keep(content)
    except OSError as full:
        return full.errno


# ---- names ----


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_words(app, as_, name):
    item = an_item()
    (kept,) = sent(app, files=[brought(name, PDF)]).files.stored
    item.evidence.append(Evidence(proves=1, by=item.project.contact, **kept._asdict()))
    db.session.commit()
    browser = as_(item.project.contact)

    assert kept.name == NAMES[name]
    assert NAMES[name] in browser.open(f"/checklist-items/{item.id}").text
    answer = browser.open(f"/checklist-evidence/{item.evidence[0].id}")
    assert "Set-Cookie" not in answer.headers
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert "\n" not in disposition
    downloaded = (
        unquote(disposition.rpartition("filename*=UTF-8''")[2]) if "*=" in disposition else disposition
    )
    assert downloaded.endswith((".pdf", '.pdf"'))


# ---- handing out ----


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [
        ("图加网页.jpg", "image/webp"),
        ("不是网页.html", "application/pdf"),
        ("报告.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("表.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_handed_out_as_what_it_is_and_never_shown_as_a_page(app, as_, name, mimetype):
    item = an_item()
    browser = as_(item.project.contact)
    files = {"files": (io.BytesIO(ACCEPTED[name]), name)}
    browser.open(f"/checklist-items/{item.id}").press("上传佐证", files=files)
    url = f"/checklist-evidence/{item.evidence[0].id}"

    answer = browser.open(url)

    assert answer.headers["Content-Type"] == mimetype
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"  # it needs an account
    assert "Cookie" in answer.response.vary
    assert hashlib.sha256(answer.response.data).hexdigest() == item.evidence[0].sha256
    again = browser._ask("GET", url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_file_that_is_gone_is_a_page_that_is_gone(as_):
    item = an_item()
    item.evidence.append(
        Evidence(proves=1, by=item.project.contact, sha256="0" * 64, kind="pdf", size=9, name="丢了.pdf")
    )
    db.session.commit()
    as_(item.project.contact).open(f"/checklist-evidence/{item.evidence[0].id}", expect=404)


# ---- the form around it ----


def test_what_else_was_typed_stays_when_a_file_is_refused(as_):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")
    choices = [option["value"] for option in page.html.select('[name="proves"] option')]

    refusal = page.press(
        "上传佐证", {"proves": choices[-1]}, files={"files": (io.BytesIO(b"x"), "x.jpg")}, expect=422
    )

    assert refusal.html.select_one('[name="proves"] option[selected]')["value"] == choices[-1]


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_not(app):
    form = sent(app, photos=[brought("好.jpg", a_picture()), brought("坏.jpg", b"x")], words=["村口"])
    assert "坏.jpg" in form.photos.errors[0]
    assert "好.jpg" not in form.photos.errors[0]
    assert form.words.data == "村口"


def test_a_dozen_photos_go_in_at_once_and_a_thirteenth_is_too_many(app):
    dozen = [brought(f"{n}.jpg", a_picture()) for n in range(12)]
    assert len(sent(app, photos=dozen).photos.stored) == 12
    more = [brought(f"{n}.jpg", a_picture()) for n in range(13)]
    assert sent(app, photos=more).photos.errors == ["一次最多选 12 个文件。"]


def test_more_than_the_limit_in_one_go_is_refused_with_advice(app, as_):
    item = an_item()
    page = as_(item.project.contact).open(f"/checklist-items/{item.id}")
    huge = (io.BytesIO(PDF + bytes(app.config["MAX_CONTENT_LENGTH"])), "大.pdf")

    refusal = page.press("上传佐证", files={"files": huge}, expect=413)

    assert "合计不超过 20 MB" in refusal.main
    assert db.session.scalars(sa.select(Evidence)).all() == []


# ---- within bounds ----


def test_a_picture_of_forty_megapixels_stays_within_four_hundred_megabytes():
    assert in_a_child(_megabytes_for, _made_small, transparent_png()) < 400


def test_an_archive_of_two_hundred_thousand_parts_is_not_even_listed():
    assert in_a_child(_megabytes_for, office.kind_of, REFUSED["拥挤.xlsx"]) < 40


def _made_small(content):
    pictures.encoded(pictures.decoded(content), pictures.LONG_EDGE)


def _megabytes_for(work, content) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work(content)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def test_no_more_than_two_pictures_are_decoded_at_once():
    """Eight threads with forty megapixels each would fill a small machine."""
    third = Thread(target=pictures.decoded, args=[a_picture()])
    with pictures.decoding, pictures.decoding:
        third.start()
        third.join(timeout=0.5)
        assert third.is_alive()
    third.join(timeout=10)
    assert not third.is_alive()
