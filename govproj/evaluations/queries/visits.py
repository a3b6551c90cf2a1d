"""Visits, their marks, and the quarter's figures, each with the rows behind it."""

from datetime import date, timedelta
from typing import NamedTuple

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db
from govproj.evaluations.models import Demand, OpinionCard, QuestionSet, Visit
from govproj.evaluations.queries.pace import quarter_of
from govproj.evaluations.queries.preparing import sets_of
from govproj.evaluations.satisfaction import Score, one_decimal

MOST_VISITS = 200


class Quarter(NamedTuple):
    """What the visits of a quarter brought: cards, units that answer, measures, places to be put right."""

    first: date
    last: date
    visits: list[Visit]
    cards: list[OpinionCard]
    demands: list[Demand]

    @property
    def before(self) -> date:
        """A day of the quarter before."""
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def units(self) -> list[str]:
        return sorted({demand.unit for demand in self.demands if demand.measure})

    @property
    def measures(self) -> list[Demand]:
        return [demand for demand in self.demands if demand.measure]

    @property
    def to_mend(self) -> list[Visit]:
        """The newest visit of each place."""
        newest = {visit.place: visit for visit in reversed(self.visits) if visit.needs_mending}
        return [newest[place] for place in sorted(newest)]

    def of(self, village_id: int) -> "Quarter":
        """The part of it that belongs to one village."""
        visits = [visit for visit in self.visits if visit.village_id == village_id]
        demands = [demand for demand in self.demands if demand.village_id == village_id]
        cards = [card for visit in visits for card in visit.cards]
        return self._replace(visits=visits, cards=cards, demands=demands)


class Marks(NamedTuple):
    """What the sheets of a visit say: the mean of each criterion, and the share of the full mark."""

    criteria: list[tuple]  # (name, mean, full mark, sheets)
    share: Score

    @property
    def percent(self):
        return self.share.mean


def quarter(village_ids, day: date) -> Quarter:
    first, last = quarter_of(day)
    visits = db.session.scalars(
        select(Visit)
        .where(Visit.village_id.in_(village_ids), Visit.visited_on.between(first, last))
        .options(
            joinedload(Visit.set), joinedload(Visit.by), selectinload(Visit.sheets), selectinload(Visit.cards)
        )
        .order_by(Visit.visited_on.desc(), Visit.id.desc())
        .limit(MOST_VISITS)
    ).all()
    cards = [card for visit in visits for card in visit.cards]
    wanted = {card.demand_id for card in cards if card.demand_id}
    demands = db.session.scalars(select(Demand).where(Demand.id.in_(wanted)).order_by(Demand.id)).all()
    return Quarter(first, last, visits, cards, list(demands))


def marks_of(visit: Visit) -> Marks:
    """A criterion left out on a sheet is in neither number; the share weighs criteria by their full mark."""
    criteria, points, most = [], 0, 0
    for criterion in visit.set.asked.points:
        given = [sheet.points[criterion["key"]] for sheet in visit.sheets if criterion["key"] in sheet.points]
        mean = one_decimal(Score(sum(given), len(given)).exact)
        criteria.append((criterion["name"], mean, criterion["most"], len(given)))
        points, most = points + sum(given), most + criterion["most"] * len(given)
    return Marks(criteria, Score(100 * points, most))


def score_sets(village_id: int) -> list[QuestionSet]:
    return [found for found in sets_of(village_id) if found.asked.points]


def round_sets(village_id: int) -> list[QuestionSet]:
    """Those a round can ask."""
    return [found for found in sets_of(village_id) if not found.asked.points]


def visit_or_404(user, visit_id: int) -> Visit:
    found = db.session.scalar(
        select(Visit)
        .where(Visit.id == visit_id, Visit.village_id.in_(user.scope))
        .options(
            joinedload(Visit.village),
            joinedload(Visit.set),
            joinedload(Visit.by),
            selectinload(Visit.sheets),
            selectinload(Visit.cards).joinedload(OpinionCard.demand),
        )
    )
    return found or abort(404)


def card_or_404(user, card: str) -> OpinionCard:
    found = db.session.scalar(
        select(OpinionCard)
        .join(OpinionCard.visit)
        .where(OpinionCard.name == card, Visit.village_id.in_(user.scope))
        .options(joinedload(OpinionCard.visit).joinedload(Visit.village))
    )
    return found or abort(404)


def demand_or_404(user, demand_id: int) -> Demand:
    found = db.session.scalar(
        select(Demand)
        .where(Demand.id == demand_id, Demand.village_id.in_(user.scope))
        .options(joinedload(Demand.village))
    )
    return found or abort(404)


def open_demands(village_id: int) -> list[Demand]:
    """Those a further card may be about."""
    return db.session.scalars(
        select(Demand).where(Demand.village_id == village_id, Demand.done_on.is_(None)).order_by(Demand.id)
    ).all()
