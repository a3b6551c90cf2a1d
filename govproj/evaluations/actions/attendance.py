"""Somebody is named as having stood by; he says himself whether he did, or signs on paper."""

from sqlalchemy import delete

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations.models import State
from govproj.evaluations.models.attendance import Attendance, AttendancePaper, OwnWord, Part

CONFIRMED = Event("evaluations.attendance_confirmed", "part", says=_l("被写成见证人的本人确认：当时在场"))
DENIED = Event("evaluations.attendance_denied", "part", says=_l("被写成见证人的本人说：当时不在场"))
STOOD_BY = Event("evaluations.stood_by", "part", says=_l("在场看着开箱、录入纸质问卷"))
PAPERS_ADDED = Event(
    "evaluations.signed_papers_added", "part", "number", says=_l("上传在场签字的扫描件 %(number)s 份")
)


def name(round_, part: Part, user, *, by) -> None:
    db.session.add(Attendance(round_id=round_.id, part=part, user_id=user.id, named_by_id=by.id))


def forget_the_printing(round_) -> None:
    """A new set of slips is printed before somebody anew; who stood by the first time stays in the log."""
    for kind in (Attendance, AttendancePaper):
        db.session.execute(delete(kind).where(kind.round_id == round_.id, kind.part == Part.PRINTING))


def answer(attendance: Attendance, *, present: bool, by) -> None:
    """OwnWord once. A denial stops nothing that is counted, it stands beside the result for everybody."""
    db.session.refresh(attendance, with_for_update={"of": Attendance})
    if attendance.said is not OwnWord.WAITING:
        raise MoveRefused(_("您已经答复过了。"))
    attendance.said, attendance.said_on = OwnWord.PRESENT if present else OwnWord.ABSENT, dates.today()
    (CONFIRMED if present else DENIED).record(attendance.round, by=by, part=attendance.part)


def stand_by(round_, *, by) -> None:
    """At the box nobody is named by others: whoever watches says so."""
    round_.lock()
    mine = Attendance.round_id == round_.id, Attendance.user_id == by.id, Attendance.part == Part.BOX
    if round_.state is not State.CLOSED or db.session.query(Attendance).filter(*mine).count():
        raise MoveRefused(_("已经记下了，或者现在没有纸质问卷要录。"))
    said = {"said": OwnWord.PRESENT, "said_on": dates.today()}
    db.session.add(Attendance(round_id=round_.id, part=Part.BOX, user_id=by.id, named_by_id=by.id, **said))
    STOOD_BY.record(round_, by=by, part=Part.BOX)


def add_papers(round_, part: Part, files, *, by) -> None:
    """For those without an account at hand, and for helpers, who have none."""
    db.session.add_all(
        AttendancePaper(round_id=round_.id, part=part, by_id=by.id, **stored._asdict()) for stored in files
    )
    PAPERS_ADDED.record(round_, by=by, part=part, number=len(files))
