"""Which rounds exist for whom."""

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db, prepared
from govproj.evaluations import policy
from govproj.evaluations.models import (
    PUBLIC,
    EvaluationRound,
    RollEntry,
    RoundProject,
    State,
)
from govproj.evaluations.satisfaction import is_publishable
from govproj.evaluations.slips import prefix_of
from govproj.projects.models import Project
from govproj.projects.queries import project_or_404
from govproj.villages.models import Town, Village

WHOLE = (
    joinedload(EvaluationRound.village).joinedload(Village.town).joinedload(Town.county),
    selectinload(EvaluationRound.projects),
)


def visible_to(user):
    """From the opening on everyone's, also made void; before it the officials' and of whoever is on the roll."""
    on_roll = select(RollEntry.round_id).where(RollEntry.resident_id == getattr(user, "resident_id", None))
    return select(EvaluationRound).where(
        or_(
            EvaluationRound.state.in_(PUBLIC),
            (EvaluationRound.state == State.VOID) & EvaluationRound.opened_on.is_not(None),
            EvaluationRound.village_id.in_(user.scope),
            (EvaluationRound.state == State.DRAFT) & EvaluationRound.id.in_(on_roll),
        )
    )


def round_or_404(user, round_id: int) -> EvaluationRound:
    found = db.session.scalar(visible_to(user).options(*WHOLE).where(EvaluationRound.id == round_id))
    return found or abort(404)


def counted_round_or_404(user, round_id: int) -> EvaluationRound:
    """With figures this reader may see; under ten valid answers there are none."""
    found = round_or_404(user, round_id)
    may = policy.can_see_results(user, found) and is_publishable(found.turnout.valid)
    return found if may else abort(404)


def rounds(user, village_id: int | None = None) -> list[EvaluationRound]:
    """Newest first."""
    asked = visible_to(user).options(*WHOLE)
    if village_id:
        asked = asked.where(EvaluationRound.village_id == village_id)
    return db.session.scalars(
        asked.order_by(EvaluationRound.opens_on.desc(), EvaluationRound.id.desc()).limit(60)
    ).all()


@prepared
def _newest_public(village_id):
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id == village_id, EvaluationRound.state.in_(PUBLIC)
    )
    return wanted.order_by(EvaluationRound.opens_on.desc(), EvaluationRound.id.desc()).limit(2)


def newest_public(village_id: int) -> list[EvaluationRound]:
    """For the board of a village."""
    return db.session.scalars(*_newest_public(village_id)).all()


def rounds_about(user, project_id: int) -> list[EvaluationRound]:
    return db.session.scalars(
        visible_to(user)
        .join(RoundProject, RoundProject.round_id == EvaluationRound.id)
        .where(RoundProject.project_id == project_id)
        .options(*WHOLE)
        .order_by(EvaluationRound.opens_on.desc())
    ).all()


def round_of(code: str, state=State.OPEN) -> EvaluationRound | None:
    """The open round whose two letters the code begins with; nobody's eyes but the slip's."""
    wanted = select(EvaluationRound).options(*WHOLE)
    return db.session.scalar(
        wanted.where(EvaluationRound.prefix == prefix_of(code), EvaluationRound.state == state)
    )


def project_with_rounds(user, project_id: int) -> tuple[Project, list[EvaluationRound]]:
    return project_or_404(user, project_id), rounds_about(user, project_id)
