"""Milestones: the plan, what was reached and accepted, days between two points, the shortest of all."""

from flask import request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.filters import day
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.projects import actions, bodies, planning, policy
from govproj.projects.forms.milestones import PairForm, PlanForm, ReachedForm, ReasonlessForm, RecordsForm
from govproj.projects.models import ENDED, State
from govproj.projects.queries import milestone_or_404, milestones_of, project_in_full, project_or_404
from govproj.projects.views.public import bp
from govproj.projects.views.site import form_page, kept, on_project
from govproj.villages.queries import all_towns, names

ALL = "/projects/<int:project_id>/milestones"
ONE = f"{ALL}/<int:milestone_id>"


@bp.get(ALL)
@public(on=project_in_full)
def milestones(project):
    found = milestones_of(project)
    started = project.day_of(State.BUILDING) or project.planned_start
    points, form = planning.points_of(project), PairForm(request.args)
    form.start.choices = form.end.choices = [SelectChoice(p.key, f"{p.label} {day(p.day)}") for p in points]
    return render_page(
        "projects/milestones.html",
        project=project,
        milestones=found,
        planned=planning.planned_percent(found, started, dates.today()) if found else None,
        form=form,
        points=points,
        span=planning.span_of(points, form.start.data, form.end.data),
        may_plan=project.state not in ENDED and policy.can_record(current_user, project),
        may_report=project.state not in ENDED and policy.can_report(current_user, project),
        acceptable={m.id for m in found if _acceptable(m)},
    )


def _acceptable(milestone) -> bool:
    waits = milestone.actual_on is not None and milestone.accepted_on is None
    return waits and bodies.can_accept_milestone(current_user, milestone)


@bp.route(f"{ALL}/plan", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def plan_milestones(project):
    form = PlanForm(project)
    if form.validate_on_submit():
        seen, rows, reason = form.version.data, form.milestones(), form.reason.data
        actions.plan_milestones(project, rows, reason=reason, seen=seen, by=current_user)
        return _kept(project, _("节点计划已保存。"))
    status = 422 if form.errors else 200
    return render_page("projects/plan.html", fragment="form", status=status, form=form, project=project)


def can_accept(user, _project, milestone):
    return bodies.can_accept_milestone(user, milestone)


@bp.route(ONE, methods=["GET", "POST"])
@requires(on_project(policy.can_report), on=milestone_or_404)
def milestone(project, milestone):
    form = ReachedForm(obj=milestone)
    if form.validate_on_submit():
        facts = {"actual_on": form.actual_on.data, "reason": form.reason.data, "seen": form.version.data}
        actions.report_milestone(milestone, by=current_user, **facts)
        return _kept(project, _("已登记。"))
    return form_page(form, heading=_("节点：%(name)s", name=milestone.name), project=project)


@bp.post(f"{ONE}/accept")
@requires(can_accept, on=milestone_or_404)
def accept_milestone(project, milestone):
    actions.accept_milestone(milestone, by=current_user, seen=ReasonlessForm().version.data)
    return _kept(project, _("节点已验收。"))


def _kept(project, words: str):
    return kept(url_for(".milestones", project_id=project.id), words)


@bp.get("/projects/records")
@public
def records():
    asked = {"start": "state.initiated", "end": "state.building", **request.args}
    form = RecordsForm(MultiDict(asked))
    form.town.choices = [SelectChoice(0, _("全部乡镇")), *(SelectChoice(t.id, t.name) for t in all_towns())]
    villages = [SelectChoice(v.id, v.name) for v in names()]
    form.village.choices = [SelectChoice(0, _("全部村")), *villages]
    found, labels = [], {choice.value: choice.label for choice in form.start.choices}
    if form.validate():
        place = {"town_id": form.town.data or None, "village_id": form.village.data or None}
        found = planning.shortest(form.start.data, form.end.data, **place)
    status = 422 if form.errors else 200
    pair = [labels.get(field.data, "") for field in (form.start, form.end)]
    return render_page(
        "projects/records.html", fragment="found", status=status, form=form, found=found, pair=pair
    )
