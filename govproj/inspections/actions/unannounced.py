"""暗访: ordered apart from everything, begun at the gate; what was never made is told some time later.

How much later never depends on what else is planned: a village that could see a secret told only while
nothing is pending would know that nothing is.
"""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.workflow import MoveRefused
from govproj.inspections import policy
from govproj.inspections.actions.tasks import Order, made, sensible
from govproj.inspections.models import InspectionTask, SealedVisit
from govproj.inspections.states import TaskKind, TaskState
from govproj.projects.models import Project
from govproj.villages import rules
from govproj.villages.models import Village

# What is not announced leaves an entry without words, of no village: its trail is told when it begins.
SEALED = Event("inspections.sealed", says=_l("有一项安排"))
OPENED = Event("inspections.unsealed", "title", "ordered_on", "ordered_by", says=_l("暗访开始：%(title)s"))
TOLD = Event(
    "inspections.sealed_told",
    "title",
    "ordered_on",
    "ordered_by",
    "cancelled_on",
    "note",
    says=_l("公开没有实施的暗访：%(title)s，%(note)s"),
)
OPEN_DRAW = Event("inspections.draw_opened", "code", says=_l("暗访的随机抽取 %(code)s 公开"))
LEFT_LYING = _l("过了期限没有实施")
LAPSE, WAIT = "inspection.sealed_lapse_days", "inspection.sealed_told_days"


def seal(village, wanted: Order, *, by) -> SealedVisit:
    """Order a visit nobody in the village can know of."""
    sensible(village, wanted)
    if not policy.can_order_sealed(wanted.inspector, village):
        raise MoveRefused(_("暗访只能派村外的纪检干部，%(name)s不行。", name=wanted.inspector.name))
    visit = SealedVisit(
        town_id=village.town_id,
        place=village,
        theme_id=wanted.theme and wanted.theme.id,
        draw_id=wanted.draw and wanted.draw.id,
        origin=wanted.origin,
        title=wanted.title,
        projects=[project.id for project in wanted.projects],
        other_points="\n".join(wanted.other_points),
        due_day=wanted.due_day,
        ordered_by_id=by.id,
        inspector=wanted.inspector,
    )
    db.session.add(visit)
    SEALED.record(None, by=None)
    return visit


def unseal(visit: SealedVisit, *, by) -> InspectionTask:
    """At the gate: from now on it is a task like any other, and on record with who ordered it when."""
    _must_be_pending(visit)
    task = _become(visit, TaskState.STARTED)
    task.started_at = dates.now()
    OPENED.record(
        task, by=by, title=visit.title, ordered_on=visit.ordered_on, ordered_by=visit.ordered_by.name
    )
    _open_draw(visit)
    return task


def drop(visit: SealedVisit, *, note: str, by) -> None:
    """Called off, with a reason that will be read."""
    _must_be_pending(visit)
    if not note.strip():
        raise MoveRefused(_("请写明理由。"))
    visit.cancelled_on, visit.cancelled_by_id, visit.cancel_note = dates.today(), by.id, note
    SEALED.record(None, by=None)


def _must_be_pending(visit: SealedVisit) -> None:
    if visit.task_id is not None or visit.cancelled_on is not None:
        raise MoveRefused(_("这次暗访已经开始或取消。"))


def settle(today: date) -> None:
    """Every morning: what was left lying lapses, and what was called off long ago is told."""
    unmade = select(SealedVisit).where(SealedVisit.task_id.is_(None)).order_by(SealedVisit.id)
    whole = joinedload(SealedVisit.place).joinedload(Village.town)
    for visit in db.session.scalars(unmade.options(whole)).all():
        days = rules.values((LAPSE, WAIT), visit.place)
        lapses_on = visit.due_day + timedelta(days=days[LAPSE])
        if visit.cancelled_on is None and lapses_on < today:
            visit.cancelled_on, visit.cancel_note = lapses_on, in_chinese(LEFT_LYING)
            SEALED.record(None, by=None)
        if visit.cancelled_on and visit.cancelled_on + timedelta(days=days[WAIT]) <= today:
            _tell(visit)


def _tell(visit: SealedVisit) -> None:
    """The village reads what was planned, by whom, and why nobody came."""
    task = _become(visit, TaskState.CANCELLED)
    task.cancel_note = visit.cancel_note
    TOLD.record(
        task,
        by=None,
        title=visit.title,
        ordered_on=visit.ordered_on,
        ordered_by=visit.ordered_by.name,
        cancelled_on=visit.cancelled_on,
        note=visit.cancel_note,
    )
    _open_draw(visit)


def _become(visit: SealedVisit, state: TaskState) -> InspectionTask:
    projects = db.session.scalars(select(Project).where(Project.id.in_(visit.projects))).all()
    wanted = Order(
        title=visit.title,
        due_day=visit.due_day,
        inspector=visit.inspector,
        projects=projects,
        other_points=visit.other_points.split("\n"),
        theme=visit.theme,
        draw=visit.draw,
        origin=visit.origin,
    )
    task = made(visit.place, TaskKind.UNANNOUNCED, wanted, visit.ordered_by, state)
    task.ordered_on, visit.task_id = visit.ordered_on, task.id
    return task


def _open_draw(visit: SealedVisit) -> None:
    """Once its last visit has begun or been told, the draw is public, and on record."""
    if visit.draw is None:
        return
    db.session.flush()
    others = select(SealedVisit.id).where(SealedVisit.draw_id == visit.draw_id, SealedVisit.task_id.is_(None))
    if db.session.scalar(others.limit(1)) is None:
        OPEN_DRAW.record(visit.draw, by=None, code=visit.draw.code, village_id=visit.place_id)
