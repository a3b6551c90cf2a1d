"""Visits are ordered, drawn by lot, begun and ended; those not announced stay apart until they begin."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from govproj.core import codes, dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inspections import draws, policy
from govproj.inspections.models import Draw, InspectionPoint, InspectionTask, SealedVisit, SupervisionTheme
from govproj.inspections.states import Mode, Origin, TaskKind, TaskState
from govproj.inspections.workflow import an_approved_plan
from govproj.projects.models import Project

THEME_ADDED = Event("inspections.theme_added", "name", "year", says=_l("设立专项“%(name)s”"))
ORDERED = Event("inspections.ordered", "kind", "title", "due_day", says=_l("安排督查：%(title)s"))
JOINED = Event("inspections.joined", "bodies", says=_l("并为综合查一次，参加单位：%(bodies)s"))
STARTED = Event("inspections.started", "title", says=_l("开始督查：%(title)s"))
CANCELLED = Event("inspections.cancelled", "note", says=_l("取消督查，原因：%(note)s"))
DRAWN = Event("inspections.drawn", "code", "wanted", says=_l("随机抽取 %(code)s，抽 %(wanted)s 个"))
# What is not announced leaves an entry without words, of no village: its trail is told when it begins.
SEALED = Event("inspections.sealed", says=_l("有一项安排"))
OPENED = Event("inspections.unsealed", "title", "ordered_on", "ordered_by", says=_l("暗访开始：%(title)s"))


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
    _sensible(village, wanted)
    task = _task(village, kind, wanted, by)
    ORDERED.record(task, by=by, kind=kind, title=wanted.title, due_day=wanted.due_day)
    return task


def _sensible(village, wanted: Order) -> None:
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


def _task(village, kind: TaskKind, wanted: Order, by, state=TaskState.PLANNED) -> InspectionTask:
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
    task.state = TaskState.CANCELLED
    CANCELLED.record(task, by=by, note=note)


# ---- not announced ----


def seal(village, wanted: Order, *, by) -> SealedVisit:
    """Order a visit nobody in the village can know of."""
    _sensible(village, wanted)
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
    if visit.task_id is not None or visit.cancelled_on is not None:
        raise MoveRefused(_("这次暗访已经开始或取消。"))
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
    task = _task(visit.place, TaskKind.UNANNOUNCED, wanted, visit.ordered_by, TaskState.STARTED)
    task.started_at, task.ordered_on, visit.task_id = dates.now(), visit.ordered_on, task.id
    OPENED.record(
        task, by=by, title=visit.title, ordered_on=visit.ordered_on, ordered_by=visit.ordered_by.name
    )
    return task


def drop(visit: SealedVisit, *, by) -> None:
    if visit.task_id is not None or visit.cancelled_on is not None:
        raise MoveRefused(_("这次暗访已经开始或取消。"))
    visit.cancelled_on = dates.today()
    SEALED.record(None, by=None)


# ---- by lot ----


def draw_lots(
    town, *, projects, people, wanted: int, due_day: date, title: str, sealed: bool, by, seed=""
) -> Draw:
    """Candidates first, then the seed, then the result; all three stay, and every draw is on record.

    Nobody chooses a seed but the demo, which is the same whenever it is loaded.
    """
    if not 0 < wanted <= len(projects):
        raise MoveRefused(_("抽取数量要在 1 和 %(most)s 之间。", most=len(projects)))
    candidates = [[p.id, f"{p.code} {p.name}", p.village_id, _kept_out(p, people)] for p in projects]
    names = [[person.id, person.name] for person in people]
    seed = seed or secrets.token_hex(16)
    result = draws.draw(seed, candidates, names, wanted)
    if any(who is None for _project, who in result.drawn):
        raise MoveRefused(_("有的项目没有可以去的人（都要回避），请增加督查人员。"))
    made = Draw(
        code=codes.random_code(12),
        town_id=town.id,
        seed=seed,
        wanted=wanted,
        projects=candidates,
        people=names,
        drawn=[[project.id, who.id] for project, who in result.drawn],
        by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    _send(made, {p.id: p for p in projects}, {p.id: p for p in people}, due_day, title, sealed, by)
    return made


def _send(made: Draw, projects: dict, people: dict, due_day, title, sealed: bool, by) -> None:
    for project_id, person_id in made.drawn:
        project = projects[project_id]
        wanted = Order(title, due_day, people[person_id], [project], draw=made, origin=Origin.RANDOM)
        if sealed:
            seal(project.village, wanted, by=by)
        else:
            order(project.village, TaskKind.RANDOM, wanted, by=by)
    if sealed:
        SEALED.record(None, by=None)
    else:
        DRAWN.record(made, by=by, code=made.code, wanted=made.wanted, village_id=project.village_id)


def _kept_out(project, people) -> list[int]:
    """Who would inspect their own work, or their own village."""
    return [
        person.id
        for person in people
        if project.is_led_by(person)
        or project.has_as_contact(person)
        or person.works_in(project.village_id)
        or not (person.inspects(project.village_id) or person.supervises(project.village_id))
    ]
