"""Who could lead, who could deputise, how much somebody leads already, and what somebody has declared."""

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role, User
from govproj.accounts.queries import officers
from govproj.core.db import db
from govproj.firms.models import Interest
from govproj.projects.models import Project
from govproj.projects.models import State as ProjectState
from govproj.selections.models import LeadSelection
from govproj.selections.workflow import NEEDS_A_LEAD, not_barred


def current_load(person) -> int:
    """How many projects this person leads that still need leading."""
    led = select(func.count(Project.id)).where(
        Project.lead_id == person.id, Project.state.in_(NEEDS_A_LEAD | {ProjectState.COMPLETED})
    )
    return db.session.scalar(led)


def possible_leads(selection: LeadSelection) -> list[User]:
    """Party members of the village who may lead and have not said no."""
    refused = {n.person_id for n in selection.nominations if n.declined_at}
    return [m for m in possible_deputies(selection) if m.id not in refused]


def possible_deputies(selection: LeadSelection) -> list[User]:
    members = officers(selection.village_id, Role.PARTY_MEMBER)
    return [m for m in members if not not_barred(m, selection.village_id)]


def interests_of(person) -> list[Interest]:
    declared = select(Interest).where(Interest.user_id == person.id).options(joinedload(Interest.firm))
    return db.session.scalars(declared.order_by(Interest.id)).all()


def interest_or_404(user, interest_id: int) -> Interest:
    own = select(Interest).where(Interest.id == interest_id, Interest.user_id == user.id)
    return db.session.scalar(own.options(joinedload(Interest.firm))) or abort(404)
