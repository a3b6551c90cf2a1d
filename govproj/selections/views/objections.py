"""What anybody says against the person on the notice board, without an account, and how it is answered."""

from flask import make_response, render_template
from flask_login import current_user

from govproj.accounts.models import Anonymous
from govproj.core.access import public, requires, tokenless
from govproj.core.brake import braked
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.selections import policy
from govproj.selections.actions import objections
from govproj.selections.forms import AnswerForm, ObjectionForm, OpenObjectionForm
from govproj.selections.queries import hung_out_or_404, objection_or_404, selection_or_404
from govproj.selections.states import State
from govproj.selections.views.public import back_to, bp, form_page

OBJECT = "/projects/<int:project_id>/selection/object"


@bp.get(OBJECT)
@public(on=hung_out_or_404)
def object_(selection):
    return _open_page(selection, OpenObjectionForm(formdata=None))


@bp.post(OBJECT)
@tokenless
@braked
@public(on=hung_out_or_404)
def send_objection(selection):
    form = OpenObjectionForm()
    if not form.validate():
        return _open_page(selection, form)
    objection = objections.object_to(selection, text=form.text.data, by=Anonymous())
    db.session.commit()
    return _without_trace("selections/objected.html", selection=selection, objection=objection)


def _open_page(selection, form):
    page = {"selection": selection, "form": form, "takes": selection.state is State.PUBLICISED}
    return _without_trace("selections/object.html", status=422 if form.errors else 200, **page)


def _without_trace(template: str, status: int = 200, **page):
    """No cookie, no script, nothing kept in a cache: like the page of a slip."""
    answer = make_response(render_template(template, **page), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/projects/<int:project_id>/selection/objections/new", methods=["GET", "POST"])
@requires(policy.can_take_objections, on=selection_or_404)
def record_objection(selection):
    form = ObjectionForm()
    if form.validate_on_submit():
        objections.take_down(selection, by=current_user, **form.facts())
        return back_to(selection, _("异议已登记，答复之前不能聘任。"))
    return form_page(selection.project, form, _("登记异议"), _("登记"), selection=selection)


def can_answer_objection(user, objection):
    return policy.can_take_objections(user, objection.selection)


@bp.route("/selection-objections/<int:objection_id>/answer", methods=["GET", "POST"])
@requires(can_answer_objection, on=objection_or_404)
def answer_objection(objection):
    person = objection.selection.chosen.person if objection.selection.chosen else current_user
    form = AnswerForm(person, version=objection.version)
    if form.validate_on_submit():
        same_version(objection, form.version.data)
        objections.answer(objection, by=current_user, **form.facts())
        return back_to(objection.selection, _("已答复，答复已公开。"))
    return form_page(objection.project, form, _("答复异议"), _("答复"), intro=objection.text)
