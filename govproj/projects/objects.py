"""The figures of an object board, and its rows as they are listed."""

from decimal import Decimal
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db
from govproj.core.money import percent
from govproj.projects.models import ObjectStep, Project, ProjectObject, VisitNote
from govproj.projects.policy import can_follow
from govproj.projects.queries import project_or_404, visible_to

PAGE = 50


class Stage(NamedTuple):
    """One column of the wall chart. Cumulative: what was demolished has also been signed for and vacated."""

    number: int
    name: str
    count: int
    area: int  # hundredths of the board's unit
    of: int  # how many had reached the stage before; all objects for the first

    @property
    def rate(self) -> Decimal | None:
        return percent(self.count, self.of)


def stages_of(project) -> list[Stage]:
    """Of a project that has a board."""
    found = db.session.execute(
        select(ProjectObject.stage, func.count(), func.sum(ProjectObject.area))
        .where(ProjectObject.project_id == project.id)
        .group_by(ProjectObject.stage)
    ).all()
    before, stages = sum(count for _stage, count, _area in found), []
    for number, name in enumerate(project.board.stages, 1):
        reached = [(count, area) for stage, count, area in found if stage >= number]
        count = sum(count for count, _area in reached)
        stages.append(Stage(number, name, count, sum(int(area) for _count, area in reached), before))
        before = count
    return stages


class Found(NamedTuple):
    rows: list[ProjectObject]
    next: int | None  # key of the next page


def listed(project, *, stage: int = -1, words: str = "", after: int = 0, inside: bool = False) -> Found:
    """By their number, a page at a time; only insiders look for names."""
    wanted = select(ProjectObject).where(ProjectObject.project_id == project.id, ProjectObject.id > after)
    if stage >= 0:
        wanted = wanted.where(ProjectObject.stage == stage)
    if words:
        in_team = ProjectObject.team.contains(words, autoescape=True)
        named = ProjectObject.name.contains(words, autoescape=True)
        wanted = wanted.where(or_(in_team, named) if inside else in_team)
    rows = db.session.scalars(wanted.order_by(ProjectObject.id).limit(PAGE + 1)).all()
    return Found(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


def names_taken(project, but=None) -> frozenset[str]:
    wanted = select(ProjectObject.name).where(ProjectObject.project_id == project.id)
    return frozenset(db.session.scalars(wanted.where(ProjectObject.id != but.id) if but else wanted))


def ticked(project, ids: list[int]) -> list[ProjectObject]:
    """Those of this project; numbers of another one's objects find nothing."""
    some = [id for id in set(ids) if 0 < id < 2**31]
    wanted = select(ProjectObject).where(ProjectObject.project_id == project.id, ProjectObject.id.in_(some))
    return db.session.scalars(wanted.order_by(ProjectObject.id)).all()


def object_or_404(user, project_id: int, object_id: int) -> tuple[Project, ProjectObject]:
    """For those who work on the project: the page of one object is never public."""
    project = project_or_404(user, project_id)
    if not can_follow(user, project):
        abort(404)
    wanted = select(ProjectObject).where(
        ProjectObject.project_id == project.id, ProjectObject.id == object_id
    )
    steps = selectinload(ProjectObject.steps).joinedload(ObjectStep.by)
    visits = selectinload(ProjectObject.visits).joinedload(VisitNote.by)
    return project, db.session.scalar(wanted.options(steps, visits)) or abort(404)


def project_with_board(user, project_id: int) -> Project:
    """404 where there is no board: nothing can be listed or entered."""
    wanted = visible_to(user).where(Project.id == project_id)
    options = (joinedload(Project.board), joinedload(Project.village))
    project = db.session.scalar(wanted.options(*options))
    return project if project and project.board else abort(404)
