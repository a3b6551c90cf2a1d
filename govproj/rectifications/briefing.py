"""The month's briefing (通报) of a town: what was found, closed, looked back at and is overdue, as plain facts.

The draft is worked out anew each time it is opened; once issued the same facts are kept word for word.
"""

from datetime import date
from typing import NamedTuple

from flask import abort
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l, in_chinese
from govproj.projects.models import Project
from govproj.rectifications.figures import Span, by, counted
from govproj.rectifications.models import (
    Rectification,
    RectificationAct,
    RectificationBriefing,
    RectificationUrging,
)
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.states import ActKind
from govproj.villages.models import Town, Village

RESULTS = (ActKind.LOOKBACK_PASSED, ActKind.REOPENED)
MOST = 1000  # cases a month in one town
SECTIONS = ("passed", "rebounds", "waiting", "closed", "found", "overdue", "coming")


class Month(NamedTuple):
    """A town's month, and what has been issued about it, the newest edition first."""

    town: Town
    month: str
    issued: list[RectificationBriefing]

    @property
    def first(self) -> date:
        return dates.first_day(self.month)

    @property
    def as_of(self) -> date:
        """Its last day, or today while it runs."""
        return min(dates.last_day(self.month), dates.today())

    def edition(self, number: int) -> RectificationBriefing | None:
        """The one asked for, else the newest."""
        return next((b for b in self.issued if b.edition == number), self.issued[0] if self.issued else None)


def month_or_404(user, town_id: int, month: str) -> tuple[Month]:
    """Towns in which, or above which, an office is held; months that have begun."""
    town = db.session.scalar(
        select(Town).where(Town.id == town_id).options(selectinload(Town.villages), joinedload(Town.county))
    )
    if town is None or not {village.id for village in town.villages} & set(user.scope):
        abort(404)
    known = len(month) == 7 and month[:4].isdecimal() and month.isascii() and month[4] == "-"
    if (
        not known
        or not ("2000-01" <= month <= dates.month_of(dates.today()))
        or not "01" <= month[5:] <= "12"
    ):
        abort(404)
    return (Month(town, month, _issued([town_id], month)),)


def _issued(town_ids, month: str | None = None) -> list[RectificationBriefing]:
    wanted = select(RectificationBriefing).where(RectificationBriefing.town_id.in_(town_ids))
    if month:
        wanted = wanted.where(RectificationBriefing.month == month)
    wanted = wanted.options(
        joinedload(RectificationBriefing.issued_by), joinedload(RectificationBriefing.town)
    )
    newest = wanted.order_by(RectificationBriefing.month.desc(), RectificationBriefing.edition.desc())
    return db.session.scalars(newest.limit(200)).all()


class Shelf(NamedTuple):
    """The briefings of a town: the newest edition of each month, and the months of this year without one."""

    town: Town
    issued: list[RectificationBriefing]
    drafts: list[str]


def shelves(user) -> list[Shelf]:
    """By town; three questions."""
    wanted = select(Town).join(Village).where(Village.id.in_(user.scope)).distinct().order_by(Town.id)
    towns = db.session.scalars(wanted.options(selectinload(Town.villages))).all()
    newest: dict[tuple[int, str], RectificationBriefing] = {}
    for briefing in _issued([town.id for town in towns]):
        newest.setdefault((briefing.town_id, briefing.month), briefing)
    today = dates.today()
    months = dates.months_between(f"{today.year - (today.month == 1)}-01", dates.month_of(today))[::-1]
    return [
        Shelf(
            town,
            [briefing for (town_id, _month), briefing in newest.items() if town_id == town.id],
            [month for month in months if (town.id, month) not in newest],
        )
        for town in towns
    ]


# ---- the facts ----


def facts_of(month: Month) -> dict:
    """What is printed, as JSON and in the language of the files: counts, a line a village, rows by section."""
    ids = [village.id for village in month.town.villages]
    names = {village.id: village.name for village in month.town.villages}
    span = Span(month.as_of, month.first)
    turns = _turns(ids, month)
    seen, pressed = _words_of(turns), _pressed(turns, month.as_of)
    rows = {name: [] for name in SECTIONS}
    for turn in turns:
        for section in _sections_of(turn, month):
            rows[section].append(
                _row(turn, month, seen.get((turn.rectification_id, turn.number), ""), pressed)
            )
    return {
        "counts": counted(ids, span)._asdict(),
        "villages": [
            {"name": line.name} | line.counts._asdict()
            for line in by(Rectification.village_id, ids, span, names.get)
        ],
        "rows": rows,
    }


