"""Visits that were ordered, as their readers get them; those not announced only for inspectors from outside."""

from collections.abc import Sequence
from datetime import date

from flask import abort
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.inspections import policy
from govproj.inspections.models import (
    Draw,
    InspectionPoint,
    InspectionTask,
    Problem,
    Report,
    SealedVisit,
    SupervisionTheme,
)
from govproj.inspections.states import TaskState
from govproj.projects.models import Project, State
from govproj.villages.models import Town, Village

PAGE = 40
IN_HAND = (TaskState.PLANNED, TaskState.STARTED)
IN_FULL = (
    joinedload(InspectionTask.village).joinedload(Village.town),
    joinedload(InspectionTask.theme),
    joinedload(InspectionTask.draw),
    joinedload(InspectionTask.inspector),
    joinedload(InspectionTask.ordered_by),
    selectinload(InspectionTask.points).joinedload(InspectionPoint.project),
    selectinload(InspectionTask.report).selectinload(Report.items),
    selectinload(InspectionTask.report).selectinload(Report.photos),
    selectinload(InspectionTask.report).selectinload(Report.problems).joinedload(Problem.rectification),
    selectinload(InspectionTask.report).joinedload(Report.by),
)


def readable(user):
    """The offices of the village and above, whoever is sent, and the lead of a project that is visited."""
    led = InspectionTask.points.any(InspectionPoint.project.has(Project.lead_id == user.id))
    return or_(InspectionTask.village_id.in_(user.scope), InspectionTask.inspector_id == user.id, led)


def task_or_404(user, task_id: int) -> InspectionTask:
    wanted = select(InspectionTask).where(readable(user), InspectionTask.id == task_id).options(*IN_FULL)
    return db.session.scalar(wanted) or abort(404)


def clashing(village_id: int, project_ids, due_day: date) -> InspectionTask | None:
    """Another visit to one of these projects that is planned for the same month: come together instead."""
    month = dates.month_of(due_day)
    wanted = select(InspectionTask).where(
        InspectionTask.village_id == village_id,
        InspectionTask.state == TaskState.PLANNED,
        InspectionTask.due_day.between(dates.first_day(month), dates.last_day(month)),
        InspectionTask.points.any(InspectionPoint.project_id.in_(project_ids)),
    )
    return db.session.scalar(wanted.limit(1))


# ---- not announced ----


def sealed_for(user) -> list[SealedVisit]:
    """Still sealed, of villages this reader inspects from outside; a project's own people learn nothing."""
    return _sealed(user, SealedVisit.cancelled_on.is_(None))


def untold_for(user) -> list[SealedVisit]:
    """Called off, and the village has not been told yet."""
    return _sealed(user, SealedVisit.cancelled_on.is_not(None))


def _sealed(user, condition) -> list[SealedVisit]:
    wanted = (
        select(SealedVisit)
        .where(SealedVisit.place_id.in_(user.scope), SealedVisit.task_id.is_(None), condition)
        .options(
            joinedload(SealedVisit.place).joinedload(Village.town),
            joinedload(SealedVisit.inspector),
            joinedload(SealedVisit.theme),
            joinedload(SealedVisit.draw),
            joinedload(SealedVisit.ordered_by),
        )
    )
    found = db.session.scalars(wanted.order_by(SealedVisit.due_day, SealedVisit.id)).all()
    return _not_of(user, [visit for visit in found if policy.can_order_sealed(user, visit.place)])


def _not_of(user, visits: list[SealedVisit]) -> list[SealedVisit]:
    """Without those to a project this reader leads or looks after."""
    own = {number for visit in visits for number in visit.projects}
    if not own:
        return visits
    mine = select(Project.id).where(
        Project.id.in_(own), or_(Project.lead_id == user.id, Project.contact_id == user.id)
    )
    mine = set(db.session.scalars(mine))
    return [visit for visit in visits if not mine & set(visit.projects)]


def sealed_or_404(user, sealed_id: int) -> SealedVisit:
    """A number that is there and not for this reader answers like one that is not there."""
    return next((visit for visit in sealed_for(user) if visit.id == sealed_id), None) or abort(404)


# ---- draws ----


def is_open(drawn: Draw | None) -> bool:
    """Whether every visit of a draw has begun or been told: until then nothing says that there is one."""
    if drawn is None:
        return False
    waiting = select(SealedVisit.id).where(SealedVisit.draw_id == drawn.id, SealedVisit.task_id.is_(None))
    return db.session.scalar(waiting.limit(1)) is None


def draw_or_404(_user, code: str) -> Draw:
    """Public; one whose visits are not announced opens when the last of them has begun or been told."""
    closed = select(SealedVisit.id).where(SealedVisit.draw_id == Draw.id, SealedVisit.task_id.is_(None))
    wanted = select(Draw).where(Draw.code == code, ~closed.exists())
    return db.session.scalar(wanted.options(joinedload(Draw.town), joinedload(Draw.by))) or abort(404)


# ---- what an order can name ----


def inspectors_of(village: Village) -> Sequence[User]:
    """Who can be sent: the committee of the village, the inspectors of town and county."""
    here = or_(
        and_(Office.village_id == village.id, Office.role == Role.SUPERVISOR),
        and_(Office.town_id == village.town_id, Office.role == Role.TOWN_INSPECTOR),
        and_(Office.county_id == village.town.county_id, Office.role == Role.COUNTY_INSPECTOR),
    )
    return _people(here)


def inspectors_in(town: Town) -> Sequence[User]:
    """Of all villages of a town, for a draw."""
    here = or_(
        and_(
            Office.village_id.in_([village.id for village in town.villages]), Office.role == Role.SUPERVISOR
        ),
        and_(Office.town_id == town.id, Office.role == Role.TOWN_INSPECTOR),
    )
    return _people(here)


def _people(here) -> Sequence[User]:
    wanted = (
        select(User)
        .where(User.disabled_at.is_(None), User.offices.any(here))
        .options(
            selectinload(User.offices).joinedload(Office.town).selectinload(Town.villages),
            selectinload(User.offices).joinedload(Office.county),
        )
    )
    return db.session.scalars(wanted.order_by(User.id)).all()


def projects_under_way(village_ids) -> Sequence[Project]:
    """What can be visited: under construction."""
    wanted = select(Project).where(Project.village_id.in_(village_ids), Project.state == State.BUILDING)
    wanted = wanted.options(joinedload(Project.village))
    return db.session.scalars(wanted.order_by(Project.village_id, Project.code)).all()


def themes_of(town_id: int, year: int) -> Sequence[SupervisionTheme]:
    wanted = select(SupervisionTheme).where(
        SupervisionTheme.town_id == town_id, SupervisionTheme.year == year
    )
    return db.session.scalars(wanted.order_by(SupervisionTheme.id)).all()


def villages_in_reach(user) -> Sequence[Village]:
    """Where this reader holds an office, with their towns and counties."""
    wanted = select(Village).where(Village.id.in_(user.scope))
    wanted = wanted.options(joinedload(Village.town).joinedload(Town.county))
    return db.session.scalars(wanted.order_by(Village.town_id, Village.id)).all()


def points_of(visit: SealedVisit) -> list[str]:
    """Where a visit goes that nobody knows of yet."""
    names = select(Project.code, Project.name).where(Project.id.in_(visit.projects))
    known = [f"{code} {name}" for code, name in db.session.execute(names)]
    return known + [line for line in visit.other_points.split("\n") if line]
