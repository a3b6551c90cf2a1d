"""Checks and reports as their readers get them: of a project, one by one, and what is still to be arranged."""

from collections.abc import Sequence
from datetime import date

from flask import abort
from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.checklists.models import ChecklistItem, Exemption
from govproj.core import dates
from govproj.core.db import db
from govproj.inspections.models import Check, InspectionTask, Problem, Report, ReportPhoto
from govproj.inspections.policy import checks as policy
from govproj.inspections.states import CheckKind, ProblemKind
from govproj.projects.models import IN_PROGRESS, Project, State
from govproj.projects.queries import WITH_PEOPLE, WITH_PLACE
from govproj.rectifications.clues import places_of
from govproj.villages import rules

PAGE = 20
WITH_REPORT = (
    selectinload(Check.report).selectinload(Report.items),
    selectinload(Check.report).selectinload(Report.photos),
    selectinload(Check.report).selectinload(Report.problems).joinedload(Problem.rectification),
    selectinload(Check.report).joinedload(Report.by),
    selectinload(Check.report).joinedload(Report.cosigned_by),
)


def _mine(user):
    return or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)


def check_or_404(user, check_id: int) -> Check:
    """For those in office and the lead; villagers read how many were kept, on the project's page."""
    wanted = select(Check).join(Check.project).where(Check.id == check_id, _mine(user))
    whole = contains_eager(Check.project)
    wanted = wanted.options(whole.options(WITH_PLACE, *WITH_PEOPLE), *WITH_REPORT, joinedload(Check.done_by))
    return db.session.scalar(wanted) or abort(404)


def report_or_404(user, report_id: int) -> Report:
    wanted = (
        select(Report)
        .outerjoin(Report.project)
        .where(Report.id == report_id, or_(Report.village_id.in_(user.scope), Project.lead_id == user.id))
        .options(contains_eager(Report.project), joinedload(Report.check), joinedload(Report.task))
    )
    return db.session.scalar(wanted) or abort(404)


def photo_or_404(user, photo_id: int) -> ReportPhoto:
    wanted = (
        select(ReportPhoto)
        .join(ReportPhoto.report)
        .outerjoin(Report.project)
        .outerjoin(ReportPhoto.problem)
        .where(ReportPhoto.id == photo_id)
        .where(or_(Report.village_id.in_(user.scope), Project.lead_id == user.id))
        .where(_not_secret_to(user, ReportPhoto.problem_id.is_(None)))
    )
    return db.session.scalar(wanted) or abort(404)


def problem_or_404(user, problem_id: int) -> Problem:
    wanted = (
        select(Problem)
        .outerjoin(Problem.project)
        .where(Problem.id == problem_id, Problem.kind != ProblemKind.CLUE)
        .where(or_(Problem.village_id.in_(user.scope), Project.lead_id == user.id))
        .options(contains_eager(Problem.project))
    )
    return db.session.scalar(wanted) or abort(404)


def _not_secret_to(user, *otherwise):
    """What became a clue exists for those alone who keep clues."""
    apart = (func.coalesce(column, 0) != user.id for column in (Project.lead_id, Project.contact_id))
    keeps = and_(Problem.village_id.in_(places_of(user)), *apart)
    return or_(*otherwise, Problem.kind != ProblemKind.CLUE, keeps)


def problems_shown(user, report: Report) -> list[Problem]:
    """Of a report, as this reader may know of them."""
    apart = report.project is None or policy.stands_apart(user, report.project)
    secret = apart and report.village_id in places_of(user)
    return [problem for problem in report.problems if secret or problem.kind is not ProblemKind.CLUE]


def open_problems(project_id: int) -> Sequence[Problem]:
    """What still has to be arranged, the oldest first: it stands on top of every form until it is."""
    wanted = select(Problem).where(
        Problem.project_id == project_id,
        Problem.kind == ProblemKind.COORDINATION,
        Problem.solved_on.is_(None),
    )
    return db.session.scalars(wanted.order_by(Problem.id)).all()


