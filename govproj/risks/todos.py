"""What is due about risks: measures for their owners, judgements for those who screen."""

from sqlalchemy import exists, select

from govproj.accounts.models import Role
from govproj.core.db import rows
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.risks.models import ControlMeasure, RiskPoint
from govproj.risks.states import State

MOST = 100
OWNING = {Role.CADRE, Role.SECRETARY}
JUDGING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR}
UNDONE = exists().where(ControlMeasure.point_id == RiskPoint.id, ControlMeasure.done_on.is_(None))


def todos_of(user) -> list[Todo]:
    return [*_measures(user), *_judgements(user)]


def _measures(user):
    """One's own that are not done yet."""
    if not user.grants.keys() & OWNING:
        return
    wanted = select(ControlMeasure.id, ControlMeasure.text, ControlMeasure.due_on).where(
        ControlMeasure.owner_id == user.id, ControlMeasure.done_on.is_(None)
    )
    for measure_id, text, due_on in rows(wanted.order_by(ControlMeasure.due_on).limit(MOST)):
        yield Todo(_("落实防控举措：%(text)s", text=text), "risks.finish", {"measure_id": measure_id}, due_on)


def _judgements(user):
    """Points whose measures are all done wait for somebody who owns none of them."""
    if not user.grants.keys() & JUDGING:
        return
    villages = sorted(set().union(*(user.grants.get(role, ()) for role in JUDGING)))
    own = exists().where(ControlMeasure.point_id == RiskPoint.id, ControlMeasure.owner_id == user.id)
    wanted = select(RiskPoint.id, RiskPoint.text).where(
        RiskPoint.village_id.in_(villages), RiskPoint.state == State.OPEN, ~UNDONE, ~own
    )
    for point_id, text in rows(wanted.order_by(RiskPoint.id).limit(MOST)):
        yield Todo(_("复评风险点：%(text)s", text=text), "risks.point", {"point_id": point_id}, None)
