"""Files people bring: photos are made anew, documents are known by their first bytes, names are only words.

Everything is stored under the SHA-256 of its content in the instance's `files/`, written and synced before
the row that names it.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from flask import abort, current_app, request, send_file
from flask_login import current_user
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govproj.core import folders, office, pictures
from govproj.core.i18n import _

THUMB_EDGE = 400
MOST_DOCUMENT = 15 * 1024 * 1024
TYPES = {
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
    name = short_name(upload)
    try:
        picture = pictures.decoded(upload.stream.read())
    except pictures.NoPicture:
        raise Unacceptable(
            _("“%(name)s”不是能识别的照片，请传 JPG、PNG 或 WebP。苹果手机的照片可先截屏再传。", name=name)
        ) from None
    except pictures.TooLarge:
        raise Unacceptable(_("“%(name)s”太大（超过 4000 万像素），请缩小后再传。", name=name)) from None
    except pictures.Damaged:
        raise Unacceptable(_("“%(name)s”打不开，可能没有传完整，请重新选择。", name=name)) from None
    large = pictures.encoded(picture, pictures.LONG_EDGE)
    thumb = pictures.encoded(picture, THUMB_EDGE)
    return StoredFile(keep(large), "webp", len(large), name, keep(thumb), *picture.size)


def keep_evidence(upload) -> StoredFile:
    """A photo, or a PDF, Word or Excel file kept as it is and only ever handed out as a download."""
    head = upload.stream.read(8)
    upload.stream.seek(0)
    if head.startswith((b"%PDF-", b"PK\x03\x04")):
        return _keep_document(upload)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unacceptable(
            _("“%(name)s”是旧格式或加了密码，请另存为 docx、xlsx 或 PDF 再传。", name=short_name(upload))
        )
    return keep_photo(upload)


def _keep_document(upload) -> StoredFile:
    name, content = short_name(upload), upload.stream.read(MOST_DOCUMENT + 1)
    if len(content) > MOST_DOCUMENT:
        raise Unacceptable(_("“%(name)s”超过 15 MB，请压缩后再传。", name=name))
    kind = "pdf" if content.startswith(b"%PDF-") else office.kind_of(content)
    if kind is None:
        raise Unacceptable(
            _(
                "“%(name)s”不能上传：只收照片、PDF、Word（docx）和 Excel（xlsx），里面不能带宏或程序。",
                name=name,
            )
        )
    return StoredFile(keep(content), kind, len(content), name)


def short_name(upload) -> str:
    """The name the file had, as words on a page: no path, no control characters, at most 120 characters."""
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable())[-120:] or _("未命名")


def keep(content: bytes) -> str:
    """Store `content` and return its SHA-256; on return it is on the disk, whatever happens to the power."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write(path, content)
    # Also when somebody else has just put it there: his own sync may not have come that far.
    for folder in (path.parent, path.parent.parent):
        _sync_folder(folder)
    return sha256


def _write(path: Path, content: bytes) -> None:
    """All of it under its name, or nothing."""
    fresh = tempfile.NamedTemporaryFile(dir=path.parent, delete=False)  # noqa: SIM115 - closed below, then renamed
    try:
        with fresh:
            fresh.write(content)
            fresh.flush()
            os.fsync(fresh.fileno())
        os.replace(fresh.name, path)
    except BaseException:
        os.unlink(fresh.name)
        raise


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows neither needs nor allows it
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(sha256: str) -> Path:
    return folders.path("files") / sha256[:2] / sha256


def hand_out(file: FileColumns, *, thumb: bool = False):
    """The stored file as a download; a browser shows it only where a page of ours puts it into an <img>.

    Views call this after `visible_to` has decided that the reader may see what the file belongs to.
    """
    sha256 = file.thumb if thumb and file.thumb else file.sha256
    path = path_of(sha256)
    if not path.is_file():
        abort(404)
    response = send_file(
        path,
        mimetype=TYPES[file.kind],
        as_attachment=True,
        download_name=_download_name(file),
        etag=sha256,
    )
    response.headers["Cache-Control"] = _kept_by_browsers()
    return response


def _kept_by_browsers() -> str:
    """What everybody may see a guest's browser keeps for a day. Whoever has signed in asks anew, because tomorrow he
    may no longer see it, and what needs an account stays on no computer that others use as well."""
    if not current_user.is_authenticated:
        return "private, max-age=86400"
    public = getattr(current_app.view_functions[request.endpoint], "access", None) == "public"
    return "private, no-cache" if public else "no-store"


def _download_name(file: FileColumns) -> str:
    stem = file.name.rpartition(".")[0] or file.name
    return f"{stem}.{file.kind}"
