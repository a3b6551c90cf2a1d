"""A decision begins, its plan and its result are posted, and it is carried out, taken back or given up."""

from datetime import date, timedelta

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.decisions import order, queries
from govproj.decisions.local import Local
from govproj.decisions.models import DecisionPaper, DecisionProcess, DecisionStep
from govproj.decisions.states import Matter, State, Step
from govproj.decisions.workflow import WORKFLOW
from govproj.projects.models import State as ProjectState

STARTED = Event("decisions.start", "matter", "title", "on", says=_l("开始民主决策：%(title)s"))
PAPER_ADDED = Event("decisions.add_paper", "step", "name", "sha256", says=_l("上传决策材料“%(name)s”"))
COLLECTIVE = "集体"  # sources of money are named by people: 村集体自有, 村集体经济收入 …


def begin_with(project, *, on: date, by, **_others) -> None:
    """A project that goes to its villagers, or to its Party members, takes its decision along."""
    starts_at = ProjectState.DECIDING if project.is_construction else ProjectState.PROPOSED
    if project.state is starts_at and queries.initiation_of(project) is None:
        proposed_on = project.day_of(ProjectState.PROPOSED) or on
        start(project, matter=Matter.INITIATION, subject=project.name, proposed_on=proposed_on, by=by)


def start(
    project, *, matter: Matter, subject: str, proposed_on: date, by, note: str = "", plan: str = ""
) -> DecisionProcess:
    """A matter the Party organisation has proposed; its steps are those of the local rule of today."""
    if proposed_on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    process = DecisionProcess(
        project=project,
        matter=matter,
        subject=subject,
        plan=plan or "\n".join(text for text in (project.proposal, project.content) if text),
        concerns_assets=matter is Matter.COLLECTIVE_ASSET or _is_paid_by_all(project),
        planned=Local(project.village_id).steps_of(project),
        state=State.PROPOSED,
        round=1,
    )
    db.session.add(process)
    take(process, Step.PROPOSAL, on=proposed_on, by=by, note=note)
    STARTED.record(process, by=by, matter=matter, title=subject, on=proposed_on)
    return process


def _is_paid_by_all(project) -> bool:
    return any(COLLECTIVE in line["source"] for line in project.funds or ())


def take(process, step: Step, *, on: date, by, note: str = "", until: date | None = None) -> DecisionStep:
    """Write the step down; of two people at once the second one is told."""
    taken = DecisionStep(
        step=step, round=process.round, occurred_on=on, until=until, by_id=by and by.id, note=note
    )
    process.steps.append(taken)
    touch(process)
    return taken


def touch(process) -> None:
    flag_modified(process, "round")


def publicise(process, *, plan: str, concerns_assets: bool, on: date, until: date, by, files=()) -> None:
    """Put the plan up for everybody to read, for as long as the local rule asks."""
    days = Local(process.village_id, on).consult_days(process, concerns_assets=concerns_assets)
    if not plan.strip():
        raise MoveRefused(_("请写明要公示的方案。"))
    _post(process, "publicise", Step.CONSULTATION, on, until, days, by)
    process.plan, process.concerns_assets, process.consult_days = plan, concerns_assets, days
    add_papers(process, Step.CONSULTATION, files, dated_on=on, by=by)


def announce(process, *, on: date, until: date, by, files=()) -> None:
    """Put the result up."""
    _post(process, "announce", Step.RESULT, on, until, Local(process.village_id, on).result_days, by)
    add_papers(process, Step.RESULT, files, dated_on=on, by=by)


def _post(process, move, step, on, until, days, by) -> None:
    WORKFLOW.check(move, process, by=by)
    if reason := order.why_not_on(process, step, on, until=until) or order.too_short(on, until, days):
        raise MoveRefused(reason)
    WORKFLOW.make(move, process, by=by, on=on)
    take(process, step, on=on, until=until, by=by)


def implement(process, *, by, on: date | None = None, note: str = "") -> None:
    _go_on(process, "implement", Step.IMPLEMENTATION, by=by, on=on, note=note)


def appraise(process, *, note: str, by, on: date | None = None) -> None:
    """第五议: what the villagers said once it was done."""
    _go_on(process, "appraise", Step.APPRAISAL, by=by, on=on, note=note)


def _go_on(process, move, step, *, by, on, note) -> None:
    on = on or dates.today()
    WORKFLOW.check(move, process, by=by, note=note)
    if reason := order.why_not_on(process, step, on):
        raise MoveRefused(reason)
    WORKFLOW.make(move, process, by=by, note=note, on=on)
    take(process, step, on=on, by=by, note=note)


def revise(process, *, note: str, by) -> None:
    """Take the plan back and begin anew; what was posted, said and voted stays readable."""
    WORKFLOW.make("revise", process, by=by, note=note)
    process.round += 1
    take(process, Step.PROPOSAL, on=dates.today(), by=by, note=note)


def abandon(process, *, note: str, by) -> None:
    WORKFLOW.make("abandon", process, by=by, note=note)
    touch(process)


def add_papers(process, step: Step, files, *, by, dated_on: date | None = None, meeting=None) -> None:
    """`files` are StoredFile; `dated_on` is the day the paper is of, which red flags compare with today."""
    for file in files:
        paper = DecisionPaper(
            process=process,
            meeting=meeting,
            step=step,
            dated_on=dated_on or dates.today(),
            by_id=by and by.id,
            **file._asdict(),
        )
        db.session.add(paper)
        PAPER_ADDED.record(process, by=by, step=step, name=file.name, sha256=file.sha256)


def default_until(on: date, days: int) -> date:
    """Last day of a posting of that many days."""
    return on + timedelta(days=max(days, 1) - 1)
