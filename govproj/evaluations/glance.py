"""What villagers think of a project, for its page: the newest published verdict, or that they are being asked."""

from sqlalchemy import select

from govproj.core.addresses import url_for
from govproj.core.db import db
from govproj.core.glance import Fact
from govproj.core.i18n import _
from govproj.evaluations.models import EvaluationRound, Purpose, QuestionTotal, RoundProject, State
from govproj.evaluations.questions import OVERALL
from govproj.evaluations.satisfaction import is_publishable


def verdict_on(_user, project) -> Fact:
    """One query: what is public about a project's rounds is the same for everybody."""
    label = _("村民满意率")
    found = db.session.execute(
        select(EvaluationRound, QuestionTotal)
        .join(RoundProject, RoundProject.round_id == EvaluationRound.id)
        .outerjoin(
            QuestionTotal,
            (QuestionTotal.round_id == EvaluationRound.id)
            & (QuestionTotal.project_id == project.id)
            & (QuestionTotal.question == OVERALL),
        )
        .where(
            RoundProject.project_id == project.id,
            EvaluationRound.state.in_((State.OPEN, State.PUBLISHED)),
            EvaluationRound.purpose != Purpose.FOLLOW_UP,
        )
        .order_by(EvaluationRound.closes_on.desc(), EvaluationRound.id.desc())
    ).all()
    running = next((round_ for round_, _total in found if round_.accepts_answers), None)
    if running:
        return Fact(label, _("正在评议"), note=running.title, url=_page_of(running), kind="soon")
    for round_, total in found:
        if total and total.tally.n and is_publishable(round_.turnout.valid):
            rate = total.tally.rate
            return Fact(label, f"{rate.percent}", "%", f"{rate.part} ÷ {rate.whole}", _page_of(round_))
    return Fact(label, _("还没有评议"))


def _page_of(round_) -> str:
    return url_for("evaluations.show", round_id=round_.id)
