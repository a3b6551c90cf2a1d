"""Objections, inquiries and complaints: one of them, those about a notice, those of a village, those that wait."""

from typing import NamedTuple

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.core.db import db
from govproj.disclosures.models import Disclosure
from govproj.disclosures.queries import visible_to
from govproj.inquiries.models import Complaint, Inquiry, Objection, ObjectionReply
from govproj.noticeboards.models import CombinedSheet
from govproj.noticeboards.queries.sheets import WITH_LINES, readable
from govproj.noticeboards.queries.sheets import WITH_PLACE as OF_SHEETS_VILLAGE
from govproj.projects.models import UNPUBLISHED, Project
from govproj.projects.queries import WITH_PLACE
from govproj.villages.models import Town, Village

MOST = 50
WITH_NOTICE = joinedload(Objection.disclosure).joinedload(Disclosure.project).options(WITH_PLACE)
OF_SHEET = joinedload(Objection.sheet).options(OF_SHEETS_VILLAGE, WITH_LINES)
WITH_REPLIES = selectinload(Objection.replies).joinedload(ObjectionReply.by)
OF_VILLAGE = joinedload(Village.town).joinedload(Town.county)


def objection_or_404(user, objection_id: int) -> Objection:
    """Against whatever this reader may see; of what was public once, everybody may."""
    notices = visible_to(user).with_only_columns(Disclosure.id)
    sheets = select(CombinedSheet.id).where(readable(user))
    wanted = select(Objection).where(Objection.id == objection_id)
    wanted = wanted.where(or_(Objection.disclosure_id.in_(notices), Objection.sheet_id.in_(sheets)))
    options = (WITH_NOTICE, OF_SHEET, joinedload(Objection.named).options(WITH_PLACE), WITH_REPLIES)
    return db.session.scalar(wanted.options(*options)) or abort(404)


def objections_about(notice) -> list[Objection]:
    """Against any version of this project's month, or of the village's combined sheet for it."""
    if isinstance(notice, CombinedSheet):
        wanted = select(Objection).join(Objection.sheet)
        wanted = wanted.where(CombinedSheet.village_id == notice.village_id)
        wanted = wanted.where(CombinedSheet.month == notice.month)
    else:
        wanted = select(Objection).join(Objection.disclosure)
        wanted = wanted.where(Disclosure.project_id == notice.project_id, Disclosure.month == notice.month)
    return db.session.scalars(wanted.options(WITH_REPLIES).order_by(Objection.id)).all()


def inquiry_or_404(_user, inquiry_id: int) -> Inquiry:
    """Formal inquiries are public from the day they come in."""
    options = (joinedload(Inquiry.village).options(OF_VILLAGE), joinedload(Inquiry.project))
    return db.session.get(Inquiry, inquiry_id, options=options) or abort(404)


def complaint_or_404(_user, complaint_id: int) -> Complaint:
    """That there is one is public; its words are not before the answer."""
    options = (joinedload(Complaint.village).options(OF_VILLAGE), joinedload(Complaint.project))
    return db.session.get(Complaint, complaint_id, options=options) or abort(404)


class Voices(NamedTuple):
    """All that was said in one village about what it discloses, newest first."""

    objections: list[Objection]
    inquiries: list[Inquiry]
    complaints: list[Complaint]


def voices_of(village) -> Voices:
    objections = (
        select(Objection)
        .outerjoin(Objection.disclosure)
        .outerjoin(Disclosure.project)
        .outerjoin(Objection.sheet)
        .where(or_(Project.village_id == village.id, CombinedSheet.village_id == village.id))
        .options(
            contains_eager(Objection.disclosure).contains_eager(Disclosure.project),
            contains_eager(Objection.sheet),
            joinedload(Objection.named),
            WITH_REPLIES,
        )
        .order_by(Objection.id.desc())
        .limit(MOST)
    )
    others = [
        select(model)
        .where(model.village_id == village.id)
        .options(joinedload(model.project))
        .order_by(model.id.desc())
        .limit(MOST)
        for model in (Inquiry, Complaint)
    ]
    return Voices(*(db.session.scalars(wanted).all() for wanted in (objections, *others)))


def with_receipt(receipt: str) -> Objection | Complaint | None:
    """By the hash of the code that was handed out."""
    for model in (Objection, Complaint):
        if found := db.session.scalar(select(model).where(model.receipt == receipt)):
            return found
    return None


def projects_to_name(village) -> list[Project]:
    """What is asked becomes public, so only what everybody knows of can be named."""
    wanted = select(Project).where(Project.village_id == village.id, Project.state.not_in(UNPUBLISHED))
    return db.session.scalars(wanted.order_by(Project.code)).all()
