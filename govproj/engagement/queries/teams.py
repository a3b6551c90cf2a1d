"""The joint team of a project and its members."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db
from govproj.engagement.models import Agreement, JointTeam, JointTeamMember
from govproj.engagement.states import AgreementKind
from govproj.projects.models import Project
from govproj.projects.queries import WITH_PLACE, readable


def team_of(project) -> JointTeam | None:
    """The one that stands."""
    wanted = select(JointTeam).where(JointTeam.project_id == project.id, JointTeam.dissolved_on.is_(None))
    return db.session.scalar(wanted)


def teams_of(project) -> list[JointTeam]:
    """All there ever were, the standing one first."""
    wanted = (
        select(JointTeam).where(JointTeam.project_id == project.id).options(selectinload(JointTeam.members))
    )
    return db.session.scalars(wanted.order_by(JointTeam.id.desc()).limit(10)).all()


def team_or_404(user, team_id: int) -> JointTeam:
    wanted = (
        select(JointTeam)
        .join(Project)
        .where(readable(user), JointTeam.id == team_id)
        .options(selectinload(JointTeam.members), joinedload(JointTeam.project).options(WITH_PLACE))
    )
    return db.session.scalar(wanted) or abort(404)


def member_or_404(user, team_id: int, member_id: int) -> tuple[JointTeam, JointTeamMember]:
    team = team_or_404(user, team_id)
    return team, next((member for member in team.members if member.id == member_id), None) or abort(404)


def signed_agreement_of(team) -> Agreement | None:
    """The agreement of this team: signed since it was formed, and still standing."""
    wanted = select(Agreement).where(
        Agreement.project_id == team.project_id,
        Agreement.kind == AgreementKind.JOINT_TEAM,
        Agreement.signed_on >= team.formed_on,
        Agreement.ended_on.is_(None),
    )
    return db.session.scalar(wanted.limit(1))
