"""Letters about overdue cases: sent by the daily tick, answered by whoever they are for."""

from datetime import date

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.rectifications import policy
from govproj.rectifications.actions.record import said
from govproj.rectifications.models import RectificationUrging
from govproj.rectifications.pressing import owed

SENT = Event(
    "rectifications.urge",
    "number",
    "level",
    "days",
    "on",
    says=_l("逾期 %(days)s 天，发出%(level)s：%(number)s"),
)
ANSWERED = Event("rectifications.answer_urging", "level", "answer", says=_l("答复%(level)s：%(answer)s"))


def send_due(day: date) -> None:
    """Every letter that is owed up to this morning; a second run, or one after weeks off, adds nothing twice."""
    for turn, letter in list(owed(day)):
        case = turn.rectification
        urging = RectificationUrging(
            rectification_id=case.id,
            turn_number=turn.number,
            level=letter.level,
            sent_on=letter.on,
            days=letter.days,
        )
        db.session.add(urging)
        SENT.record(
            urging,
            by=None,
            village_id=case.village_id,
            project_id=case.project_id,
            number=case.number,
            level=str(letter.level.label),
            days=letter.days,
            on=letter.on,
        )


def answer(urging, *, words: str, by) -> None:
    """Why it is late and by when it will be done; of 查办: what the inspectors have decided."""
    if not policy.can_answer_urging(by, urging):
        raise MoveRefused(_("这份通知不由您答复。"))
    if urging.answered_on is not None:
        raise MoveRefused(_("已经答复过了。"))
    said(words, _("请写明答复。"))
    urging.answer, urging.answered_on, urging.answered_by_id = words, dates.today(), by.id
    ANSWERED.record(urging, by=by, level=str(urging.level.label), answer=words)
