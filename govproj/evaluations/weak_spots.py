"""Weak links of the newest published round of each project, unless they have been put right."""

from sqlalchemy import and_, func, select
from sqlalchemy.orm import contains_eager

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot
from govproj.evaluations.models import EvaluationRound, RoundProject, State, Verdict, WeakLink
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import OPEN


def weak_links(user, village_ids):
    """What was declined stays weak and says so; one question."""
    newest = (
        select(RoundProject.project_id, func.max(EvaluationRound.id).label("round_id"))
        .join(EvaluationRound, EvaluationRound.id == RoundProject.round_id)
        .where(EvaluationRound.village_id.in_(set(village_ids) & set(user.scope)))
        .where(EvaluationRound.state == State.PUBLISHED)
        .group_by(RoundProject.project_id)
        .subquery()
    )
    wanted = (
        select(WeakLink, Rectification.id.label("case_id"))
        .join(
            newest, and_(newest.c.project_id == WeakLink.project_id, newest.c.round_id == WeakLink.round_id)
        )
        .join(WeakLink.round)
        .outerjoin(Rectification, Rectification.id == WeakLink.rectification_id)
        .where(WeakLink.rectification_id.is_(None) | Rectification.state.in_(OPEN))
        .options(contains_eager(WeakLink.round))
        .order_by(WeakLink.verdict == Verdict.DECLINED, WeakLink.id)
    )
    for link, _case_id in db.session.execute(wanted.limit(MOST)):
        declined = link.verdict is Verdict.DECLINED
        yield Spot(
            link.village_id,
            link.project_id,
            _weak(link, declined),
            "evaluations.show",
            {"round_id": link.round_id},
            "plain" if declined else "late",
            link.round.published_on,
        )


def _weak(link, declined: bool) -> str:
    if declined:
        return _("村民评得低：%(aspect)s（没有列入整改）", aspect=link.label)
    return _("村民评得低：%(aspect)s", aspect=link.label)
