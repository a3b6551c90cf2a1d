"""Overdue checks, machines that failed and what nobody has arranged, as weak spots of their projects."""

from datetime import timedelta

from sqlalchemy import String, func, literal, select, union_all

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _, ngettext
from govproj.core.weak_spots import MOST, Spot
from govproj.inspections.models import Check, Equipment, EquipmentTest, Problem
from govproj.inspections.states import CheckKind, ProblemKind
from govproj.projects.models import IN_PROGRESS, Project

LATELY = timedelta(weeks=8)  # what was left out longer ago stands on the board of checks
MACHINES, UNSOLVED = "machines", "unsolved"


def left_undone(user, village_ids):
    """Of projects in progress in the villages this user holds an office in; one question."""
    here = (Project.village_id.in_(set(village_ids) & set(user.scope)), Project.state.in_(IN_PROGRESS))
    found = union_all(_checks(here), _machines(here), _unsolved(here)).subquery()
    wanted = select(found).order_by(found.c.project_id, found.c.what).limit(MOST)
    for row in db.session.execute(wanted):
        kind, words = _words(row)
        endpoint = "inspections.equipment" if row.what == MACHINES else "inspections.of_project"
        yield Spot(
            row.village_id, row.project_id, words, endpoint, {"project_id": row.project_id}, kind, row.since
        )


def _words(row) -> tuple[str, str]:
    if row.what == MACHINES:
        return "late", ngettext("%(num)s 台设备抽测不合格", "%(num)s 台设备抽测不合格", row.number)
    if row.what == UNSOLVED:
        return "soon", ngettext("%(num)s 件协调事项没解决", "%(num)s 件协调事项没解决", row.number)
    return "late", _("%(kind)s %(number)s 次没查", kind=CheckKind(row.what).label, number=row.number)


def _columns(what, since):
    return (
        Project.village_id.label("village_id"),
        Project.id.label("project_id"),
        what.label("what"),
        func.count().label("number"),
        func.min(since).label("since"),
    )


def _checks(here):
    today = dates.today()
    wanted = select(*_columns(Check.kind.cast(String), Check.due_day)).join(
        Project, Project.id == Check.project_id
    )
    lately = Check.due_day.between(today - LATELY, today - timedelta(days=1))
    return wanted.where(*here, Check.done_day.is_(None), lately).group_by(
        Project.village_id, Project.id, Check.kind
    )


def _machines(here):
    last = select(func.max(EquipmentTest.id)).group_by(EquipmentTest.equipment_id)
    wanted = (
        select(*_columns(literal(MACHINES), EquipmentTest.tested_on))
        .join(Equipment, Equipment.project_id == Project.id)
        .join(EquipmentTest, EquipmentTest.equipment_id == Equipment.id)
    )
    failed = (EquipmentTest.id.in_(last), EquipmentTest.passed.is_(False), Equipment.left_on.is_(None))
    return wanted.where(*here, *failed).group_by(Project.village_id, Project.id)


def _unsolved(here):
    wanted = select(*_columns(literal(UNSOLVED), Problem.raised_on)).join(
        Project, Project.id == Problem.project_id
    )
    waiting = (Problem.kind == ProblemKind.COORDINATION, Problem.solved_on.is_(None))
    return wanted.where(*here, *waiting).group_by(Project.village_id, Project.id)