def newest_checks(project, limit: int = 60) -> Sequence[Check]:
    """The latest first, with the day and the name of whoever did them."""
    wanted = select(Check).where(Check.project_id == project.id).options(joinedload(Check.done_by))
    return db.session.scalars(wanted.order_by(Check.due_day.desc(), Check.id.desc()).limit(limit)).all()


def checks_in(village, which: str, kind: CheckKind, today: date, key: str = "") -> Sequence[Check]:
    """The rows behind a figure of the board: `which` is due, on_time, late, missing or open; one more than a page.

    `history` are those of projects that are no longer in progress, which no figure of the board counts.
    """
    over = or_(Check.done_day.is_not(None), Check.due_day < today)
    conditions = {
        "on_time": Check.done_day <= Check.due_day,
        "late": Check.done_day > Check.due_day,
        "missing": Check.done_day.is_(None) & (Check.due_day < today),
        "open": Check.done_day.is_(None),
    }
    wanted = (
        select(Check)
        .join(Check.project)
        .where(Check.village_id == village.id, Check.kind == kind, conditions.get(which, over))
        .where(Project.state.not_in(IN_PROGRESS) if which == "history" else Project.state.in_(IN_PROGRESS))
        .options(contains_eager(Check.project), joinedload(Check.done_by))
        .order_by(Check.due_day.desc(), Check.id.desc())
    )
    if place := _understood(key):
        wanted = wanted.where(tuple_(Check.due_day, Check.id) < place)
    return db.session.scalars(wanted.limit(PAGE + 1)).all()


def _understood(key: str) -> tuple[date, int] | None:
    """`2022-06-17.12` → (day, id); anything else begins at the beginning."""
    day, _dot, number = key.partition(".")
    try:
        return date.fromisoformat(day), int(number[:9])
    except ValueError:
        return None


def problems_of(project) -> Sequence[Problem]:
    wanted = select(Problem).where(Problem.project_id == project.id, Problem.kind != ProblemKind.CLUE)
    wanted = wanted.options(joinedload(Problem.rectification))
    return db.session.scalars(wanted.order_by(Problem.id.desc()).limit(PAGE)).all()


def tasks_at(project) -> Sequence[InspectionTask]:
    """Visits to the site of a project, the latest first."""
    here = InspectionTask.points.any(project_id=project.id)
    wanted = select(InspectionTask).where(here).options(joinedload(InspectionTask.inspector))
    return db.session.scalars(wanted.order_by(InspectionTask.id.desc()).limit(PAGE)).all()


def looked_at_in(project, today: date):
    """How often the site was supervised this month, to hold against its plan; a subquery."""
    month = dates.month_of(today)
    span = (dates.first_day(month), dates.last_day(month))
    monthly = select(func.count(Check.id)).where(
        Check.project_id == project.id, Check.kind == CheckKind.MONTHLY, Check.done_day.between(*span)
    )
    visits = select(func.count(InspectionTask.id)).where(
        InspectionTask.points.any(project_id=project.id), InspectionTask.done_day.between(*span)
    )
    return monthly.scalar_subquery() + visits.scalar_subquery()


def items_for(village_id: int, form: str) -> list[tuple[str, bool]]:
    """(words, about money) of the lines of a form: weekly, monthly or visit. Money is on all but the weekly one."""
    lists = rules.value("inspection.items", village_id)
    money = [] if form == "weekly" else [(words, True) for words in lists["money"]]
    return money + [(words, False) for words in lists[form]]


def items_of(check: Check) -> list[tuple[str, bool]]:
    """The lines of one check; a month also looks at the small powers that are carried out while work goes on."""
    lines = items_for(check.village_id, check.kind.value)
    return lines + _powers_at_work(check.project_id) if check.kind is CheckKind.MONTHLY else lines


def _powers_at_work(project_id: int) -> list[tuple[str, bool]]:
    """Those of the project's checklist that stand before its completion, without what does not apply to it."""
    exempt = select(Exemption.item_id).where(Exemption.approved)
    wanted = select(ChecklistItem).where(
        ChecklistItem.project_id == project_id, ChecklistItem.id.not_in(exempt)
    )
    items = db.session.scalars(wanted.order_by(ChecklistItem.code)).all()
    return [(f"{item.code} {item.power.name}", False) for item in items if item.power.gate == State.COMPLETED]
