"""What every act on a case has in common: its day, its trace on the case, and whose turn it is."""

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.rectifications import policy
from govproj.rectifications.models import RectificationAct
from govproj.rectifications.states import IN_HAND
from govproj.rectifications.workflow import WORKFLOW
from govproj.villages import rules


def move(name, case, kind, by, on, note="") -> None:
    WORKFLOW.make(name, case, by=by, note=note, on=on)
    act(case, kind, by, on, note)


def act(case, kind, by, on, note="", seat=None) -> None:
    case.acts.append(
        RectificationAct(
            kind=kind,
            turn_number=case.turn_number,
            hand_in=case.turn.hand_ins,
            occurred_on=on,
            by_id=None if by is None else by.id,
            office="" if by is None else by.office_for(case.village_id),
            seat=seat,
            note=note,
        )
    )
    touch(case)


def touch(case) -> None:
    """Every act is a change of the case, so that of two at once the second one is told."""
    flag_modified(case, "turn_number")


def day_of_act(case, on: date | None) -> date:
    """The day of an act: today unless said otherwise, never in the future nor before the act before it."""
    on, last = on or dates.today(), case.acts[-1].occurred_on
    if on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if on < last:
        raise MoveRefused(_("日期不能早于上一步的 %(day)s。", day=in_words(last)))
    return on


def rule(case, key: str, on: date | None = None):
    return rules.value(key, case.village_id, on)


def written(day: date) -> str:
    """A day inside a note that is kept: always in the language of the files, whoever types."""
    return f"{day.year}年{day.month}月{day.day}日"


def said(words: str, sentence: str) -> None:
    """An act without its words is no act; `sentence` tells what they should be about."""
    if not words.strip():
        raise MoveRefused(sentence)


def in_hand_of(by, case, what) -> None:
    """MoveRefused unless `by` is the one responsible and still at work on it."""
    if not policy.can_carry_out(by, case):
        raise MoveRefused(_("只有责任人能%(what)s。", what=what))
    if case.state not in IN_HAND:
        raise MoveRefused(
            _("“%(state)s”状态下不能%(what)s，请刷新页面核对。", state=case.state.label, what=what)
        )
