"""The course of a matter in the order in which it happened, for those who handle it."""

from datetime import datetime
from typing import NamedTuple

from govproj.core.i18n import _


class Act(NamedTuple):
    """`kind` is that of a badge."""

    at: datetime
    words: str
    who: str = ""
    note: str = ""
    kind: str = "plain"


def course_of(matter) -> list[Act]:
    acts = [Act(matter.received_at, _("收到"), str(matter.channel.label))]
    if matter.first_minutes is not None:
        note = _("收到后 %(n)s 分钟", n=matter.first_minutes)
        acts.append(Act(matter.first_at, _("首次响应"), note=note, kind="good"))
    for one in matter.earlier:
        acts += _earlier(one)
    if matter.on_site_at:
        acts.append(Act(matter.on_site_at, _("到现场")))
    if matter.done_at:
        note = _("%(result)s（收到后 %(n)s 分钟）", result=matter.result, n=matter.finish_minutes)
        acts.append(Act(matter.done_at, _("办好"), matter.done_by.name, note, "good"))
    if matter.replied_at:
        acts.append(Act(matter.replied_at, _("答复"), matter.replied_by.name, matter.reply))
    return sorted([*acts, *_verdicts(matter)], key=lambda act: act.at)


def _earlier(one):
    """What was done before it was opened again, and why it was."""
    if one.done_at:
        who = one.done_by.name
        yield Act(one.done_at, _("第 %(n)s 次办理的结果", n=one.turn), who, one.result)
    yield Act(one.reopened_at, _("不满意，重新办理"), note=one.why, kind="late")


def _verdicts(matter):
    """Those that opened it again have been told already."""
    for one in matter.verdicts:
        if one.satisfied or one.turn == matter.turn:
            said = _("满意") if one.satisfied else _("不满意")
            who, kind = one.by.name if one.by else "", "good" if one.satisfied else "late"
            yield Act(one.at, f"{one.teller.label}{_('：')}{said}", who, one.words, kind)
