"""Screenings, points and measures of a village; the sums of all; a project's links."""

from flask import Blueprint, flash, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.due_changes import changes_of
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.engagement.policy import can_list_declarations
from govproj.projects.queries import project_or_404
from govproj.risks import actions, policy
from govproj.risks.forms import (
    AgainForm,
    DoneForm,
    FollowUpForm,
    MeasureForm,
    MoveForm,
    PointForm,
    PutOffForm,
    ScreeningForm,
)
from govproj.risks.queries import progress, register
from govproj.risks.queries.register import measure_or_404, point_or_404, screening_or_404
from govproj.risks.workflow import POINTS, can_screen
from govproj.villages.queries import village_or_404

bp = Blueprint("risks", __name__)


def kept(words: str, url: str):
    """Keep what was done, say so, and go there."""
    db.session.commit()
    flash(words)
    return go_to(url)


def ask(form, heading: str, button: str, back: str, words: str = ""):
    """One question on a page of its own."""
    fields = getattr(form, "in_order", None) or [f for f in form if f.type not in HIDDEN]
    page = {"form": form, "heading": heading, "button": button, "back": back, "words": words}
    return render_page("risks/act.html", status=422 if form.errors else 200, fields=fields, **page)


HIDDEN = ("CSRFTokenField", "HiddenField")


@bp.get("/risks")
@requires(can_list_declarations)
def all_villages():
    found = register.figures(current_user)
    return render_page("risks/index.html", rows=found, total=register.total(found))


@bp.get("/villages/<int:village_id>/risks")
@requires(policy.can_read, on=village_or_404)
def of_village(village):
    page = {"points": register.points_of(village), "screenings": register.screenings_of(village)}
    may_screen = policy.can_screen(current_user, village)
    return render_page("risks/of_village.html", village=village, may_screen=may_screen, **page)


@bp.get("/villages/<int:village_id>/risks/print")
@requires(policy.can_read, on=village_or_404)
def sheet(village):
    points = register.points_of(village)
    return render_page("risks/sheet.html", village=village, points=points)


@bp.route("/villages/<int:village_id>/risk-screenings/new", methods=["GET", "POST"])
@requires(policy.can_screen, on=village_or_404)
def new_screening(village):
    form = ScreeningForm()
    if form.validate_on_submit():
        screening = actions.screen(village, by=current_user, **form.facts())
        return kept(_("排查已登记。"), url_for(".screening", screening_id=flushed(screening)))
    back = url_for(".of_village", village_id=village.id)
    return ask(form, _("登记廉政风险排查"), _("登记"), back)


def flushed(thing) -> int:
    db.session.flush()
    return thing.id


def may_screen(user, screening) -> bool:
    """As for the village it took place in."""
    return policy.can_screen(user, screening.village)


@bp.get("/risk-screenings/<int:screening_id>")
@requires(signed_in, on=screening_or_404)
def screening(screening):
    may_find = may_screen(current_user, screening)
    return render_page("risks/screening.html", screening=screening, may_find=may_find)


@bp.route("/risk-screenings/<int:screening_id>/find", methods=["GET", "POST"])
@requires(may_screen, on=screening_or_404)
def find(screening):
    form, back = PointForm(register.owners_in(screening.village_id)), at(screening)
    if form.validate_on_submit():
        actions.find(screening, by=current_user, **form.facts())
        return kept(_("风险点已登记。"), back)
    return ask(
        form, _("登记风险点"), _("提交"), back, _("至少要有一条防控举措才能提交；更多的举措以后再加。")
    )


@bp.route("/risk-screenings/<int:screening_id>/find-again", methods=["GET", "POST"])
@requires(may_screen, on=screening_or_404)
def find_again(screening):
    form, back = AgainForm(register.not_met_by(screening)), at(screening)
    if form.validate_on_submit():
        about = {"level": form.level.data, "note": form.note.data}
        actions.find_again(screening, form.points[form.point.data], by=current_user, **about)
        return kept(_("已记下，仍算同一个风险点。"), back)
    return ask(form, _("再次排查到的风险点"), _("记下"), back)


