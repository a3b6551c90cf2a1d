"""What can be read about the building: files, concealed work, milestones."""

from collections import defaultdict

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db
from govproj.projects.models import (
    ConcealedWork,
    Milestone,
    MilestoneChange,
    Project,
    ProjectFile,
    Purpose,
)
from govproj.projects.queries.project import project_or_404, readable

# Photos of the site and of what hangs on the board; all other files are for those who work on the project.
PUBLIC_PHOTOS = (Purpose.START_NOTICE, Purpose.CONCEALED)


def file_or_404(user, file_id: int) -> ProjectFile:
    inside = or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)
    wanted = (
        select(ProjectFile)
        .join(Project, Project.id == ProjectFile.project_id)
        .where(ProjectFile.id == file_id, readable(user), or_(ProjectFile.purpose.in_(PUBLIC_PHOTOS), inside))
    )
    return db.session.scalar(wanted) or abort(404)


def photos_of(project) -> dict[tuple[str, int], list[ProjectFile]]:
    """By ("start_notice", id) or ("concealed", id) of what they show."""
    wanted = select(ProjectFile).where(
        ProjectFile.project_id == project.id, ProjectFile.purpose.in_(PUBLIC_PHOTOS)
    )
    found = defaultdict(list)
    for file in db.session.scalars(wanted.order_by(ProjectFile.id)):
        found[file.purpose.value, file.start_notice_id or file.concealed_work_id].append(file)
    return found


def concealed_or_404(user, project_id: int, work_id: int) -> tuple[Project, ConcealedWork]:
    project = project_or_404(user, project_id)
    wanted = select(ConcealedWork).where(ConcealedWork.id == work_id, ConcealedWork.project_id == project.id)
    return project, db.session.scalar(wanted) or abort(404)


WITH_CHANGES = (
    joinedload(Milestone.accepted_by),
    selectinload(Milestone.changes).joinedload(MilestoneChange.by),
)


def milestone_or_404(user, project_id: int, milestone_id: int) -> tuple[Project, Milestone]:
    project = project_or_404(user, project_id)
    wanted = select(Milestone).where(Milestone.id == milestone_id, Milestone.project_id == project.id)
    return project, db.session.scalar(wanted.options(*WITH_CHANGES)) or abort(404)


def milestones_of(project) -> list[Milestone]:
    """In the order of the plan, with what was changed and by whom."""
    wanted = select(Milestone).where(Milestone.project_id == project.id).options(*WITH_CHANGES)
    return db.session.scalars(wanted.order_by(Milestone.planned_on, Milestone.id)).all()
