"""How the village runs its projects: the year's work, drafts, contract facts, months, moves."""

from flask import abort, flash, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.projects import actions, policy, queries
from govproj.projects.forms import MonthForm, MoveForm, PlanForm, ProjectForm, WorkItemForm
from govproj.projects.models import Category, Kind, State
from govproj.projects.planning import planned_percent
from govproj.projects.views.public import bp
from govproj.projects.workflow import WORKFLOW
from govproj.villages.queries import village_or_404


@bp.get("/villages/<int:village_id>/work-items")
@requires(signed_in, on=village_or_404)
def work_items(village):
    year = dates.today().year
    return render_page(
        "projects/work_items.html",
        village=village,
        year=year,
        items=queries.work_items(village.id, year),
        may_manage=policy.can_manage_work_items(current_user, village),
        may_create=policy.can_create(current_user, village),
    )


@bp.route("/villages/<int:village_id>/work-items/new", methods=["GET", "POST"])
@requires(policy.can_manage_work_items, on=village_or_404)
def new_work_item(village):
    form = WorkItemForm(year=dates.today().year)
    if form.validate_on_submit():
        kind = Kind(form.kind.data)
        actions.add_work_item(
            village, year=form.year.data, name=form.name.data, kind=kind, note=form.note.data, by=current_user
        )
        db.session.commit()
        flash(_("已登记。"))
        return go_to(url_for(".work_items", village_id=village.id))
    return _form_page("projects/work_item_form.html", form, village=village)


@bp.route("/villages/<int:village_id>/projects/new", methods=["GET", "POST"])
@requires(policy.can_create, on=village_or_404)
def new(village):
    return _create(village, None)


def item_and_village(user, village_id, item_id):
    item = queries.work_item_or_404(user, village_id, item_id)
    return item.village, item


def can_pick(user, village, item):
    """Picking a central work item to be led is the secretary's decision."""
    return policy.can_manage_work_items(user, village)


@bp.route("/villages/<int:village_id>/work-items/<int:item_id>/pick", methods=["GET", "POST"])
@requires(can_pick, on=item_and_village)
def pick(village, item):
    return _create(village, item)


def _create(village, item):
    suggested = {"name": item.name, "kind": item.kind.value, "proposal": item.note} if item else {}
    if item and item.kind is Kind.GOVERNANCE:
        suggested["category"] = Category.GOVERNANCE.value
    taken = queries.codes_taken(village.id)
    form = ProjectForm(code=queries.next_code(taken), **suggested)
    form.taken = taken
    if form.validate_on_submit():
        project = actions.create(village, item=item, by=current_user, **form.facts())
        db.session.commit()
        flash(_("项目草稿已建立。"))
        return go_to(url_for(".show", project_id=project.id))
    return _form_page("projects/edit.html", form, village=village, project=None, item=item)


@bp.route("/projects/<int:project_id>/edit", methods=["GET", "POST"])
@requires(policy.can_edit, on=queries.project_or_404)
def edit(project):
    form = ProjectForm(obj=project, kind=project.kind.value, category=project.category.value)
    form.taken = queries.codes_taken(project.village_id, but=project)
    if form.validate_on_submit():
        actions.change(project, by=current_user, seen=form.version.data, **form.facts())
        db.session.commit()
        flash(_("已保存。"))
        return go_to(url_for(".show", project_id=project.id))
    return _form_page(
        "projects/edit.html", form, village=project.village, project=project, item=project.work_item
    )


@bp.route("/projects/<int:project_id>/plan", methods=["GET", "POST"])
@requires(policy.can_record, on=queries.project_or_404)
def plan(project):
    form = PlanForm(obj=project)
    form.contact_id.choices = _contacts(project)
    if form.validate_on_submit():
        actions.change(project, by=current_user, seen=form.version.data, **form.facts())
        db.session.commit()
        flash(_("已保存。"))
        return go_to(url_for(".show", project_id=project.id))
    return _form_page("projects/schedule.html", form, project=project)


def _contacts(project) -> list[SelectChoice]:
    cadres = queries.possible_contacts(project.village_id)
    return [SelectChoice(0, _("未定")), *(SelectChoice(cadre.id, cadre.name) for cadre in cadres)]


def can_report_month(user, project, _month=None):
    return policy.can_report(user, project)


@bp.get("/projects/<int:project_id>/months")
@requires(policy.can_report, on=queries.project_in_full)
def months(project):
    return render_page("projects/months.html", project=project, months=_months_worth_recording(project))


def _months_worth_recording(project) -> list[str]:
    """From the month of the start, or of the first figures, to this one; the newest first."""
    begun = project.day_of(State.BUILDING) or project.planned_start or dates.today()
    first = min([dates.month_of(begun), *(row.month for row in project.months)])
    return list(reversed(dates.months_between(first, dates.month_of(dates.today()))))


@bp.route("/projects/<int:project_id>/months/<month>", methods=["GET", "POST"])
@requires(can_report_month, on=queries.month_or_404)
def month(project, recorded):
    which = request.view_args["month"]
    if which > dates.month_of(dates.today()):
        abort(404)
    earlier = [row for row in project.months if row.month < which]
    form, booked = _month_form(project, which, recorded), actions.paid_by_the_books(project, which)
    if booked is not None or not policy.can_record(current_user, project):
        del form.paid_fen
    if form.validate_on_submit():
        facts = form.facts()
        actions.record_month(project, which, by=current_user, seen=recorded and form.version.data, **facts)
        db.session.commit()
        flash(_("本月进度已登记。"))
        return go_to(url_for(".months", project_id=project.id))
    last, suggested = earlier[-1] if earlier else None, _suggested(project, which)
    return _form_page(
        "projects/month.html",
        form,
        project=project,
        month=which,
        last=last,
        suggested=suggested,
        booked=booked,
    )


def _month_form(project, which: str, recorded) -> MonthForm:
    form = MonthForm(obj=recorded)
    form.budget_fen = project.budget_fen
    form.paid_before = max((row.paid_fen for row in project.months if row.month < which), default=0)
    form.paid_after = min((row.paid_fen for row in project.months if row.month > which), default=None)
    return form


def _suggested(project, month: str) -> int | None:
    """What the milestones plan for the end of the month; None without milestones."""
    started = project.day_of(State.BUILDING) or project.planned_start
    milestones = project.milestones
    return planned_percent(milestones, started, dates.last_day(month)) if milestones else None


def _form_page(template, form, **context):
    return render_page(template, fragment="form", status=422 if form.errors else 200, form=form, **context)


def _route_of(move):
    @requires(move.allowed, on=queries.project_in_full)
    def make(project):
        form = MoveForm()
        if not form.validate():
            raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
        actions.move(
            project,
            move.name,
            by=current_user,
            note=form.note.data,
            on=form.on.data,
            resume_on=form.resume_on.data,
            notice=form.notice.data,
        )
        db.session.commit()
        flash(_("已办理：%(move)s。", move=move.label))
        return go_to(url_for(".show", project_id=project.id))

    return make


for _move in WORKFLOW.moves.values():
    bp.add_url_rule(
        f"/projects/<int:project_id>/{_move.name.replace('_', '-')}",
        _move.name,
        _route_of(_move),
        methods=["POST"],
    )
