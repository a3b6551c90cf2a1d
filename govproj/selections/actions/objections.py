"""What is said against the person on the notice board, by anybody, and the reply everybody reads."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.deadlines import workdays_after
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.selections.models import SelectionObjection
from govproj.selections.states import Channel, State
from govproj.villages import rules

OBJECTED = Event(
    "selections.objection_recorded",
    "channel",
    "text",
    says=_l("收到对领办人选的异议（%(channel)s）：%(text)s"),
)
OBJECTION_ANSWERED = Event(
    "selections.objection_answered", "finding", "answer", says=_l("答复了异议（%(finding)s）：%(answer)s")
)
MOST_OPEN = 50  # past that nobody could answer them in time, and a flood would stop every appointment


def object_to(selection, *, text: str, by) -> SelectionObjection:
    """From the public page. `by` is the anonymous reader, whoever sits there: the account is not kept."""
    return _receive(selection, text, Channel.WEB, by=by, by_id=None)


def take_down(selection, *, text: str, channel: Channel, by) -> SelectionObjection:
    """What somebody said, wrote or phoned, put down by a cadre without the name of who it was."""
    return _receive(selection, text, channel, by=by, by_id=by.id)


def _receive(selection, text, channel, *, by, by_id) -> SelectionObjection:
    if selection.state is not State.PUBLICISED:
        raise MoveRefused(_("只有公示期间才登记异议。"))
    open_ones = [o for o in selection.objections if o.answered_on is None]
    if again := next((o for o in open_ones if o.text == text), None):
        return again  # pressed twice, or the same words from two people: one reply answers both
    if len(open_ones) >= MOST_OPEN:
        raise MoveRefused(_("等待答复的异议已经很多，网上暂时收不下。请打村监会或镇纪委的电话。"))
    workdays = rules.value("lead.objection_workdays", selection.village_id)
    objection = SelectionObjection(text=text, channel=channel, by_id=by_id)
    objection.decision_id = selection.decision.id
    objection.due_on = workdays_after(dates.today(), workdays)
    selection.objections.append(objection)
    OBJECTED.record(selection, by=by, channel=channel, text=text)
    return objection


def answer(objection, *, answer: str, finding, by) -> None:
    if objection.answered_on:
        raise MoveRefused(_("这条异议已经答复过。"))
    objection.answer, objection.finding = answer, finding
    objection.answered_on, objection.answered_by_id = dates.today(), by.id
    OBJECTION_ANSWERED.record(objection.selection, by=by, finding=finding, answer=answer)
