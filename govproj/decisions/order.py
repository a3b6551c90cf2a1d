"""Which step comes next, and which days fit between those that are known."""

from datetime import date, timedelta

from govproj.core import dates
from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.decisions.models import DecisionMeeting, DecisionProcess
from govproj.decisions.states import HELD_BY, State, Step

OVER = frozenset({State.REJECTED, State.ABANDONED})
POSTED = frozenset({Step.CONSULTATION, Step.RESULT})


def next_step(process: DecisionProcess) -> Step | None:
    """The first planned step that has not been taken; None at the end and after a no."""
    if process.state in OVER:
        return None
    return next((step for step in process.planned_steps if process.step(step) is None), None)


def to_record(process: DecisionProcess) -> list[Step]:
    """Steps whose meeting can be written down now: its minutes are wanting, and all before it has happened.

    Minutes that wait for their signature hold nobody up; a plan that does not hang yet does.
    """
    if process.state in OVER:
        return []
    found = []
    for step in process.planned_steps:
        meeting = process.meeting(step)
        if meeting is None and step in HELD_BY:
            found.append(step)
        if process.step(step) is None and (meeting is None or not meeting.resolution.passed):
            break
    # The Party organisation's own meeting may be added as long as the project has not been approved.
    decided = process.project.is_published
    return [step for step in found if not (step is Step.PROPOSAL and decided)]


def plan_hangs(process: DecisionProcess) -> bool:
    """Nobody votes before its last day is over."""
    posted = process.step(Step.CONSULTATION)
    return posted is not None and posted.until >= dates.today()


def why_not_on(process: DecisionProcess, step: Step, on: date, *, until: date | None = None) -> str | None:
    """The sentence that says why `step` cannot have been on this day."""
    if on > dates.today():
        return _("日期不能晚于今天。")
    for other in process.planned_steps:
        first, last = _days_of(process, other)
        if first is None or other is step:
            continue
        if other in POSTED and _is_before(other, step) and on <= last:
            return _("“%(step)s”到 %(day)s 才结束，日期要在这之后。", step=other.label, day=in_words(last))
        if _is_before(other, step) and on < first:
            return _("日期不能早于“%(step)s”的 %(day)s。", step=other.label, day=in_words(first))
        if _is_before(step, other) and (until or on) > first:
            return _("日期不能晚于“%(step)s”的 %(day)s。", step=other.label, day=in_words(first))
    return None


def _is_before(one: Step, other: Step) -> bool:
    order = list(Step)
    return order.index(one) < order.index(other)


def _days_of(process, step) -> tuple[date | None, date | None]:
    """First and last day of a step, as taken or as its minutes say."""
    taken, meeting = process.step(step), process.meeting(step)
    if meeting is not None:
        return meeting.held_on, meeting.held_on
    return (taken.occurred_on, taken.until or taken.occurred_on) if taken else (None, None)


def too_short(first: date, until: date, days: int) -> str | None:
    """The sentence for a posting that hangs less than `days` full days."""
    if (until - first).days + 1 >= days:
        return None
    last = first + timedelta(days=days - 1)
    return _("至少公示 %(days)s 天，最早到 %(day)s。", days=days, day=in_words(last))


def notified_late(meeting_on: date, notified_on: date | None, days: int) -> str | None:
    """The sentence for a meeting that was called too late, or of which nobody says when it was called."""
    if notified_on is None:
        return _("请填写哪天通知的；这种会议要提前 %(days)s 天通知。", days=days) if days else None
    if notified_on > meeting_on:
        return _("通知日期不能晚于开会日期。")
    if (meeting_on - notified_on).days < days:
        return _("这种会议要提前 %(days)s 天通知。", days=days)
    return None


def was_consulted(meeting: DecisionMeeting) -> bool:
    """Whether the plan had hung for as many days as the rule asked, and was down before the vote."""
    posted = meeting.process.step(Step.CONSULTATION)
    if posted is None:
        return Step.CONSULTATION not in meeting.process.planned_steps
    days = (posted.until - posted.occurred_on).days + 1
    return days >= (meeting.process.consult_days or 0) and meeting.held_on > posted.until
