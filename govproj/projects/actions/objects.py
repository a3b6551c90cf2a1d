"""The object board: set up, filled from pasted lines, moved on by ticking many at once."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.projects.models import ENDED, ObjectBoard, ObjectStep, ProjectObject, VisitNote

# Objects are often households: the log says how many and which row, never a name.
BOARD = Event("projects.object_board", "noun", "stages", says=_l("设置了对象看板：%(noun)s"))
ENTERED = Event("projects.objects_entered", "count", says=_l("录入了 %(count)s 个对象"))
ADVANCED = Event("projects.objects_advanced", "stage", "objects", "on", says=_l("把对象推进到“%(stage)s”"))
PUT_BACK = Event(
    "projects.object_put_back", "object", "stage", "reason", says=_l("退回一个对象，理由：%(reason)s")
)
CHANGED = Event("projects.object_changed", "object", "fields", says=_l("修改了一个对象的资料"))
VISITED = Event("projects.object_visited", "object", says=_l("记了一次走访"))
NAMED_IN_A_REFUSAL = 3


def set_up_board(project, *, noun: str, unit, stages: list[str], by, seen=None) -> ObjectBoard:
    """Stages may be renamed or added; one that objects have reached cannot go."""
    _not_ended(project)
    board = project.board
    if board is None:
        board = project.board = ObjectBoard(noun=noun, unit=unit, stages=stages)
        db.session.add(board)
    else:
        if seen is not None:
            same_version(board, seen)
        furthest = max(
            db.session.scalars(select(ProjectObject.stage).where(ProjectObject.project_id == project.id)),
            default=0,
        )
        if len(stages) < furthest:
            raise MoveRefused(
                _("已有对象走到“%(stage)s”，这一环节不能去掉。", stage=board.stages[furthest - 1])
            )
        board.noun, board.unit, board.stages = noun, unit, stages
    BOARD.record(project, by=by, noun=noun, stages=stages)
    return board


def enter_objects(project, rows: list[dict], *, by) -> list[ProjectObject]:
    """`rows` as read from pasted lines: name, area in hundredths, team, is_person."""
    _not_ended(project)
    entered = [ProjectObject(project_id=project.id, **row) for row in rows]
    db.session.add_all(entered)
    ENTERED.record(project, by=by, count=len(entered))
    return entered


def advance_objects(project, objects: list[ProjectObject], *, stage: int, on: date, by) -> None:
    """All of them or none: each must stand right before `stage`, so that the one who ticks second is told."""
    _not_ended(project)
    if on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if not objects:
        raise MoveRefused(_("请先勾选对象。"))
    if not 1 <= stage <= len(project.board.stages):
        raise MoveRefused(_("没有这个环节，请刷新页面。"))
    name = project.board.stages[stage - 1]
    wrong = [thing.name for thing in objects if thing.stage != stage - 1]
    if wrong:
        names = _("、").join(wrong[:NAMED_IN_A_REFUSAL])
        raise MoveRefused(
            _(
                "有 %(number)s 个对象（%(names)s）不在“%(stage)s”的前一环节，可能刚有人改过；一个也没有改动。",
                number=len(wrong),
                names=names,
                stage=name,
            )
        )
    for thing in objects:
        thing.stage = stage
        db.session.add(
            ObjectStep(object_id=thing.id, before=stage - 1, after=stage, occurred_on=on, by_id=by.id)
        )
    ADVANCED.record(project, by=by, stage=name, objects=[thing.id for thing in objects], on=on)


def put_object_back(thing, *, stage: int, reason: str, by, seen=None) -> None:
    if seen is not None:
        same_version(thing, seen)
    _not_ended(thing.project)
    if not 0 <= stage < thing.stage:
        raise MoveRefused(_("只能退回到前面的环节。"))
    if not reason.strip():
        raise MoveRefused(_("退回要写明理由。"))
    thing.steps.append(
        ObjectStep(before=thing.stage, after=stage, occurred_on=dates.today(), by_id=by.id, reason=reason)
    )
    thing.stage = stage
    PUT_BACK.record(thing.project, by=by, object=thing.id, stage=stage, reason=reason)


def change_object(thing, *, by, seen=None, **facts) -> None:
    if seen is not None:
        same_version(thing, seen)
    _not_ended(thing.project)
    changed = sorted(name for name, new in facts.items() if getattr(thing, name) != new)
    if changed:
        for name in changed:
            setattr(thing, name, facts[name])
        CHANGED.record(thing.project, by=by, object=thing.id, fields=changed)


def note_visit(thing, *, visited_on: date, text: str, by) -> None:
    """For those who work on the project only."""
    if visited_on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    thing.visits.append(VisitNote(visited_on=visited_on, text=text, by_id=by.id))
    flag_modified(thing, "name")
    VISITED.record(thing.project, by=by, object=thing.id)


def _not_ended(project) -> None:
    if project.state in ENDED:
        raise MoveRefused(_("项目已经结束，对象不再改动。"))
