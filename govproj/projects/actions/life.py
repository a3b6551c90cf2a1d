"""A project is drafted, changed, moved through its life, and its months are recorded."""

from datetime import date

from blinker import Signal

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.projects.models import (
    CentralWorkItem,
    Kind,
    LeadType,
    Project,
    ProjectMonth,
    State,
    StateChange,
)
from govproj.projects.workflow import WORKFLOW

ITEM_ADDED = Event("projects.work_item_added", "name", says=_l("登记了中心工作“%(name)s”"))
CREATED = Event("projects.created", "name", says=_l("建立了项目“%(name)s”"))
CHANGED = Event("projects.changed", "fields", says=_l("修改了项目资料：%(fields)s"))
MONTH_RECORDED = Event(
    "projects.month_recorded",
    "month",
    "planned_pct",
    "actual_pct",
    "paid_fen",
    says=_l("登记了 %(month)s 的进度：计划 %(planned_pct)s%%，实际 %(actual_pct)s%%"),
)

ENDED_WITH = Event("projects.end_notice", "notice", says=_l("公告了项目终止的情况：%(notice)s"))
ENDINGS = frozenset({"cancel", "terminate"})

created = Signal("a project exists; sender is the project")
changed = Signal("facts of a project were typed anew; sender is the project, `fields` names them")
books = Signal(
    "what the books say was paid to the end of `month`; sender is the project, answers are fen or None"
)
state_changed = Signal(
    "a project has moved; sender is the project, `before` and `on` say from where and when"
)


def add_work_item(village, *, year: int, name: str, kind: Kind, note: str = "", by) -> CentralWorkItem:
    item = CentralWorkItem(village=village, year=year, name=name, kind=kind, note=note)
    db.session.add(item)
    ITEM_ADDED.record(item, by=by, name=name)
    return item


def create(village, *, by, item: CentralWorkItem | None = None, **facts) -> Project:
    """A draft; with `item` the project is that central work item, to be led by a Party member."""
    project = Project(village=village, work_item=item, state=State.DRAFT, **facts)
    db.session.add(project)
    CREATED.record(project, by=by, name=project.name)
    created.send(project, by=by)
    return project


def change(project, *, by, seen=None, **facts) -> None:
    """Set the facts that differ and record which ones, with what they were before."""
    if seen is not None:
        same_version(project, seen)
    if "lead_id" in facts:
        lead = facts["lead_id"] and db.session.get_one(User, facts["lead_id"])
        facts["lead_type"] = LeadType.of(lead, project.village_id) if lead else None
    before = {name: getattr(project, name) for name, new in facts.items() if getattr(project, name) != new}
    if before:
        for name in before:
            setattr(project, name, facts[name])
        CHANGED.record(project, by=by, fields={name: [before[name], facts[name]] for name in sorted(before)})
        changed.send(project, fields=set(before), by=by)


def move(
    project,
    name: str,
    *,
    by,
    note: str = "",
    on: date | None = None,
    resume_on: date | None = None,
    notice: str = "",
) -> None:
    """Make a move of the life cycle and keep its day; the day may be in the past but not out of order.

    A stop wants the day on which work is expected to go on, an end the words the village is told.
    """
    on = on or dates.today()
    before = project.state
    arrow = WORKFLOW.check(name, project, by=by, note=note, on=on)
    _in_order(project, on)
    _said_what_it_takes(arrow, on, resume_on, notice)
    WORKFLOW.make(name, project, by=by, note=note, on=on)
    project.resume_on = resume_on if project.state is State.SUSPENDED else None
    step = StateChange(before=before, after=project.state, occurred_on=on, by_id=by.id, reason=note)
    if name in ENDINGS:
        step.notice = notice
        ENDED_WITH.record(project, by=by, notice=notice)
    project.steps.append(step)
    db.session.flush()
    state_changed.send(project, before=before, on=on, by=by)


def _in_order(project, on: date) -> None:
    if on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if project.steps and on < project.steps[-1].occurred_on:
        raise MoveRefused(_("日期不能早于上一步（%(day)s）。", day=in_words(project.steps[-1].occurred_on)))


def _said_what_it_takes(arrow, on: date, resume_on: date | None, notice: str) -> None:
    if arrow.target is State.SUSPENDED and (resume_on is None or resume_on <= on):
        raise MoveRefused(_("停工要写明预计哪天复工，并且在停工日期之后。"))
    if arrow.name in ENDINGS and not notice.strip():
        raise MoveRefused(
            _("%(move)s要写一段给村民的公告：为什么不做了，钱和场地怎么处理。", move=arrow.label)
        )


def paid_by_the_books(project, month: str) -> int | None:
    """Paid to the end of a month as a feature above keeps it; None where nobody keeps books for this project."""
    return next((fen for _, fen in books.send(project, month=month) if fen is not None), None)


def _known_to_be_paid(project, month: str) -> int:
    return max((row.paid_fen for row in project.months if row.month <= month), default=0)


def record_month(
    project, month: str, *, planned_pct: int, actual_pct: int, by, paid_fen: int | None = None, seen=None
) -> ProjectMonth:
    """What is known at the end of `month`; the newest month is also the project's own figures.

    Where books are kept they say what was paid, and what was typed does not count. The lead tells how far the
    work is and nothing of money: what was known to be paid stays.
    """
    booked = paid_by_the_books(project, month)
    paid_fen = next((fen for fen in (booked, paid_fen) if fen is not None), _known_to_be_paid(project, month))
    row = project.month(month)
    if row is None:
        row = ProjectMonth(month=month)
        project.months.append(row)
    elif seen is not None:
        same_version(row, seen)
    row.planned_pct, row.actual_pct, row.paid_fen = planned_pct, actual_pct, paid_fen
    row.stands_on = dates.today()
    if project.latest_month is None or month >= project.latest_month:
        project.latest_month, project.planned_pct = month, planned_pct
        project.actual_pct, project.figures_on = actual_pct, row.stands_on
        project.paid_fen = paid_fen if booked is None else project.paid_fen
    MONTH_RECORDED.record(
        project, by=by, month=month, planned_pct=planned_pct, actual_pct=actual_pct, paid_fen=paid_fen
    )
    return row
