"""What can be read about filings: what was approved is everybody's."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core import dates
from govproj.core.db import db
from govproj.filings.models import Filing, FilingComplaint, FilingInspection, FilingPhoto
from govproj.filings.states import OPEN, PUBLIC, State
from govproj.projects.models import Project
from govproj.projects.queries import visible_to as projects_visible_to
from govproj.villages import rules
from govproj.villages.catalogue.filings import KINDS

MOST, A_DAY = 100, timedelta(days=1)
IN_FULL = (
    joinedload(Filing.village),
    joinedload(Filing.project).joinedload(Project.village),
    joinedload(Filing.filed_by),
    joinedload(Filing.decided_by),
    joinedload(Filing.closed_by),
    selectinload(Filing.inspections).joinedload(FilingInspection.by),
    selectinload(Filing.inspections).joinedload(FilingInspection.rectification),
    selectinload(Filing.inspections).selectinload(FilingInspection.photos),
    selectinload(Filing.complaints),
)


def readable(user):
    """What was approved is everybody's; the rest belongs to the offices, to who filed it and to the lead."""
    return or_(
        Filing.state.in_(PUBLIC),
        Filing.village_id.in_(user.scope),
        Filing.filed_by_id == user.id,
        Filing.project.has(Project.lead_id == user.id),
    )


def filing_or_404(user, filing_id: int) -> Filing:
    wanted = select(Filing).where(readable(user), Filing.id == filing_id).options(*IN_FULL)
    return db.session.scalar(wanted) or abort(404)


def photo_or_404(user, photo_id: int) -> FilingPhoto:
    """Whoever holds an office of or above the village; neighbours read what was found."""
    wanted = (
        select(FilingPhoto)
        .join(FilingPhoto.inspection)
        .join(FilingInspection.filing)
        .where(FilingPhoto.id == photo_id, Filing.village_id.in_(user.scope))
    )
    return db.session.scalar(wanted) or abort(404)


class Announced(NamedTuple):
    """A village's filings: what comes and runs first, then what is over, newest first."""

    coming: list[Filing]
    past: list[Filing]


def of_village(user, village) -> Announced:
    return _announced(Filing.village_id == village.id, readable(user))


def _announced(*conditions) -> Announced:
    today = dates.today()
    wanted = (
        select(Filing)
        .where(*conditions)
        .options(joinedload(Filing.project))
        .order_by(Filing.first_on.desc(), Filing.id.desc())
        .limit(MOST)
    )
    filings = db.session.scalars(wanted).all()
    coming = [filing for filing in filings if filing.state in OPEN and today <= filing.over_on]
    return Announced(coming[::-1], [filing for filing in filings if filing not in coming])


def of_project(user, project) -> Announced:
    return _announced(Filing.project_id == project.id, readable(user))


def complaints_of(village, limit: int = 20) -> list[FilingComplaint]:
    """Newest first, for those in office."""
    wanted = (
        select(FilingComplaint)
        .where(FilingComplaint.village_id == village.id)
        .options(joinedload(FilingComplaint.filing), joinedload(FilingComplaint.rectification))
        .order_by(FilingComplaint.happened_at.desc())
    )
    return db.session.scalars(wanted.limit(limit)).all()


def covering(village_id: int, moment: datetime) -> Filing | None:
    """The approved filing, if any, whose hours hold this moment."""
    local = dates.beijing(moment)
    return next((f for f in _approved_around(village_id, local) if f.covers(local)), None)


def heard_before(village_id: int, moment: datetime) -> Filing | None:
    """The approved filing whose hours were the last to begin in the day before: people speak up the morning after."""
    local = dates.beijing(moment)
    begun = [
        (start, filing.id, filing)
        for filing in _approved_around(village_id, local)
        for start, end in filing.hours_between(local - A_DAY, local)
    ]
    return max(begun)[2] if begun else None


def _approved_around(village_id: int, local: datetime):
    wanted = select(Filing).where(
        Filing.village_id == village_id,
        Filing.state.in_({State.APPROVED, State.CLOSED}),
        Filing.first_on <= local.date(),
        Filing.last_on >= local.date() - 2 * A_DAY,
    )
    return db.session.scalars(wanted.order_by(Filing.id)).all()


def kinds_of(village_id: int) -> dict[str, str]:
    """What has to be filed here: the code or the word of each kind, and how it is called."""
    return {kind: str(KINDS.get(kind, kind)) for kind in rules.value("filing.kinds", village_id)}


def projects_of(user, village) -> list[Project]:
    """Those a filing can be about."""
    wanted = projects_visible_to(user).where(Project.village_id == village.id).order_by(Project.code)
    return db.session.scalars(wanted).all()
