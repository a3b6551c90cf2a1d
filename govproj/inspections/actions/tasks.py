"""Visits are ordered, joined, begun and called off."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inspections.models import Draw, InspectionPoint, InspectionTask, SupervisionTheme
from govproj.inspections.states import Mode, Origin, TaskKind, TaskState
from govproj.inspections.workflow import an_approved_plan
from govproj.projects.models import Project

THEME_ADDED = Event("inspections.theme_added", "name", "year", says=_l("设立专项“%(name)s”"))
ORDERED = Event("inspections.ordered", "kind", "title", "due_day", says=_l("安排督查：%(title)s"))
JOINED = Event("inspections.joined", "bodies", says=_l("并为综合查一次，参加单位：%(bodies)s"))
STARTED = Event("inspections.started", "title", says=_l("开始督查：%(title)s"))
CANCELLED = Event("inspections.cancelled", "note", says=_l("取消督查，原因：%(note)s"))


@dataclass
class Order:
    """What is wanted of a visit."""

    title: str
    due_day: date
    inspector: object
    projects: list[Project] = field(default_factory=list)
    other_points: list[str] = field(default_factory=list)
    theme: SupervisionTheme | None = None
    draw: Draw | None = None
    origin: Origin = Origin.PLANNED
    mode: Mode = Mode.ONSITE
    bodies: str = ""


def add_theme(town, *, year: int, name: str, responsible_unit: str, supervising_unit: str, by):
    """One line of the year's campaigns; who answers for it never supervises it."""
    if responsible_unit.strip() == supervising_unit.strip():
        raise MoveRefused(_("主体责任单位和监督责任单位不能是同一个。"))
    theme = SupervisionTheme(
        town=town, year=year, name=name, responsible_unit=responsible_unit, supervising_unit=supervising_unit
    )
    db.session.add(theme)
    somewhere = next((village.id for village in town.villages), None)
    THEME_ADDED.record(theme, by=by, name=name, year=year, village_id=somewhere)
    return theme


def order(village, kind: TaskKind, wanted: Order, *, by) -> InspectionTask:
    """A visit that may be known of."""
    sensible(village, wanted)
    task = made(village, kind, wanted, by)
    ORDERED.record(task, by=by, kind=kind, title=wanted.title, due_day=wanted.due_day)
    return task


def sensible(village, wanted: Order) -> None:
    """Raises where nobody could go, or should not."""
    if not (wanted.projects or wanted.other_points):
        raise MoveRefused(_("至少要有一个点位。"))
    for project in wanted.projects:
        if missing := an_approved_plan(project):
            raise MoveRefused(f"{project.name}{_('：')}{missing}")
        if project.is_led_by(wanted.inspector) or project.has_as_contact(wanted.inspector):
            raise MoveRefused(
                _(
                    "%(name)s领办或联系%(project)s，不能去督查。",
                    name=wanted.inspector.name,
                    project=project.name,
                )
            )
    if wanted.inspector.works_in(village.id):
        raise MoveRefused(_("%(name)s是村干部，办事的人不监督。", name=wanted.inspector.name))


def made(village, kind: TaskKind, wanted: Order, by, state=TaskState.PLANNED) -> InspectionTask:
    """The row with its points, and nothing on record yet."""
    task = InspectionTask(
        village=village,
        kind=kind,
        mode=wanted.mode,
        origin=wanted.origin,
        theme_id=wanted.theme and wanted.theme.id,
        draw_id=wanted.draw and wanted.draw.id,
        title=wanted.title,
        bodies=wanted.bodies,
        state=state,
        ordered_by_id=by.id,
        due_day=wanted.due_day,
        inspector_id=wanted.inspector.id,
    )
    task.points = points(village, wanted.projects, wanted.other_points)
    db.session.add(task)
    db.session.flush()
    return task


def points(village, projects, others) -> list[InspectionPoint]:
    """Each place is one point, however often it is visited."""
    known = db.session.scalars(select(InspectionPoint).where(InspectionPoint.village_id == village.id)).all()
    by_project = {point.project_id: point for point in known if point.project_id}
    by_name = {point.name: point for point in known}
    found = [
        by_project.get(p.id) or InspectionPoint(village_id=village.id, project=p, name=f"{p.code} {p.name}")
        for p in projects
    ]
    others = dict.fromkeys(name.strip() for name in others if name.strip())
    return found + [by_name.get(name) or InspectionPoint(village_id=village.id, name=name) for name in others]


def join(task, *, bodies: str, by) -> None:
    """Others come along instead of coming by themselves: one visit, one report."""
    if task.state is not TaskState.PLANNED:
        raise MoveRefused(_("已经开始的任务不能再并。"))
    task.kind, task.bodies = TaskKind.JOINT, "、".join(filter(None, (task.bodies, bodies)))
    JOINED.record(task, by=by, bodies=task.bodies)


def start(task, *, by) -> None:
    """Arrived: from now on the report is open."""
    if task.state is not TaskState.PLANNED:
        raise MoveRefused(_("“%(state)s”的任务不能开始。", state=task.state.label))
    task.state, task.started_at = TaskState.STARTED, dates.now()
    STARTED.record(task, by=by, title=task.title)


def cancel(task, *, note: str, by) -> None:
    if task.state is not TaskState.PLANNED:
        raise MoveRefused(_("“%(state)s”的任务不能取消。", state=task.state.label))
    if not note.strip():
        raise MoveRefused(_("请写明理由。"))
    task.state, task.cancel_note = TaskState.CANCELLED, note
    CANCELLED.record(task, by=by, note=note)
