"""Combined sheets of governance work, from the reader's point of view."""

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.core.db import db
from govproj.noticeboards.models import (
    SHEET_PUBLIC,
    CombinedLine,
    CombinedSheet,
    CombinedSignature,
    SheetPhoto,
    SheetState,
)
from govproj.projects.models import Project
from govproj.villages.models import Town, Village

WITH_PLACE = joinedload(CombinedSheet.village).joinedload(Village.town).joinedload(Town.county)
WITH_LINES = selectinload(CombinedSheet.lines).joinedload(CombinedLine.project).joinedload(Project.lead)
WITH_PHOTOS = selectinload(CombinedSheet.photos)
WITH_SIGNATURES = selectinload(CombinedSheet.signatures).joinedload(CombinedSignature.user)


def readable(user):
    """Published sheets are everyone's; the others belong to the offices and to those who write a line."""
    own = CombinedSheet.lines.any(CombinedLine.project.has(Project.lead_id == user.id))
    return or_(CombinedSheet.state.in_(SHEET_PUBLIC), CombinedSheet.village_id.in_(user.scope), own)


def sheet_or_404(user, sheet_id: int) -> CombinedSheet:
    wanted = select(CombinedSheet).where(readable(user), CombinedSheet.id == sheet_id)
    options = (
        WITH_PLACE,
        WITH_LINES,
        WITH_SIGNATURES,
        joinedload(CombinedSheet.supersedes),
        joinedload(CombinedSheet.published_by),
        WITH_PHOTOS,
        selectinload(CombinedSheet.successor),
    )
    return db.session.scalar(wanted.options(*options)) or abort(404)


def sheet_photo_or_404(user, sheet_id: int, photo_id: int) -> SheetPhoto:
    wanted = select(SheetPhoto).join(SheetPhoto.sheet).where(readable(user), SheetPhoto.id == photo_id)
    return db.session.scalar(wanted.where(CombinedSheet.id == sheet_id)) or abort(404)


def public_sheet_or_404(user, sheet_id: int) -> CombinedSheet:
    """Only what is published can be objected to."""
    sheet = sheet_or_404(user, sheet_id)
    return sheet if sheet.is_public else abort(404)


def line_or_404(user, line_id: int) -> CombinedLine:
    wanted = select(CombinedLine).join(CombinedLine.sheet).where(readable(user), CombinedLine.id == line_id)
    options = (
        contains_eager(CombinedLine.sheet).options(WITH_PLACE),
        joinedload(CombinedLine.project).joinedload(Project.lead),
    )
    return db.session.scalar(wanted.options(*options)) or abort(404)


def sheets_of(user, village, year: int) -> list[CombinedSheet]:
    """Of one year, newest first; every version."""
    wanted = select(CombinedSheet).where(
        CombinedSheet.village_id == village.id, CombinedSheet.month.like(f"{year}-%"), readable(user)
    )
    order = (CombinedSheet.month.desc(), CombinedSheet.edition.desc())
    return db.session.scalars(wanted.order_by(*order)).all()


def published_sheet(village_id: int, month: str) -> CombinedSheet | None:
    wanted = select(CombinedSheet).where(
        CombinedSheet.village_id == village_id,
        CombinedSheet.month == month,
        CombinedSheet.state == SheetState.PUBLISHED,
    )
    return db.session.scalar(wanted.options(WITH_LINES, WITH_SIGNATURES, WITH_PHOTOS))


def first_sheets() -> dict[tuple[int, str], CombinedSheet]:
    """Of every village and month, for the chores that begin them."""
    wanted = select(CombinedSheet).where(CombinedSheet.edition == 1)
    sheets = db.session.scalars(wanted.options(selectinload(CombinedSheet.lines)))
    return {(sheet.village_id, sheet.month): sheet for sheet in sheets}
