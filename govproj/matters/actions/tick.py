"""What the passing of days does to matters: reminders are logged, quiet ones closed, names and papers forgotten."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.uploads import FileColumns, path_of
from govproj.matters.actions.climbing import log_all_climbs
from govproj.matters.actions.satisfying import close
from govproj.matters.models import Matter, MatterPhoto
from govproj.matters.states import ENDED, Phase, State
from govproj.matters.workflow import needs_basis
from govproj.villages import rules

FORGOTTEN = Event(
    "matters.forgotten", "number", says=_l("到期删除了 %(number)s 反映人的姓名、电话和代办材料照片")
)


def daily(day) -> None:
    sweep(day)
    log_all_climbs()
    close_quiet_ones(day)
    forget(day)


def close_quiet_ones(day) -> None:
    """Answered, and nobody said for the time of the local rule that it does not satisfy."""
    waiting = db.session.scalars(
        select(Matter).where(Matter.state == State.REPLIED).order_by(Matter.id)
    ).all()
    days = rules.in_villages("matter.quiet_days", {matter.village_id for matter in waiting}, day)
    for matter in waiting:
        if dates.beijing(matter.replied_at).date() + timedelta(days=days[matter.village_id]) < day:
            close(matter, None)


def forget(day) -> None:
    """Name and phone go some time after the end, and the papers handed in for an errand; what was done stays."""
    wanted = (
        select(Matter)
        .where(Matter.state.in_(ENDED), Matter.ended_on.is_not(None), Matter.forgotten_on.is_(None))
        .options(selectinload(Matter.photos))
    )
    found = db.session.scalars(wanted.order_by(Matter.id)).all()
    days = rules.in_villages("matter.keep_days", {matter.village_id for matter in found}, day)
    for matter in found:
        if matter.ended_on + timedelta(days=days[matter.village_id]) < day:
            _forget(matter, day)


def _forget(matter, day) -> None:
    papers = [photo for photo in matter.photos if photo.phase is Phase.BEFORE] if needs_basis(matter) else []
    if matter.name or matter.phone or papers:
        FORGOTTEN.record(matter, by=None, number=matter.number)
    matter.name, matter.phone, matter.forgotten_on = "", "", day
    for photo in papers:
        photo.erased_on = day


def sweep(day) -> None:
    """Files of photos erased on an earlier day: were it the same, a row kept after all could lose its file."""
    gone = db.session.scalars(
        select(MatterPhoto).where(MatterPhoto.erased_on < day, MatterPhoto.sha256 != "")
    ).all()
    for photo in gone:
        for sha256 in filter(None, (photo.sha256, photo.thumb)):
            if not _is_named_elsewhere(sha256):
                path_of(sha256).unlink(missing_ok=True)
        photo.sha256, photo.thumb = "", None


def _is_named_elsewhere(sha256: str) -> bool:
    """The same picture may stand in another feature, or in another matter."""
    for model in FileColumns.__subclasses__():
        names = or_(model.sha256 == sha256, model.thumb == sha256)
        kept = model.erased_on.is_(None) if model is MatterPhoto else True
        if db.session.scalar(select(model.id).where(names, kept).limit(1)):
            return True
    return False
