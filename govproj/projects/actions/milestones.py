"""The plan in milestones, the days they were reached, and who accepted them."""

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.projects import bodies
from govproj.projects.models import ENDED, Milestone, MilestoneChange

PLANNED = Event(
    "projects.milestones_planned", "milestones", "reason", says=_l("订了节点计划：%(milestones)s 个节点")
)
DATE_CHANGED = Event(
    "projects.milestone_changed",
    "name",
    "field",
    "old",
    "new",
    "reason",
    says=_l("改了节点“%(name)s”的日期：原来 %(old)s，理由：%(reason)s"),
)
REACHED = Event("projects.milestone_reached", "name", "on", says=_l("登记了节点“%(name)s”完成"))
ACCEPTED = Event("projects.milestone_accepted", "name", says=_l("验收了节点“%(name)s”"))
WHOLE = 100


def plan_milestones(project, rows: list[dict], *, reason: str = "", by, seen=None) -> None:
    """The whole plan at once, because the weights have to add up; each row may name the `id` it replaces.

    A changed day of a known milestone needs a reason. A milestone left out disappears only while nothing
    has been recorded about it.
    """
    if seen is not None:
        same_version(project, seen)
    _not_ended(project)
    if rows and sum(row["weight"] for row in rows) != WHOLE:
        raise MoveRefused(_("各节点的权重合计要等于 100。"))
    known = {milestone.id: milestone for milestone in project.milestones}
    kept = {row["id"] for row in rows if row.get("id")}
    for milestone in [known[id] for id in known if id not in kept]:
        _drop(project, milestone)
    db.session.flush()
    for row in rows:
        facts = {name: row[name] for name in row if name != "id"}
        if milestone := known.get(row.get("id")):
            _change_day(milestone, "planned_on", facts["planned_on"], reason, by)
            for name in ("name", "kind", "weight", "accepter"):
                setattr(milestone, name, facts[name])
        else:
            project.milestones.append(Milestone(**facts))
    flag_modified(project, "name")  # of two plans saved at once the second is told
    PLANNED.record(project, by=by, milestones=len(rows), reason=reason)


def _drop(project, milestone) -> None:
    if milestone.actual_on or milestone.changes:
        raise MoveRefused(
            _("节点“%(name)s”已有记录，不能删掉；不再算它就把权重改为 0。", name=milestone.name)
        )
    project.milestones.remove(milestone)
    db.session.delete(milestone)


def report_milestone(milestone, *, actual_on: date | None, reason: str = "", by, seen=None) -> None:
    """The day it was reached; another day than before, or none, needs a reason and opens it again."""
    if seen is not None:
        same_version(milestone, seen)
    _not_ended(milestone.project)
    if actual_on and actual_on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if milestone.actual_on == actual_on:
        return
    if milestone.actual_on:
        milestone.accepted_on = milestone.accepted_by_id = None
        _change_day(milestone, "actual_on", actual_on, reason, by)
    milestone.actual_on, milestone.reported_by_id = actual_on, by.id
    REACHED.record(milestone.project, by=by, name=milestone.name, on=actual_on)


def accept_milestone(milestone, *, by, seen=None) -> None:
    if seen is not None:
        same_version(milestone, seen)
    _not_ended(milestone.project)
    if milestone.actual_on is None or milestone.accepted_on is not None:
        raise MoveRefused(_("这个节点还没有登记完成，或者已经验收过了。"))
    if not bodies.can_accept_milestone(by, milestone):
        raise MoveRefused(
            _("这个节点由%(body)s验收，登记完成的人不能自己验收。", body=milestone.accepter.label)
        )
    milestone.accepted_on, milestone.accepted_by_id = dates.today(), by.id
    ACCEPTED.record(milestone.project, by=by, name=milestone.name)


def _change_day(milestone, field: str, new: date | None, reason: str, by) -> None:
    """What was there stays readable beside the reason."""
    old = getattr(milestone, field)
    if old == new:
        return
    if not reason.strip():
        raise MoveRefused(_("改“%(name)s”的日期要写理由，原来的日期会留着。", name=milestone.name))
    milestone.changes.append(MilestoneChange(field=field, old=old, new=new, reason=reason, by_id=by.id))
    setattr(milestone, field, new)
    DATE_CHANGED.record(
        milestone.project, by=by, name=milestone.name, field=field, old=old, new=new, reason=reason
    )


def _not_ended(project) -> None:
    if project.state in ENDED:
        raise MoveRefused(_("项目已经结束，节点不再改动。"))
