"""What is due about risks: measures for their owners, judgements for those who screen."""

from sqlalchemy import and_, exists, or_, select

from govproj.accounts.models import Role
from govproj.checklists.catalogue import Level
from govproj.core.db import rows
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.risks.models import ControlMeasure, RiskPoint
from govproj.risks.states import State
from govproj.villages.models import Village

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
    """Points whose measures are all done wait for somebody who owns none of them; the town looks at the grave ones."""
    if not user.grants.keys() & JUDGING:
        return
    here, above = (sorted(user.grants.get(role, ())) for role in (Role.SUPERVISOR, Role.TOWN_INSPECTOR))
    grave = and_(RiskPoint.village_id.in_(above), RiskPoint.level == Level.HIGH)
    own = exists().where(ControlMeasure.point_id == RiskPoint.id, ControlMeasure.owner_id == user.id)
    wanted = (
        select(RiskPoint.id, RiskPoint.text, Village.name)
        .join(Village, Village.id == RiskPoint.village_id)
        .where(or_(RiskPoint.village_id.in_(here), grave), RiskPoint.state == State.OPEN, ~UNDONE, ~own)
    )
    for point_id, text, village in rows(wanted.order_by(RiskPoint.id).limit(MOST)):
        title = _("复评风险点：%(text)s（%(village)s）", text=text, village=village)
        yield Todo(title, "risks.point", {"point_id": point_id}, None)
