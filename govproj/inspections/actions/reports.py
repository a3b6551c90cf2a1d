"""What was seen is written down once, however often the form arrives, and what it brings up takes its way."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inspections.actions.handing_on import case_of, clue_of
from govproj.inspections.models import Check, InspectionTask, Problem, Report, ReportItem, ReportPhoto
from govproj.inspections.seen import Seen
from govproj.inspections.states import CheckKind, ProblemKind, TaskState
from govproj.inspections.workflow import an_approved_plan

CHECKED = Event("inspections.checked", "period", "arrived_at", "problems", says=_l("完成 %(period)s 的检查"))
VISITED = Event("inspections.visited", "title", "arrived_at", "points", says=_l("完成督查：%(title)s"))
COSIGNED = Event("inspections.cosigned", "period", says=_l("领办人确认了 %(period)s 周查"))
SOLVED = Event("inspections.solved", "words", "solution", says=_l("协调好了：%(words)s"))


def submit_check(check: Check, seen: Seen, *, by) -> Report:
    """A check of a week or a month. The same form again changes nothing; another one is told who was first."""
    if report := _known(seen.key, by, check_id=check.id):
        return report
    _in_time(seen.arrived_at, check.first_day)
    if check.kind is CheckKind.MONTHLY and (missing := an_approved_plan(check.project)):
        raise MoveRefused(missing)
    today = dates.today()
    claim = update(Check).where(Check.id == check.id, Check.done_day.is_(None))
    claim = claim.values(done_day=today, done_by_id=by.id).execution_options(synchronize_session=False)
    if db.session.execute(claim).rowcount != 1:
        db.session.refresh(check)
        _taken(check.done_by, check.done_day)
    db.session.refresh(check)
    report = _write(seen, by=by, check=check, project=check.project, village_id=check.village_id)
    arrived = dates.beijing(seen.arrived_at).isoformat(timespec="minutes")
    CHECKED.record(check, by=by, period=check.period, arrived_at=arrived, problems=len(seen.raised))
    _follow_up(report, seen, by)
    return report


def submit_visit(task: InspectionTask, seen: Seen, *, by) -> Report:
    """A visit that has begun comes to its end with one report, whatever bodies took part."""
    if report := _known(seen.key, by, task_id=task.id):
        return report
    _in_time(seen.arrived_at, dates.beijing(task.started_at).date() if task.started_at else task.ordered_on)
    if task.state is not TaskState.STARTED:
        raise MoveRefused(_("“%(state)s”的任务不能写记录。", state=task.state.label))
    task.state, task.done_day = TaskState.DONE, dates.today()
    projects = [point.project for point in task.points if point.project]
    only = projects[0] if len(projects) == 1 else None
    report = _write(seen, by=by, task=task, project=only, village_id=task.village_id)
    arrived = dates.beijing(seen.arrived_at).isoformat(timespec="minutes")
    VISITED.record(task, by=by, title=task.title, arrived_at=arrived, points=[p.name for p in task.points])
    _follow_up(report, seen, by)
    return report


def _known(key: str, by, **of_thing) -> Report | None:
    """The report this form has made already; a key of somebody else's form opens nothing."""
    report = db.session.scalar(select(Report).where(Report.key == key))
    if report is None:
        return None
    if report.by_id != by.id or any(getattr(report, name) != number for name, number in of_thing.items()):
        raise MoveRefused(_("这张表已经用过了，请重新打开页面填写。"))
    return report


def _taken(who, on: date) -> None:
    raise MoveRefused(
        _(
            "%(name)s已经在 %(day)s 交过这次检查，没有重复记录。您填的内容列在下面。",
            name=who.name,
            day=in_words(on),
        )
    )


def _in_time(arrived_at: datetime, first: date) -> None:
    """The clock of a phone may be wrong: the arrival lies between the first day of the check and now."""
    if arrived_at > dates.now() + timedelta(minutes=1):
        raise MoveRefused(_("到场时间还没有到，手机的时间可能不准，请改一下。"))
    if dates.beijing(arrived_at).date() < first:
        raise MoveRefused(_("到场时间不能早于 %(day)s，手机的时间可能不准，请改一下。", day=in_words(first)))


def _write(seen: Seen, *, by, village_id: int, **of_thing) -> Report:
    report = Report(
        key=seen.key,
        arrived_at=seen.arrived_at,
        mode=seen.mode,
        by_id=by.id,
        office=by.office_for(village_id),
        village_id=village_id,
        **seen.facts,
        **of_thing,
    )
    report.photos = _kept(seen.photos)
    for line in seen.items:
        item = ReportItem(words=line.words, about_money=line.about_money, answer=line.answer)
        report.items.append(item)
        report.photos += _kept(line.photos, item=item)
    db.session.add(report)
    db.session.flush()
    return report


def _kept(photos, **of_thing) -> list[ReportPhoto]:
    return [ReportPhoto(**photo._asdict(), **of_thing) for photo in photos]


def _follow_up(report: Report, seen: Seen, by) -> None:
    for raised in seen.raised:
        case = None if raised.level is None else case_of(report, raised, seen.photos, by)
        clue = clue_of(report, raised.words, by) if raised.kind is ProblemKind.CLUE else None
        problem = Problem(
            report=report,
            project_id=report.project_id,
            village_id=report.village_id,
            kind=raised.kind if case is None else ProblemKind.FINDING,
            theme=raised.theme,
            words="" if clue else raised.words,
            asked_of=raised.asked_of,
            rectification=case,
            clue=clue,
        )
        db.session.add(problem)
        report.photos += _kept(raised.photos, problem=problem)
    for number, words in seen.solutions.items():
        solve(db.session.get_one(Problem, number), solution=words, by=by)


def cosign(report: Report, *, by) -> None:
    """Once; the report itself stays as it was written."""
    if report.cosigned_on is not None:
        raise MoveRefused(_("已经确认过了。"))
    report.cosigned_by, report.cosigned_on = by, dates.today()
    COSIGNED.record(report, by=by, period=report.check.period)


def solve(problem: Problem, *, solution: str, by) -> None:
    """Arranged; until then it stays on top of every form."""
    if problem.kind is ProblemKind.FINDING:
        raise MoveRefused(_("这个问题已经转为整改，请在整改里办理。"))
    if problem.solved_on is not None:
        return  # two people saw it solved
    if not solution.strip():
        raise MoveRefused(_("请写明是怎么解决的。"))
    problem.solution, problem.solved_on, problem.solved_by_id = solution, dates.today(), by.id
    SOLVED.record(problem, by=by, words=problem.words, solution=solution)
