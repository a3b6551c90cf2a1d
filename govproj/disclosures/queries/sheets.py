"""Combined sheets of governance work, from the reader's point of view."""

from collections.abc import Iterator

from flask import abort
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.accounts.models import Role
from govproj.core.db import db
from govproj.core.filters import month as month_words
from govproj.core.i18n import _, _l
from govproj.core.todo import Todo
from govproj.disclosures import policy
from govproj.disclosures.models import (
    SHEET_PUBLIC,
    CombinedLine,
    CombinedSheet,
    CombinedSignature,
    SheetState,
)
from govproj.disclosures.workflow.sheets import next_step_of_sheet
from govproj.projects.models import Project
from govproj.villages.models import Town, Village

WITH_PLACE = joinedload(CombinedSheet.village).joinedload(Village.town).joinedload(Town.county)
WITH_LINES = selectinload(CombinedSheet.lines).joinedload(CombinedLine.project).joinedload(Project.lead)
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
        selectinload(CombinedSheet.successor),
    )
    return db.session.scalar(wanted.options(*options)) or abort(404)


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
    return db.session.scalar(wanted.options(WITH_LINES, WITH_SIGNATURES))


# ---- 今天要办 ----

WAITS_FOR = {
    SheetState.SUBMITTED: _l("村监会审查"),
    SheetState.PASSED: _l("村委会发布"),
}


CONCERNED = {Role.PARTY_MEMBER, Role.CADRE, Role.SECRETARY, Role.SUPERVISOR}


def lines_for(user) -> Iterator[Todo]:
    """One question: the sheets of one's villages that are still under way, and one's own lines on others."""
    if not user.grants.keys() & CONCERNED:
        return
    own = CombinedSheet.lines.any(
        CombinedLine.project.has(
            or_(Project.lead_id == user.id, and_(Project.lead_id.is_(None), Project.contact_id == user.id))
        )
    )
    works_here = [id for id in user.scope if user.works_in(id) or user.supervises(id)]
    wanted = (
        select(CombinedSheet)
        .where(CombinedSheet.state.not_in(SHEET_PUBLIC), or_(CombinedSheet.village_id.in_(works_here), own))
        .options(
            joinedload(CombinedSheet.lines).joinedload(CombinedLine.project),
            joinedload(CombinedSheet.signatures),
        )
        .order_by(CombinedSheet.due_day, CombinedSheet.id)
        .limit(50)
    )
    for sheet in db.session.scalars(wanted).unique():
        yield from _of(user, sheet)


def _of(user, sheet) -> Iterator[Todo]:
    due = None if sheet.edition > 1 else sheet.due_day
    words = {"month": month_words(sheet.month)}
    for line in sheet.unwritten:
        if policy.can_write_line(user, line):
            title = _("填写%(month)s治理公示：%(project)s", project=line.project.name, **words)
            yield Todo(title, "disclosures.write_line", {"line_id": line.id}, due)
    step = next_step_of_sheet(user, sheet)
    if step is not None and not (step.name == "submit" and sheet.unwritten):
        title = _("%(step)s：%(month)s治理项目合并公示", step=step.label, **words)
        yield Todo(title, "disclosures.combined", {"sheet_id": sheet.id}, due)
