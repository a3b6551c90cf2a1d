"""Files people bring: photos are made anew, documents are known by their first bytes, names are only words.

Everything is stored under the SHA-256 of its content in the instance's `files/`, written and synced before
the row that names it.
"""

import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from flask import abort, current_app, send_file
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govproj.core.i18n import _

MOST_PIXELS = 40_000_000
LONG_EDGE = 1600  # px: enough for a wall sheet, small enough for a slow line
THUMB_EDGE = 400
MOST_DOCUMENT = 15 * 1024 * 1024
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
TYPES = {
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Unacceptable(Exception):
    """This file cannot be taken; str(error) is the sentence for the person who brought it."""


class StoredFile(NamedTuple):
    """What was kept. `thumb`, `width` and `height` (pixels) only of photos; `size` in bytes."""

    sha256: str
    kind: str
    size: int
    name: str
    thumb: str | None = None
    width: int | None = None
    height: int | None = None


class FileColumns:
    """The columns of a model that names a stored file; fill them with `**stored._asdict()`."""

    sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    thumb: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]

    @property
    def is_photo(self) -> bool:
        return self.thumb is not None


def keep_photo(upload) -> StoredFile:
    """Decode, turn upright and encode anew as WebP, with a thumbnail: no EXIF, no GPS, no hidden payload."""
    try:
        with Image.open(upload.stream, formats=IMAGE_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unacceptable(_("照片太大（超过 4000 万像素），请缩小后再传。"))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError:
        raise Unacceptable(
            _("“%(name)s”不是能识别的照片，请传 JPG、PNG 或 WebP。", name=short_name(upload))
        ) from None
    except (Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise Unacceptable(
            _("“%(name)s”打不开，可能没有传完整，请重新选择。", name=short_name(upload))
        ) from None
    photo = _encoded(upright, LONG_EDGE)
    upright.thumbnail((LONG_EDGE, LONG_EDGE))
    sha256 = keep(photo)
    return StoredFile(
        sha256, "webp", len(photo), short_name(upload), keep(_encoded(upright, THUMB_EDGE)), *upright.size
    )


def _encoded(image: Image.Image, edge: int) -> bytes:
    copy = image.copy()
    copy.thumbnail((edge, edge))
    out = io.BytesIO()
    copy.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def keep_evidence(upload) -> StoredFile:
    """A photo, or a PDF, Word or Excel file kept as it is and only ever handed out as a download."""
    head = upload.stream.read(8)
    upload.stream.seek(0)
    if head.startswith(b"%PDF-"):
        return _keep_document(upload, "pdf")
    if head.startswith(b"PK\x03\x04"):
        return _keep_document(upload, _office_kind(upload))
    return keep_photo(upload)


def _office_kind(upload) -> str:
    """docx or xlsx by what the archive holds; one with macros is refused."""
    try:
        with zipfile.ZipFile(upload.stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        names = set()
    upload.stream.seek(0)
    kinds = [kind for part, kind in OFFICE.items() if part in names]
    if len(kinds) != 1 or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unacceptable(
            _("“%(name)s”不能上传：只收照片、PDF、Word（docx）和 Excel（xlsx）。", name=short_name(upload))
        )
    return kinds[0]


def _keep_document(upload, kind: str) -> StoredFile:
    content = upload.stream.read(MOST_DOCUMENT + 1)
    if len(content) > MOST_DOCUMENT:
        raise Unacceptable(_("“%(name)s”超过 15 MB，请压缩后再传。", name=short_name(upload)))
    return StoredFile(keep(content), kind, len(content), short_name(upload))


def short_name(upload) -> str:
    """The name the file had, as words on a page: no path, no control characters, at most 120 characters."""
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable())[-120:] or _("未命名")


def keep(content: bytes) -> str:
    """Store `content` and return its SHA-256; on return it is on the disk, whatever happens to the power."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
        fresh.write(content)
        fresh.flush()
        os.fsync(fresh.fileno())
    os.replace(fresh.name, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256


def path_of(sha256: str) -> Path:
    return Path(current_app.instance_path) / "files" / sha256[:2] / sha256


def hand_out(file: FileColumns, *, thumb: bool = False):
    """The stored file as a download; a browser shows it only where a page of ours puts it into an <img>.

    Views call this after `visible_to` has decided that the reader may see what the file belongs to.
    """
    sha256 = file.thumb if thumb and file.thumb else file.sha256
    path = path_of(sha256)
    if not path.is_file():
        abort(404)
    response = send_file(
        path, mimetype=TYPES[file.kind], as_attachment=True, download_name=_download_name(file)
    )
    response.set_etag(sha256)
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def _download_name(file: FileColumns) -> str:
    stem = file.name.rpartition(".")[0] or file.name
    return f"{stem}.{file.kind}"
