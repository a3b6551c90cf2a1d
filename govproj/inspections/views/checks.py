"""A check of a week or a month: read, filled in, confirmed; problems that are arranged; photos."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.forms import ReasonForm
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.uploads import hand_out
from govproj.core.workflow import MoveRefused
from govproj.inspections import actions, policy
from govproj.inspections.actions import handing_on
from govproj.inspections.forms import HandOnForm, form_for
from govproj.inspections.queries import reading
from govproj.inspections.queries.reading import check_or_404, photo_or_404, problem_or_404, report_or_404
from govproj.inspections.states import CheckKind
from govproj.inspections.views.public import bp
from govproj.inspections.workflow import an_approved_plan
from govproj.villages import rules


@bp.get("/checks/<int:check_id>")
@requires(signed_in, on=check_or_404)
def check(check):
    return render_page(
        "inspections/check.html",
        check=check,
        may_check=check.done_day is None and policy.can_check(current_user, check),
        may_cosign=check.report is not None and policy.can_cosign(current_user, check.report),
        **(reported(check.report) if check.report else {}),
    )


def reported(report) -> dict:
    """The problems of a report as this reader may know of them, and those he may hand on."""
    problems = reading.problems_shown(current_user, report)
    handed = {p.id for p in problems if p.is_open and policy.can_hand_on(current_user, p)}
    return {"problems": problems, "to_hand_on": handed}


@bp.route("/checks/<int:check_id>/report", methods=["GET", "POST"])
@requires(policy.can_check, on=check_or_404)
def report(check):
    form = _form_of(check)
    if form.validate_on_submit():
        actions.submit_check(check, form.seen(), by=current_user)
        db.session.commit()
        flash(_("检查记录已收到。"))
        return go_to(url_for(".check", check_id=check.id))
    if check.done_day is not None and not form.is_submitted():
        return _done_already(check)
    heading = f"{check.label}{_('：')}{check.project.name}"
    not_yet = an_approved_plan(check.project) if check.kind is CheckKind.MONTHLY else None
    return field_page(form, check=check, project=check.project, heading=heading, not_yet=not_yet)


def _form_of(check):
    least = rules.value("weekly_check.min_photos", check.village_id) if check.kind is CheckKind.WEEKLY else 0
    return form_for(
        check.kind, reading.items_of(check), reading.open_problems(check.project_id), least_photos=least
    )


def _done_already(check):
    flash(_("这次检查已经交过了。"), "info")
    return go_to(url_for(".check", check_id=check.id))


def field_page(form, *, not_yet=None, **context):
    """For checks and visits alike; `now` lets the script find out how wrong the clock of a phone is."""
    status = 422 if form.errors else 200
    now = round(dates.machine_now().timestamp() * 1000)
    return render_page(
        "inspections/field.html", status=status, form=form, now=now, not_yet=not_yet, **context
    )


@bp.post("/inspection-reports/<int:report_id>/cosign")
@requires(policy.can_cosign, on=report_or_404)
def cosign(report):
    actions.cosign(report, by=current_user)
    db.session.commit()
    flash(_("已确认。"))
    return go_to(url_for(".check", check_id=report.check_id))


@bp.post("/inspection-problems/<int:problem_id>/solve")
@requires(policy.can_solve, on=problem_or_404)
def solve(problem):
    form = ReasonForm()
    if not form.validate():
        raise MoveRefused(_("请写明是怎么解决的。"))
    actions.solve(problem, solution=form.note.data, by=current_user)
    db.session.commit()
    flash(_("已记录，协调好了。"))
    if problem.project_id is None:  # a visit to several places
        return go_to(url_for(".task", task_id=problem.report.task_id))
    return go_to(url_for(".of_project", project_id=problem.project_id))


@bp.route("/inspection-problems/<int:problem_id>/hand-on", methods=["GET", "POST"])
@requires(policy.can_hand_on, on=problem_or_404)
def hand_on(problem):
    form = HandOnForm(clues=policy.can_make_clue(current_user, problem))
    if form.validate_on_submit():
        _handed_on(problem, form)
        db.session.commit()
        flash(_("已转。"))
        return go_to(_page_of(problem.report))
    status = 422 if form.errors else 200
    return render_page(
        "inspections/hand_on.html",
        fragment="form",
        status=status,
        form=form,
        problem=problem,
        back=_page_of(problem.report),
    )


def _handed_on(problem, form) -> None:
    if form.is_clue:
        handing_on.to_clue(problem, note=form.note.data, by=current_user)
    else:
        handing_on.put_right(problem, level=form.level, by=current_user)


def _page_of(report) -> str:
    if report.check_id:
        return url_for(".check", check_id=report.check_id)
    return url_for(".task", task_id=report.task_id)


@bp.get("/report-photos/<int:photo_id>")
@requires(signed_in, on=photo_or_404)
def photo(photo):
    return hand_out(photo)


@bp.get("/report-photos/<int:photo_id>/thumb")
@requires(signed_in, on=photo_or_404)
def thumb(photo):
    return hand_out(photo, thumb=True)
