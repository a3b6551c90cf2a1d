"""What is due about risks: measures for their owners, judgements for those who screen."""

from sqlalchemy import and_, exists, or_, select

from govproj.accounts.models import Role
from govproj.checklists.catalogue import Level
from govproj.core import todo
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.risks.models import ControlMeasure, RiskPoint
from govproj.risks.states import State
from govproj.villages.models import Village

OWNING = {Role.CADRE, Role.SECRETARY}
JUDGING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR}
UNDONE = exists().where(ControlMeasure.point_id == RiskPoint.id, ControlMeasure.done_on.is_(None))


def register(app) -> None:
    todo.lines(app, todo.Kind(measures, a_measure), todo.Kind(judgements, a_point))


def measures(user):
    """One's own that are not done yet."""
    if not user.grants.keys() & OWNING:
        return None
    columns = todo.columns(ControlMeasure.id, name=ControlMeasure.text, day=ControlMeasure.due_on)
    mine = ControlMeasure.owner_id == user.id, ControlMeasure.done_on.is_(None)
    return select(*columns).where(*mine).order_by(ControlMeasure.due_on)


def a_measure(row) -> Todo:
    return Todo(_("落实防控举措：%(text)s", text=row.name), "risks.finish", {"measure_id": row.id}, row.day)


def judgements(user):
    """Points whose measures are all done wait for somebody who owns none of them; the town looks at the grave ones."""
    if not user.grants.keys() & JUDGING:
        return None
    grave = and_(
        RiskPoint.village_id.in_(user.villages_as(Role.TOWN_INSPECTOR)), RiskPoint.level == Level.HIGH
    )
    here = RiskPoint.village_id.in_(user.villages_as(Role.SUPERVISOR))
    own = exists().where(ControlMeasure.point_id == RiskPoint.id, ControlMeasure.owner_id == user.id)
    return (
        select(*todo.columns(RiskPoint.id, name=RiskPoint.text, about=Village.name))
        .join(Village, Village.id == RiskPoint.village_id)
        .where(or_(here, grave), RiskPoint.state == State.OPEN, ~UNDONE, ~own)
        .order_by(RiskPoint.id)
    )


def a_point(row) -> Todo:
    title = _("复评风险点：%(text)s（%(village)s）", text=row.name, village=row.about)
    return Todo(title, "risks.point", {"point_id": row.id}, None)
