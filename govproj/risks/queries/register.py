"""Screenings, points and measures as those in office read them, and the figures of many villages."""

from decimal import Decimal
from typing import NamedTuple

from flask import abort
from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Role, User
from govproj.accounts.queries import officers
from govproj.checklists.catalogue import Level
from govproj.core.db import db, rows
from govproj.core.money import percent
from govproj.risks.models import ControlMeasure, RiskFinding, RiskPoint, RiskScreening
from govproj.risks.states import State
from govproj.villages.models import Town, Village

MOST = 500
PLACE = joinedload(RiskPoint.village).joinedload(Village.town).joinedload(Town.county)
SCREENED_IN = joinedload(RiskScreening.village).joinedload(Village.town).joinedload(Town.county)
MEASURES = selectinload(RiskPoint.measures).joinedload(ControlMeasure.owner)
GRAVEST_FIRST = case({level.value: number for number, level in enumerate(Level)}, value=RiskPoint.level)


def points_of(village) -> list[RiskPoint]:
    """What is open first, the gravest before the others."""
    wanted = select(RiskPoint).where(RiskPoint.village_id == village.id)
    order = (RiskPoint.state == State.CLOSED, GRAVEST_FIRST, RiskPoint.number)
    return db.session.scalars(wanted.options(MEASURES).order_by(*order).limit(MOST)).all()


def screenings_of(village) -> list[RiskScreening]:
    """Newest first."""
    wanted = select(RiskScreening).where(RiskScreening.village_id == village.id)
    order = (RiskScreening.held_on.desc(), RiskScreening.id.desc())
    return db.session.scalars(
        wanted.options(selectinload(RiskScreening.findings)).order_by(*order).limit(MOST)
    ).all()


def screening_or_404(user, screening_id: int) -> RiskScreening:
    wanted = (
        select(RiskScreening)
        .where(RiskScreening.id == screening_id, RiskScreening.village_id.in_(user.scope))
        .options(
            SCREENED_IN,
            joinedload(RiskScreening.by),
            selectinload(RiskScreening.findings).joinedload(RiskFinding.point),
        )
    )
    return db.session.scalar(wanted) or abort(404)


def point_or_404(user, point_id: int) -> RiskPoint:
    wanted = (
        select(RiskPoint)
        .where(RiskPoint.id == point_id, RiskPoint.village_id.in_(user.scope))
        .options(PLACE, MEASURES, selectinload(RiskPoint.findings).joinedload(RiskFinding.screening))
    )
    return db.session.scalar(wanted) or abort(404)


def measure_or_404(user, measure_id: int) -> ControlMeasure:
    wanted = (
        select(ControlMeasure)
        .join(ControlMeasure.point)
        .where(ControlMeasure.id == measure_id, RiskPoint.village_id.in_(user.scope))
        .options(joinedload(ControlMeasure.point).options(PLACE), joinedload(ControlMeasure.owner))
    )
    return db.session.scalar(wanted) or abort(404)


def owners_in(village_id: int) -> list[User]:
    """Whom a measure can be given to."""
    return officers(village_id, Role.CADRE, Role.SECRETARY)


def not_met_by(screening) -> list[RiskPoint]:
    """Points of the village this round has not met yet."""
    met = select(RiskFinding.point_id).where(RiskFinding.screening_id == screening.id)
    wanted = select(RiskPoint).where(RiskPoint.village_id == screening.village_id, RiskPoint.id.not_in(met))
    return db.session.scalars(wanted.order_by(RiskPoint.number).limit(MOST)).all()


class Figures(NamedTuple):
    """排查 · 风险点（高、中、低）· 举措（已落实）of a village; a point counts once however often it was found."""

    village_id: int
    name: str
    screenings: int
    points: int
    high: int
    medium: int
    low: int
    open: int
    measures: int
    done: int

    @property
    def done_pct(self) -> Decimal | None:
        return percent(self.done, self.measures)


def figures(user) -> list[Figures]:
    """One question for all villages of somebody's office."""
    points = select(func.count()).where(RiskPoint.village_id == Village.id)
    measures = (
        select(func.count())
        .select_from(ControlMeasure)
        .join(RiskPoint, RiskPoint.id == ControlMeasure.point_id)
    ).where(RiskPoint.village_id == Village.id)
    counts = (
        select(func.count()).where(RiskScreening.village_id == Village.id),
        points,
        *(points.where(RiskPoint.level == level) for level in Level),
        points.where(RiskPoint.state == State.OPEN),
        measures,
        measures.where(ControlMeasure.done_on.is_not(None)),
    )
    columns = (count.correlate(Village).scalar_subquery() for count in counts)
    wanted = select(Village.id, Village.name, *columns).where(Village.id.in_(user.scope))
    return [Figures(*row) for row in rows(wanted.order_by(Village.town_id, Village.id))]


def total(found) -> Figures:
    """Added up over villages."""
    sums = [sum(column) for column in zip(*(row[2:] for row in found), strict=True)] if found else [0] * 8
    return Figures(0, "", *sums)
