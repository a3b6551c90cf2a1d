"""The plan of a project is drawn up, submitted, approved."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.said import reason
from govproj.inspections import policy
from govproj.inspections.actions import plans as actions
from govproj.inspections.forms import PlanForm
from govproj.inspections.queries import plans as queries
from govproj.inspections.queries.plans import plan_or_404
from govproj.inspections.states import PlanMode
from govproj.inspections.views.public import bp
from govproj.projects.queries import project_or_404

ONE = "/projects/<int:project_id>/supervision-plan"


@bp.route(ONE, methods=["GET", "POST"])
@requires(policy.can_draft_plan, on=project_or_404)
def plan(project):
    known = queries.plan_of(project)
    form = PlanForm(queries.candidates(project), known)
    if form.validate_on_submit():
        _write(project, known, form)
        return _kept(project.id, _("方案已保存，还要报镇里审批。"))
    status = 422 if form.errors else 200
    return render_page("inspections/plan.html", fragment="form", status=status, form=form, project=project)


def _write(project, known, form) -> None:
    actions.write_plan(
        project,
        money=form.money.data,
        other=form.other.data,
        mode=PlanMode(form.mode.data),
        visits=form.visits.data,
        people=form.group(project.village_id),
        plan=known,
        seen=form.version.data,
        by=current_user,
    )


@bp.post(f"{ONE}/submit")
@requires(policy.can_draft, on=plan_or_404)
def submit_plan(plan):
    actions.submit(plan, by=current_user)
    return _kept(plan.project_id, _("已报镇里审批。"))


@bp.post(f"{ONE}/approve")
@requires(policy.can_approve, on=plan_or_404)
def approve_plan(plan):
    actions.approve(plan, by=current_user)
    return _kept(plan.project_id, _("方案已批准。"))


@bp.post(f"{ONE}/send-back")
@requires(policy.can_approve, on=plan_or_404)
def send_back_plan(plan):
    actions.send_back(plan, note=reason(), by=current_user)
    return _kept(plan.project_id, _("已退回修改。"))


@bp.post(f"{ONE}/revise")
@requires(policy.can_draft, on=plan_or_404)
def revise_plan(plan):
    actions.revise(plan, note=reason(), by=current_user)
    return _kept(plan.project_id, _("方案可以修改了，改好后要重新审批。"))


def _kept(project_id: int, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for(".of_project", project_id=project_id))
