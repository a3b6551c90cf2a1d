"""Which overdue cases a letter is owed about: read in three questions, worked out by urging.letters."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import contains_eager

from govproj.core.db import db
from govproj.rectifications.models import RectificationAct, RectificationUrging
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.states import ActKind
from govproj.rectifications.urging import History, Letter, Urging, letters
from govproj.villages import rules

MATTER = (ActKind.SUBMITTED, ActKind.RETURNED, ActKind.EXTENDED)
AT_ONCE = 500  # values in one question


class Owed(NamedTuple):
    turn: Turn
    letter: Letter


def owed(until: date) -> Iterator[Owed]:
    """Every letter not yet sent that should have gone out up to the morning of `until`."""
    turns = _late_turns(until)
    for first in range(0, len(turns), AT_ONCE):
        some = turns[first : first + AT_ONCE]
        acts, sent = _acts_of(some), _sent_about(some)
        for turn in some:
            key = (turn.rectification_id, turn.number)
            history = history_of(turn, acts[key])
            thresholds = rules.value(
                "rectification.urging_days", turn.rectification.village_id, turn.extended_from or turn.due_on
            )
            for letter in letters(history, thresholds, until, sent[key]):
                yield Owed(turn, letter)


def _late_turns(until: date) -> list[Turn]:
    """Past their first due day while open, the hardest letter not sent; those closed late meanwhile included."""
    due = func.coalesce(Turn.extended_from, Turn.due_on)
    hardest = select(RectificationUrging.rectification_id, RectificationUrging.turn_number).where(
        RectificationUrging.level == Urging.INVESTIGATE
    )
    wanted = (
        select(Turn)
        .join(Turn.rectification)
        .where(due < until, or_(Turn.closed_on.is_(None), Turn.closed_on > due))
        .where(tuple_(Turn.rectification_id, Turn.number).not_in(hardest))
        .options(contains_eager(Turn.rectification))
        .order_by(due, Turn.id)
    )
    return db.session.scalars(wanted).all()


def _acts_of(turns: list[Turn]) -> dict[tuple[int, int], list]:
    wanted = (
        select(
            RectificationAct.rectification_id,
            RectificationAct.turn_number,
            RectificationAct.kind,
            RectificationAct.occurred_on,
        )
        .where(RectificationAct.rectification_id.in_({turn.rectification_id for turn in turns}))
        .where(RectificationAct.kind.in_(MATTER))
        .order_by(RectificationAct.rectification_id, RectificationAct.turn_number, RectificationAct.id)
    )
    found: dict[tuple[int, int], list] = defaultdict(list)
    for key, acts in groupby(db.session.execute(wanted), lambda row: (row[0], row[1])):
        found[key] = [(act.kind, act.occurred_on) for act in acts]
    return found


def _sent_about(turns: list[Turn]) -> dict[tuple[int, int], list[Urging]]:
    wanted = select(RectificationUrging).where(
        RectificationUrging.rectification_id.in_({turn.rectification_id for turn in turns})
    )
    found: dict[tuple[int, int], list[Urging]] = defaultdict(list)
    for sent in db.session.scalars(wanted):
        found[sent.rectification_id, sent.turn_number].append(sent.level)
    return found


def history_of(turn: Turn, acts) -> History:
    """`acts` are (kind, day) of the turn in their order; those not needed are passed over."""
    dues, handed_in = [(turn.opened_on, turn.extended_from or turn.due_on)], []
    for kind, day in acts:
        match kind:
            case ActKind.EXTENDED:
                dues.append((day + timedelta(days=1), turn.due_on))
            case ActKind.SUBMITTED:
                handed_in.append((day, None))
            case ActKind.RETURNED if handed_in:
                handed_in[-1] = (handed_in[-1][0], day)
    return History(dues, handed_in)