def at(screening) -> str:
    return url_for(".screening", screening_id=screening.id)


@bp.get("/risk-points/<int:point_id>")
@requires(signed_in, on=point_or_404)
def point(point):
    return render_page(
        "risks/point.html",
        point=point,
        moves=[(move, POINTS.missing(move.name, point)) for move in POINTS.open_to(current_user, point)],
        due_changes=changes_of(*point.measures),
        may_add=can_screen(current_user, point) and point.closed_on is None,
        may_carry={m.id for m in point.measures if not m.done_on and policy.can_carry(current_user, m)},
        may_move={m.id for m in point.measures if not m.done_on and policy.can_move(current_user, m)},
    )


@bp.route("/risk-points/<int:point_id>/measures/new", methods=["GET", "POST"])
@requires(can_screen, on=point_or_404)
def add_measure(point):
    form, back = MeasureForm(register.owners_in(point.village_id)), url_for(".point", point_id=point.id)
    if form.validate_on_submit():
        text, owner, due_on = form.typed
        actions.add_measure(point, text=text, owner=owner, due_on=due_on, by=current_user)
        return kept(_("举措已定下。"), back)
    return ask(form, _("加一条防控举措"), _("定下"), back, point.text)


@bp.route("/control-measures/<int:measure_id>/finish", methods=["GET", "POST"])
@requires(policy.can_carry, on=measure_or_404)
def finish(measure):
    form, back = DoneForm(version=measure.version), url_for(".point", point_id=measure.point_id)
    if form.validate_on_submit():
        same_version(measure, form.version.data)
        actions.finish(measure, on=form.done_on.data, effect=form.effect.data, by=current_user)
        return kept(_("已登记落实，等监督的人复评。"), back)
    return ask(form, _("落实防控举措"), _("登记落实"), back, measure.text)


@bp.route("/control-measures/<int:measure_id>/put-off", methods=["GET", "POST"])
@requires(policy.can_move, on=measure_or_404)
def put_off(measure):
    form, back = PutOffForm(version=measure.version), url_for(".point", point_id=measure.point_id)
    if form.validate_on_submit():
        same_version(measure, form.version.data)
        about = {"due_on": form.due_on.data, "reason": form.reason.data}
        actions.put_off(measure, by=current_user, **about)
        return kept(_("期限已改。"), back)
    return ask(form, _("改防控举措的期限"), _("确定"), back, measure.text)


@bp.post("/risk-points/<int:point_id>/close")
@requires(policy.can_judge, on=point_or_404)
def close(point):
    return moved(point, "close", _("已销号。"))


@bp.post("/risk-points/<int:point_id>/reopen")
@requires(can_screen, on=point_or_404)
def reopen(point):
    return moved(point, "reopen", _("已重新登记。"))


def moved(point, name: str, words: str):
    form = MoveForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    same_version(point, form.version.data)
    actions.move(point, name, note=form.note.data or "", by=current_user)
    return kept(words, url_for(".point", point_id=point.id))


# ---- of one project ----


@bp.get("/projects/<int:project_id>/integrity")
@requires(policy.can_read_project, on=project_or_404)
def of_project(project):
    may_follow = policy.can_follow(current_user, project)
    page = {"project": project, "progress": progress.of(project), "may_follow": may_follow}
    return render_page("risks/of_project.html", **page)


@bp.route("/projects/<int:project_id>/follow-ups/new", methods=["GET", "POST"])
@requires(policy.can_follow, on=project_or_404)
def follow(project):
    form, back = FollowUpForm(), url_for(".of_project", project_id=project.id)
    if form.validate_on_submit():
        actions.follow(project, by=current_user, **form.facts())
        return kept(_("跟进已记下。"), back)
    return ask(form, _("登记跟进"), _("记下"), back, project.name)
