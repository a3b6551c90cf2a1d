"""What villagers should see on the front page of their village: the plan or the result that hangs now (两公开)."""

from sqlalchemy import select

from govproj.core import dates
from govproj.core.addresses import url_for
from govproj.core.db import db
from govproj.core.filters import day
from govproj.core.glance import Fact
from govproj.core.i18n import _
from govproj.decisions.models import DecisionProcess, DecisionStep
from govproj.decisions.states import State, Step
from govproj.projects.models import Project

MOST = 20


def posted_in(_user, village) -> Fact | None:
    """The posting that ends first, and how many more hang; one question."""
    wanted = (
        select(Project.id, DecisionProcess.subject, DecisionStep.step, DecisionStep.until)
        .join(DecisionProcess, DecisionProcess.project_id == Project.id)
        .join(
            DecisionStep,
            (DecisionStep.process_id == DecisionProcess.id) & (DecisionStep.round == DecisionProcess.round),
        )
        .where(Project.village_id == village.id, DecisionProcess.state != State.ABANDONED)
        .where(DecisionStep.step.in_((Step.CONSULTATION, Step.RESULT)))
        .where(DecisionStep.occurred_on <= dates.today(), DecisionStep.until >= dates.today())
        .order_by(DecisionStep.until, DecisionStep.id)
    )
    hanging = db.session.execute(wanted.limit(MOST)).all()
    if not hanging:
        return None
    first, others = hanging[0], len(hanging) - 1
    note = _("公示到%(day)s", day=day(first.until))
    note += _("，另有 %(n)s 项", n=others) if others else ""
    url = url_for("decisions.of_project", project_id=first.id)
    if others:
        url = url_for("decisions.of_village", village_id=village.id)
    return Fact(str(first.step.label), first.subject, note=note, url=url, kind="soon")