def _turns(ids, month: Month) -> list[Turn]:
    first, last, next_month = month.first, month.as_of, dates.last_day(dates.next_month(month.month))
    wanted = (
        select(Turn)
        .join(Turn.rectification)
        .where(Rectification.village_id.in_(ids), Turn.opened_on <= last)
        .where(
            or_(
                Turn.opened_on >= first,
                and_(Turn.closed_on >= first, Turn.closed_on <= last),
                and_(Turn.looked_back_on >= first, Turn.looked_back_on <= last),
                and_(Turn.due_on < last, or_(Turn.closed_on.is_(None), Turn.closed_on > last)),
                and_(Turn.lookback_due_on <= next_month, Turn.looked_back_on.is_(None)),
            )
        )
        .options(
            contains_eager(Turn.rectification).options(
                joinedload(Rectification.village).load_only(Village.name),
                joinedload(Rectification.project).load_only(Project.name),
            ),
            joinedload(Turn.responsible),
        )
        .order_by(Rectification.year, Rectification.serial, Turn.number)
    )
    return db.session.scalars(wanted.limit(MOST)).all()


def _sections_of(turn: Turn, month: Month):
    """Everything that happened to a turn in the month, as it was known on its last day."""
    first, last = month.first, month.as_of
    closed = turn.closed_on is not None and turn.closed_on <= last
    looked_back = turn.looked_back_on is not None and turn.looked_back_on <= last
    if looked_back and turn.looked_back_on >= first:
        yield "passed" if turn.lookback_passed else "rebounds"
    if closed and not looked_back and turn.lookback_due_on is not None:
        yield "waiting" if turn.lookback_due_on <= last else "coming"
    if closed and turn.closed_on >= first:
        yield "closed"
    if turn.number == 1 and turn.opened_on >= first:
        yield "found"
    if not closed and turn.due_on < last and not (turn.submitted_on and turn.submitted_on <= last):
        yield "overdue"


def _row(turn: Turn, month: Month, words: str, pressed: dict) -> dict:
    """What is confidential has its number and its village, and no words: the briefing goes to other villages."""
    case, open_to_all = turn.rectification, not turn.rectification.confidential
    return {
        "number": case.number,
        "village": case.village.name,
        "project": case.project.name if case.project and open_to_all else "",
        "title": case.title if open_to_all else in_chinese(_l("（不公开的问题）")),
        "level": in_chinese(case.level.label),
        "responsible": turn.responsible.name if turn.responsible and open_to_all else "",
        "due_on": turn.due_on.isoformat(),
        "closed_on": turn.closed_on.isoformat() if turn.closed_on else "",
        "looked_back_on": turn.looked_back_on.isoformat() if turn.looked_back_on else "",
        "lookback_due_on": turn.lookback_due_on.isoformat() if turn.lookback_due_on else "",
        "days": max(0, (month.as_of - turn.due_on).days),
        "pressed": pressed.get((case.id, turn.number), ""),
        "words": words if open_to_all else "",
    }


def _words_of(turns) -> dict[tuple[int, int], str]:
    """What those who looked back saw."""
    act = RectificationAct
    wanted = select(act.rectification_id, act.turn_number, act.note).where(
        act.rectification_id.in_({turn.rectification_id for turn in turns}), act.kind.in_(RESULTS)
    )
    return {(case_id, number): words for case_id, number, words in db.session.execute(wanted)}


def _pressed(turns, until: date) -> dict[tuple[int, int], str]:
    """The hardest letter that had gone out about a turn by then."""
    sent = RectificationUrging
    wanted = select(sent.rectification_id, sent.turn_number, sent.level).where(
        sent.rectification_id.in_({turn.rectification_id for turn in turns}), sent.sent_on <= until
    )
    rows = db.session.execute(wanted.order_by(sent.id))
    return {(case_id, number): in_chinese(level.label) for case_id, number, level in rows}
