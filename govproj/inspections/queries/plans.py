"""Plans with their groups, and who can be asked to sit in one."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core.db import db
from govproj.inspections.models import GroupMember, SupervisionPlan
from govproj.inspections.states import PlanState
from govproj.projects.models import Project
from govproj.projects.queries import project_or_404


def plan_of(project) -> SupervisionPlan | None:
    wanted = select(SupervisionPlan).where(SupervisionPlan.project_id == project.id)
    wanted = wanted.options(
        selectinload(SupervisionPlan.members).joinedload(GroupMember.user).selectinload(User.offices),
        joinedload(SupervisionPlan.project),
    )
    return db.session.scalar(wanted)


def plan_seen_by(user, project) -> SupervisionPlan | None:
    """Who watches is public once the town has approved it; a draft belongs to the offices."""
    plan = plan_of(project)
    if plan is not None and (plan.state is PlanState.APPROVED or project.village_id in user.scope):
        return plan
    return None


def plan_or_404(user, project_id: int) -> SupervisionPlan:
    """Of a project this reader may see, for whoever has a part in it."""
    return plan_seen_by(user, project_or_404(user, project_id)) or abort(404)


def candidates(project: Project) -> Sequence[User]:
    """The village's supervision committee and the town's discipline office, whoever they are related to."""
    here = or_(
        and_(Office.village_id == project.village_id, Office.role == Role.SUPERVISOR),
        and_(Office.town_id == project.village.town_id, Office.role == Role.TOWN_INSPECTOR),
    )
    wanted = (
        select(User)
        .where(User.disabled_at.is_(None), User.offices.any(here))
        .options(selectinload(User.offices).joinedload(Office.town))
    )
    return db.session.scalars(wanted.order_by(User.id)).all()
