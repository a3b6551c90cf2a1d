"""Who is named as having stood by at a round, what they say themselves, and the papers they signed."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.core.db import db
from govproj.evaluations.models.attendance import Attendance, AttendancePaper, Part
from govproj.evaluations.queries.reading import round_or_404


def attendances(round_, *parts: Part) -> list[Attendance]:
    wanted = select(Attendance).where(Attendance.round_id == round_.id).options(joinedload(Attendance.user))
    if parts:
        wanted = wanted.where(Attendance.part.in_(parts))
    return db.session.scalars(wanted.order_by(Attendance.id)).all()


def signed_papers(round_, *parts: Part) -> list[AttendancePaper]:
    wanted = select(AttendancePaper).where(AttendancePaper.round_id == round_.id)
    if parts:
        wanted = wanted.where(AttendancePaper.part.in_(parts))
    return db.session.scalars(wanted.order_by(AttendancePaper.id)).all()


def own_attendance(user, attendance_id: int) -> Attendance:
    """Only of the one who is named."""
    wanted = select(Attendance).options(joinedload(Attendance.round), joinedload(Attendance.named_by))
    mine = Attendance.user_id == user.id
    return db.session.scalar(wanted.where(Attendance.id == attendance_id, mine)) or abort(404)


def signed_paper_or_404(user, signed_paper_id: int) -> tuple:
    """With the round it belongs to."""
    paper = db.session.get(AttendancePaper, signed_paper_id) or abort(404)
    return round_or_404(user, paper.round_id), paper
