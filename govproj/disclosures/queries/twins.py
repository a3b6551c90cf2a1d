"""Photos of a notice that already stand on another one: pointed out to those who review, never decided by the site."""

from typing import NamedTuple

from sqlalchemy import select

from govproj.core.db import db
from govproj.disclosures.likeness import are_alike
from govproj.disclosures.models import Disclosure, NoticePhoto
from govproj.projects.models import Project


class Twin(NamedTuple):
    """A photo of the notice, and where the same one stands."""

    caption: str
    disclosure_id: int
    project: str
    month: str


class _Photo(NamedTuple):
    id: int
    disclosure_id: int
    caption: str
    sha256: str
    likeness: str | None
    project_id: int
    project: str
    month: str

    def shows_the_same_as(self, other: "_Photo") -> bool:
        same_file = self.sha256 == other.sha256
        return same_file or bool(
            self.likeness and other.likeness and are_alike(self.likeness, other.likeness)
        )


def twins_of(village_id: int, notice_ids) -> dict[int, list[Twin]]:
    """By notice, in one question for the whole village; versions of one month may share their photos."""
    if not notice_ids:
        return {}
    photos = _photos(village_id)
    found: dict[int, list[Twin]] = {}
    for photo in photos:
        if photo.disclosure_id in notice_ids:
            twins = [
                Twin(photo.caption, other.disclosure_id, other.project, other.month)
                for other in photos
                if _elsewhere(photo, other) and photo.shows_the_same_as(other)
            ]
            if twins:
                found.setdefault(photo.disclosure_id, []).append(twins[0])
    return found


def _elsewhere(photo: _Photo, other: _Photo) -> bool:
    if photo.disclosure_id == other.disclosure_id:
        return photo.id > other.id  # twice on one notice
    return (photo.project_id, photo.month) != (other.project_id, other.month)


def _photos(village_id: int) -> list[_Photo]:
    columns = (
        NoticePhoto.id,
        NoticePhoto.disclosure_id,
        NoticePhoto.caption,
        NoticePhoto.sha256,
        NoticePhoto.likeness,
        Disclosure.project_id,
        Project.name,
        Disclosure.month,
    )
    wanted = (
        select(*columns)
        .join(NoticePhoto.disclosure)
        .join(Disclosure.project)
        .where(Project.village_id == village_id, NoticePhoto.posted.is_(False))
        .order_by(NoticePhoto.id)
    )
    return [_Photo(*row) for row in db.session.execute(wanted)]
