"""What was due, kept and lost: counted by the database, as a whole or by village, theme, source, level and person.

Everything is counted over turns, so that a case that came back counts for what it was the first time as well; only
what was found counts cases. The same conditions count a figure and list the rows behind it.
"""

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, case, func, select, true

from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.money import percent
from govproj.rectifications.models import Rectification
from govproj.rectifications.models import RectificationTurn as Turn


class Span(NamedTuple):
    """Until the end of a day, from the beginning or from another day on."""

    until: date
    since: date | None = None

    def holds(self, day):
        """Whether a column's day lies in it."""
        return and_(day <= self.until, true() if self.since is None else day >= self.since)


def conditions(span: Span) -> dict:
    """What each count counts, as conditions on a turn joined with its case."""
    closed = and_(Turn.closed_on.is_not(None), Turn.closed_on <= span.until)
    handed_in = and_(Turn.submitted_on.is_not(None), Turn.submitted_on <= span.until)
    due, found = span.holds(Turn.due_on), and_(Turn.number == 1, span.holds(Rectification.found_on))
    looked_back = and_(Turn.looked_back_on.is_not(None), span.holds(Turn.looked_back_on))
    came_back = and_(Turn.looked_back_on <= span.until, Turn.lookback_passed.is_(False))
    return {
        "found": found,
        "answered": and_(found, Turn.hand_ins > 0),
        "due": due,
        "closed_of_due": and_(due, closed),
        "closed_in_time": and_(due, Turn.closed_on <= Turn.due_on),
        "overdue": and_(due, Turn.due_on < span.until, ~closed, ~handed_in),
        "look_backs": looked_back,
        "rebounds": and_(looked_back, Turn.lookback_passed.is_(False)),
        "open": ~closed,
        "closed": and_(closed, ~and_(Turn.looked_back_on.is_not(None), came_back)),
    }


class Rate(NamedTuple):
    """A rate never stands without what it was counted from."""

    name: str
    label: str
    meaning: str
    part: str
    whole: str


RATES = {
    rate.name: rate
    for rate in (
        Rate("feedback", _l("反馈率"), _l("反馈率 = 交过整改反馈的 ÷ 发现的问题"), "answered", "found"),
        Rate("closure", _l("整改率"), _l("整改率 = 已销号 ÷ 到期"), "closed_of_due", "due"),
        Rate("in-time", _l("按期销号率"), _l("按期销号率 = 按期销号 ÷ 到期"), "closed_in_time", "due"),
        Rate("rebound", _l("反弹率"), _l("反弹率 = 反弹 ÷ 回头看"), "rebounds", "look_backs"),
    )
}


class Counts(NamedTuple):
    found: int
    answered: int  # of those found: a result has been handed in at least once
    due: int
    closed_of_due: int
    closed_in_time: int  # of those due
    overdue: int
    look_backs: int
    rebounds: int  # of the look-backs
    open: int
    closed: int

    def part(self, rate: Rate) -> int:
        return getattr(self, rate.part)

    def whole(self, rate: Rate) -> int:
        return getattr(self, rate.whole)

    def rate(self, rate: Rate) -> Decimal | None:
        """In %, half up; None where there is nothing to divide by."""
        return percent(self.part(rate), self.whole(rate))


class Line(NamedTuple):
    """One row of a board: a village, a theme, a person …"""

    key: object
    name: str
    counts: Counts


def counted(village_ids: Collection[int], span: Span) -> Counts:
    """The whole of some villages."""
    return Counts(*db.session.execute(_sums(village_ids, span)).one())


def by(column, village_ids: Collection[int], span: Span, name: Callable = str) -> list[Line]:
    """A line for each value of a column of the case or its turn; one question."""
    rows = db.session.execute(
        _sums(village_ids, span).add_columns(column.label("key")).group_by(column).order_by(column)
    )
    return [Line(key, name(key), Counts(*sums)) for *sums, key in rows]


def _sums(village_ids, span: Span):
    sums = (
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)
        for name, condition in conditions(span).items()
    )
    return (
        select(*sums)
        .select_from(Turn)
        .join(Rectification, Rectification.id == Turn.rectification_id)
        .where(Rectification.village_id.in_(village_ids), Turn.opened_on <= span.until)
    )


class Figures(NamedTuple):
    """The seven figures of the report on a day."""

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
    counts = counted(village_ids, Span(on))
    return Figures(*(getattr(counts, name) for name in Figures._fields))
