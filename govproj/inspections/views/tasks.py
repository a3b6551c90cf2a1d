"""Visits: ordered, joined, begun, reported; the year's themes, and draws by lot."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.inspections import actions, policy
from govproj.inspections.actions import lots
from govproj.inspections.actions import tasks as orders
from govproj.inspections.forms import DrawForm, JoinForm, OrderForm, ThemeForm, form_for
from govproj.inspections.queries import reading
from govproj.inspections.queries import tasks as queries
from govproj.inspections.queries.tasks import task_or_404
from govproj.inspections.states import Mode, Origin, TaskKind, TaskState
from govproj.inspections.views.checks import field_page, reported
from govproj.inspections.views.public import bp
from govproj.rectifications.policy import can_keep_clues
from govproj.villages.queries import town_or_404, village_or_404

ONE = "/inspection-tasks/<int:task_id>"


@bp.route("/villages/<int:village_id>/inspection-tasks/new", methods=["GET", "POST"])
@requires(policy.can_order, on=village_or_404)
def new_task(village):
    form = order_form(village)
    if form.validate_on_submit() and _no_clash(village, form):
        task = orders.order(village, TaskKind(form.kind.data), wanted_of(village, form), by=current_user)
        db.session.commit()
        flash(_("督查已安排。"))
        return go_to(url_for(".task", task_id=task.id))
    return form_page(form, heading=_("安排督查"), back=url_for(".tasks"), place=village.name)


def order_form(village, *, sealed: bool = False) -> OrderForm:
    people = queries.inspectors_of(village)
    if sealed:
        people = [person for person in people if policy.can_order_sealed(person, village)]
    themes = queries.themes_of(village.town_id, dates.today().year)
    return OrderForm(queries.projects_under_way([village.id]), people, themes, sealed=sealed)


def wanted_of(village, form) -> orders.Order:
    projects = [p for p in queries.projects_under_way([village.id]) if p.id in (form.projects.data or ())]
    people = {person.id: person for person in queries.inspectors_of(village)}
    themes = {theme.id: theme for theme in queries.themes_of(village.town_id, dates.today().year)}
    return orders.Order(
        title=form.title.data,
        due_day=form.due_day.data,
        inspector=people[form.inspector.data],
        projects=projects,
        other_points=form.other_points,
        theme=themes.get(form.theme.data),
        origin=Origin(form.origin.data),
        mode=Mode(form.mode.data) if "mode" in form else Mode.ONSITE,
        bodies=form.bodies.data if "bodies" in form else "",
    )


def _no_clash(village, form) -> bool:
    """Several bodies at one site in one month come together, or say why not."""
    other = queries.clashing(village.id, form.projects.data or [], form.due_day.data)
    if other is None or form.anyway.data:
        return True
    sentence = _("这个月已经安排了“%(title)s”：请并入那一次，或者勾选单独安排。", title=other.title)
    form.anyway.errors = [*form.anyway.errors, sentence]
    return False


def form_page(form, **context):
    status = 422 if form.errors else 200
    return render_page("inspections/form.html", fragment="form", status=status, form=form, **context)


@bp.get(ONE)
@requires(signed_in, on=task_or_404)
def task(task):
    planned = task.state is TaskState.PLANNED
    return render_page(
        "inspections/task.html",
        task=task,
        draw=task.draw if queries.is_open(task.draw) else None,
        tells_origin=policy.can_read_origin(current_user, task) or queries.is_open(task.draw),
        may_start=planned and policy.can_carry_out(current_user, task),
        may_report=task.state is TaskState.STARTED and policy.can_carry_out(current_user, task),
        may_change=planned and policy.can_change_task(current_user, task),
        may_cancel=planned and policy.can_cancel_task(current_user, task),
        **(reported(task.report) if task.report else {}),
    )


@bp.post(f"{ONE}/join")
@requires(policy.can_change_task, on=task_or_404)
def join(task):
    form = JoinForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    same_version(task, form.version.data)
    orders.join(task, bodies=form.bodies.data, by=current_user)
    return _kept(task, _("已并为综合查一次。"))


@bp.post(f"{ONE}/start")
@requires(policy.can_carry_out, on=task_or_404)
def start(task):
    orders.start(task, by=current_user)
    return _kept(task, _("督查已开始。"))


@bp.post(f"{ONE}/cancel")
@requires(policy.can_cancel_task, on=task_or_404)
def cancel(task):
    orders.cancel(task, note=request.form.get("note", "")[:500], by=current_user)
    return _kept(task, _("督查已取消。"))


def _kept(task, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for(".task", task_id=task.id))


@bp.route(f"{ONE}/report", methods=["GET", "POST"])
@requires(policy.can_carry_out, on=task_or_404)
def visit_report(task):
    form = form_for(
        task.kind, reading.items_for(task.village_id, "visit"), (), least_photos=0, clues=_clues(task)
    )
    if form.validate_on_submit():
        actions.submit_visit(task, form.seen(), by=current_user)
        return _kept(task, _("督查记录已收到。"))
    if task.state is not TaskState.STARTED and not form.is_submitted():
        flash(_("“%(state)s”的任务不能写记录。", state=task.state.label), "info")
        return go_to(url_for(".task", task_id=task.id))
    return field_page(form, check=None, task=task, project=None, heading=task.title)


def _clues(task) -> bool:
    return can_keep_clues(current_user, task.village_id)


@bp.route("/towns/<int:town_id>/themes", methods=["GET", "POST"])
@requires(policy.can_manage_themes, on=town_or_404)
def themes(town):
    form = ThemeForm(year=dates.today().year)
    if form.validate_on_submit():
        facts = {name: form[name].data for name in ("year", "name", "responsible_unit", "supervising_unit")}
        orders.add_theme(town, by=current_user, **facts)
        db.session.commit()
        flash(_("专项已设立。"))
        return go_to(url_for(".themes", town_id=town.id))
    known = queries.themes_of(town.id, dates.today().year)
    return form_page(form, heading=_("专项督查"), back=url_for(".tasks"), place=town.name, themes=known)


@bp.route("/towns/<int:town_id>/draws/new", methods=["GET", "POST"])
@requires(policy.can_manage_themes, on=town_or_404)
def new_draw(town):
    projects = queries.projects_under_way([village.id for village in town.villages])
    people = queries.inspectors_in(town)
    form = DrawForm(projects, people)
    if form.validate_on_submit():
        drawn = _drawn(town, projects, people, form)
        db.session.commit()
        flash(_("已抽取，编号 %(code)s。", code=drawn.code))
        at = url_for(".sealed") if form.sealed.data else url_for(".draw", code=drawn.code)
        return go_to(at)
    return form_page(form, heading=_("双随机抽取"), back=url_for(".tasks"), place=town.name)


def _drawn(town, projects, people, form):
    return lots.draw_lots(
        town,
        projects=[project for project in projects if project.id in form.projects.data],
        people=[person for person in people if person.id in form.people.data],
        wanted=form.wanted.data,
        due_day=form.due_day.data,
        title=form.title.data,
        sealed=form.sealed.data,
        by=current_user,
    )
