"""What a village or a town had due, kept and lost, with numerators and denominators."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, case, func, select

from govproj.core.db import db
from govproj.core.money import percent
from govproj.rectifications.models import Rectification
from govproj.rectifications.models import RectificationTurn as Turn


class Figures(NamedTuple):
    """Counted over turns, so that a case that came back counts for what it was the first time as well."""

    due: int  # 到期
    closed_in_time: int  # of those due
    overdue: int
    look_backs: int
    rebounds: int  # of the look-backs
    open: int
    closed: int

    @property
    def in_time_rate(self) -> Decimal | None:
        """按期销号率 = closed in time ÷ due, in %."""
        return percent(self.closed_in_time, self.due)

    @property
    def rebound_rate(self) -> Decimal | None:
        """反弹率 = reopened ÷ look-backs, in %."""
        return percent(self.rebounds, self.look_backs)


def figures(village_ids: Collection[int], on: date) -> Figures:
    """What the villages had due, kept and lost until the end of the day `on`."""
    was_closed = and_(Turn.closed_on.is_not(None), Turn.closed_on <= on)
    was_handed_in = and_(Turn.submitted_on.is_not(None), Turn.submitted_on <= on)
    looked_back = and_(Turn.looked_back_on.is_not(None), Turn.looked_back_on <= on)
    last = and_(looked_back, Turn.lookback_passed.is_(False))
    counted = (
        Turn.due_on <= on,
        and_(Turn.due_on <= on, Turn.closed_on <= Turn.due_on),
        and_(Turn.due_on < on, ~was_closed, ~was_handed_in),
        looked_back,
        last,
        ~was_closed,
        and_(was_closed, ~last),
    )
    row = db.session.execute(
        select(*(func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in counted))
        .select_from(Turn)
        .join(Rectification, Rectification.id == Turn.rectification_id)
        .where(Rectification.village_id.in_(village_ids), Turn.opened_on <= on)
    ).one()
    return Figures(*row)
