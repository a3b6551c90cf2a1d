"""More time: asked for by the one responsible, answered one level above whoever set the day."""

from datetime import timedelta

from govproj.core.audit import Event
from govproj.core.due_changes import move_due
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.rectifications import policy
from govproj.rectifications.actions.record import act, day_of_act, in_hand_of, rule, said, written
from govproj.rectifications.states import IN_HAND, ActKind

ASKED = Event(
    "rectifications.ask_extension", "days", "reason", "on", says=_l("申请延期 %(days)s 天：%(reason)s")
)
GRANTED = Event(
    "rectifications.grant_extension", "due_before", "due_after", "on", says=_l("同意延期到 %(due_after)s")
)
DECLINED = Event("rectifications.decline_extension", "note", "on", says=_l("不同意延期：%(note)s"))


def ask_extension(case, *, days: int, reason: str, by, on=None) -> None:
    """Once in a turn, and before the time is up: later it would only paint over the delay."""
    on, turn, most = day_of_act(case, on), case.turn, rule(case, "rectification.extension_days")
    in_hand_of(by, case, _l("申请延期"))
    if turn.extension_days is not None:
        raise MoveRefused(_("延期只能申请一次。"))
    if on > turn.due_on:
        raise MoveRefused(_("已经逾期，不能再申请延期，请尽快整改。"))
    said(reason, _("请写明为什么要延期。"))
    if not 1 <= days <= most:
        raise MoveRefused(_("延期最多 %(days)s 天。", days=most))
    turn.extension_days, turn.extension_reason = days, reason
    act(
        case,
        ActKind.EXTENSION_ASKED,
        by,
        on,
        f"{written(turn.due_on)} → {written(turn.due_on + timedelta(days=days))} · {reason}",
    )
    ASKED.record(case, by=by, days=days, reason=reason, on=on)


def grant_extension(case, *, by, on=None) -> None:
    on, turn = day_of_act(case, on), case.turn
    _must_be_asked(case, by)
    turn.extended_from, later = turn.due_on, turn.due_on + timedelta(days=turn.extension_days)
    move_due(turn, "due_on", later, reason=turn.extension_reason, by=by)
    if case.next_due_on == turn.extended_from:
        case.next_due_on = turn.due_on
    act(case, ActKind.EXTENDED, by, on, f"{written(turn.extended_from)} → {written(turn.due_on)}")
    GRANTED.record(case, by=by, due_before=turn.extended_from, due_after=turn.due_on, on=on)


def decline_extension(case, *, note: str, by, on=None) -> None:
    """The day stands, and the one request of this turn is used up."""
    on = day_of_act(case, on)
    _must_be_asked(case, by)
    said(note, _("请写明不同意的理由。"))
    case.turn.extension_declined = True
    act(case, ActKind.EXTENSION_DECLINED, by, on, note)
    DECLINED.record(case, by=by, note=note, on=on)


def _must_be_asked(case, by) -> None:
    if not case.turn.extension_asked or case.state not in IN_HAND:
        raise MoveRefused(_("没有等待答复的延期申请。"))
    if not policy.can_answer_extension(by, case):
        raise MoveRefused(_("延期要由交办人的上一级答复。"))
