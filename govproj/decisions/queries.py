"""What can be read about decisions, always from the reader's point of view."""

from typing import NamedTuple

from flask import abort
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Role, User
from govproj.accounts.queries import officers
from govproj.core.db import db
from govproj.decisions.models import DecisionMeeting, DecisionPaper, DecisionProcess, DecisionStep, Resolution
from govproj.decisions.states import Matter, MeetingKind, MinutesState, State, Step
from govproj.projects.models import Project
from govproj.projects.queries import PUBLISHED, WITH_PEOPLE, WITH_PLACE
from govproj.projects.queries import readable as projects_readable

PAGE = 20
WITH_VOTES = selectinload(DecisionProcess.meetings).selectinload(DecisionMeeting.resolutions)
IN_FULL = (
    joinedload(DecisionProcess.project).joinedload(Project.village),
    selectinload(DecisionProcess.steps).joinedload(DecisionStep.by),
    WITH_VOTES.selectinload(Resolution.recusals),
    selectinload(DecisionProcess.papers),
)
IS_PUBLISHED = or_(
    DecisionProcess.steps.any(DecisionStep.step == Step.CONSULTATION),
    and_(DecisionProcess.matter == Matter.INITIATION, DecisionProcess.project.has(PUBLISHED)),
)


def readable(user):
    """What hangs on the board is everybody's; before that it belongs to the village's officials and the lead."""
    if not user.is_authenticated:
        return IS_PUBLISHED
    own = DecisionProcess.project.has(or_(Project.village_id.in_(user.scope), Project.lead_id == user.id))
    return or_(IS_PUBLISHED, own)


def visible_to(user):
    return select(DecisionProcess).where(readable(user))


def process_or_404(user, process_id: int) -> DecisionProcess:
    wanted = visible_to(user).where(DecisionProcess.id == process_id).options(*IN_FULL)
    return db.session.scalar(wanted) or abort(404)


def project_or_404(user, project_id: int) -> Project:
    """Also a project that is no promise yet, once its plan hangs: the plan is there to be judged."""
    hangs = select(DecisionProcess.id).where(
        DecisionProcess.project_id == Project.id,
        DecisionProcess.steps.any(DecisionStep.step == Step.CONSULTATION),
    )
    wanted = select(Project).where(or_(projects_readable(user), hangs.exists()), Project.id == project_id)
    return db.session.scalar(wanted.options(WITH_PLACE, *WITH_PEOPLE)) or abort(404)


def of_project(user, project) -> list[DecisionProcess]:
    wanted = visible_to(user).where(DecisionProcess.project_id == project.id).options(*IN_FULL)
    return db.session.scalars(wanted.order_by(DecisionProcess.id)).all()


def initiation_of(project) -> DecisionProcess | None:
    """The decision to do the project at all."""
    wanted = select(DecisionProcess).where(
        DecisionProcess.project_id == project.id,
        DecisionProcess.matter == Matter.INITIATION,
        DecisionProcess.state != State.ABANDONED,
    )
    return db.session.scalar(wanted.options(selectinload(DecisionProcess.steps), WITH_VOTES))


class Found(NamedTuple):
    rows: list[DecisionProcess]
    next: int | None  # key of the next page


def of_village(user, village, *, before: int | None = None) -> Found:
    """Newest first, a page at a time."""
    wanted = visible_to(user).join(Project).where(Project.village_id == village.id)
    if before:
        wanted = wanted.where(DecisionProcess.id < before)
    options = (joinedload(DecisionProcess.project), selectinload(DecisionProcess.steps), WITH_VOTES)
    wanted = wanted.order_by(DecisionProcess.id.desc()).limit(PAGE + 1).options(*options)
    rows = db.session.scalars(wanted).all()
    return Found(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


# ---- meetings ----


def meeting_or_404(user, meeting_id: int) -> DecisionMeeting:
    """Minutes carry names: they are for those in office, in every version."""
    process = joinedload(DecisionMeeting.process)
    wanted = (
        select(DecisionMeeting)
        .join(DecisionProcess)
        .join(Project)
        .where(Project.village_id.in_(user.scope), DecisionMeeting.id == meeting_id)
        .options(
            process.joinedload(DecisionProcess.project).options(WITH_PLACE),
            process.selectinload(DecisionProcess.steps),
            process.selectinload(DecisionProcess.meetings).selectinload(DecisionMeeting.resolutions),
            joinedload(DecisionMeeting.chair),
            joinedload(DecisionMeeting.recorder),
            joinedload(DecisionMeeting.entered_by),
            joinedload(DecisionMeeting.signed_by),
            selectinload(DecisionMeeting.papers),
            selectinload(DecisionMeeting.resolutions).selectinload(Resolution.recusals),
        )
    )
    return db.session.scalar(wanted) or abort(404)


def versions_of(meeting) -> list[DecisionMeeting]:
    """The other versions of the same minutes, oldest first."""
    same = (meeting.round, meeting.step)
    return [m for m in meeting.process.meetings if (m.round, m.step) == same and m is not meeting]


def last_meeting(village_id: int, *kinds: MeetingKind) -> DecisionMeeting | None:
    """What the next one is filled in from."""
    wanted = (
        select(DecisionMeeting)
        .join(DecisionProcess)
        .join(Project)
        .where(Project.village_id == village_id, DecisionMeeting.kind.in_(kinds))
        .where(DecisionMeeting.state != MinutesState.CORRECTED)
    )
    return db.session.scalar(
        wanted.order_by(DecisionMeeting.held_on.desc(), DecisionMeeting.id.desc()).limit(1)
    )


def who_may_chair(village_id: int) -> list[User]:
    """Those in office in the village; one of them takes the minutes."""
    return officers(village_id, Role.SECRETARY, Role.CADRE, Role.SUPERVISOR)


def paper_or_404(user, paper_id: int) -> DecisionPaper:
    """Photos of the board are everybody's, sheets with names and signatures of those in office."""
    wanted = (
        select(DecisionPaper)
        .join(DecisionProcess)
        .where(DecisionPaper.id == paper_id)
        .options(joinedload(DecisionPaper.process).joinedload(DecisionProcess.project))
        .where(readable(user))
    )
    paper = db.session.scalar(wanted)
    if paper is None or not (paper.is_public or paper.project.village_id in user.scope):
        abort(404)
    return paper
