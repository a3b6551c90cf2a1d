"""Photos of a notice that already stand on another one of the town: pointed out, never decided by the site.

Who may read the other notice is told which it is; everybody else who may read this one, that there is another.
"""

from typing import NamedTuple

from sqlalchemy import func, or_, select

from govproj.core.db import db
from govproj.disclosures.likeness import BANDS, are_alike
from govproj.disclosures.models import PUBLIC, Disclosure, NoticePhoto
from govproj.projects.models import Project
from govproj.villages.models import Village


class Twin(NamedTuple):
    """A photo of the notice, and where the same one stands; only that, where the reader may not see that notice."""

    caption: str
    in_another_village: bool
    disclosure_id: int | None = None
    project: str = ""
    month: str = ""
    village: str = ""


class _Photo(NamedTuple):
    id: int
    disclosure_id: int
    caption: str
    sha256: str
    likeness: str | None
    project_id: int
    project: str
    lead_id: int | None
    month: str
    state: str
    village_id: int
    village: str
    town_id: int

    def shows_the_same_as(self, other: "_Photo") -> bool:
        same_file = self.sha256 == other.sha256
        return same_file or bool(
            self.likeness and other.likeness and are_alike(self.likeness, other.likeness)
        )

    def may_be_read_by(self, user) -> bool:
        """As queries.visible_to says it."""
        return self.state in PUBLIC or self.village_id in user.scope or self.lead_id == user.id


COLUMNS = (
    NoticePhoto.id,
    NoticePhoto.disclosure_id,
    NoticePhoto.caption,
    NoticePhoto.sha256,
    NoticePhoto.likeness,
    Disclosure.project_id,
    Project.name,
    Project.lead_id,
    Disclosure.month,
    Disclosure.state,
    Project.village_id,
    Village.name,
    Village.town_id,
)


def twins_of(user, notice_ids) -> dict[int, list[Twin]]:
    """By notice, in two questions however many there are; versions of one month may share their photos."""
    own = _photos(NoticePhoto.disclosure_id.in_(notice_ids)) if notice_ids else []
    others = _photos(*_candidates(own)) if own else []
    found: dict[int, list[Twin]] = {}
    for photo in own:
        same = [other for other in others if _elsewhere(photo, other) and photo.shows_the_same_as(other)]
        if same:
            first = min(same, key=lambda other: (not other.may_be_read_by(user), other.id))
            found.setdefault(photo.disclosure_id, []).append(_as_told(user, photo, first))
    return found


def _as_told(user, photo: _Photo, other: _Photo) -> Twin:
    away = other.village_id != photo.village_id
    if not other.may_be_read_by(user):
        return Twin(photo.caption, away)
    return Twin(photo.caption, away, other.disclosure_id, other.project, other.month, other.village)


def _elsewhere(photo: _Photo, other: _Photo) -> bool:
    if photo.disclosure_id == other.disclosure_id:
        return photo.id > other.id  # twice on one notice
    return (photo.project_id, photo.month) != (other.project_id, other.month)


def _candidates(photos):
    """Same file, or the same in one of the bands: the database finds the few that are worth comparing."""
    likenesses = [photo.likeness for photo in photos if photo.likeness]
    bands = [
        func.substr(NoticePhoto.likeness, start + 1, length).in_(
            {likeness[start : start + length] for likeness in likenesses}
        )
        for start, length in BANDS
    ]
    same_file = NoticePhoto.sha256.in_({photo.sha256 for photo in photos})
    return Village.town_id.in_({photo.town_id for photo in photos}), or_(same_file, *bands)


def _photos(*conditions) -> list[_Photo]:
    wanted = (
        select(*COLUMNS)
        .join(NoticePhoto.disclosure)
        .join(Disclosure.project)
        .join(Village, Village.id == Project.village_id)
        .where(NoticePhoto.posted.is_(False), *conditions)
        .order_by(NoticePhoto.id)
    )
    return [_Photo(*row) for row in db.session.execute(wanted)]
