"""What anybody says against a notice, without an account; how it is answered, and asked again."""

from flask import url_for
from flask_login import current_user

from govproj.accounts.models import Anonymous
from govproj.core.access import public, requires, tokenless
from govproj.core.brake import braked
from govproj.core.codes import grouped
from govproj.core.db import db
from govproj.core.filters import month
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.disclosures import policy, queries
from govproj.disclosures.actions import answers
from govproj.disclosures.forms import AgainForm, ObjectForm, PutDownAgainForm, ReplyForm, TakeDownForm
from govproj.disclosures.queries.answers import objection_or_404
from govproj.disclosures.unnamed import unnamed
from govproj.disclosures.views.pages import done, form_page, without_trace
from govproj.disclosures.views.public import bp
from govproj.disclosures.workflow.objections import OBJECTIONS

OBJECT = "/disclosures/<int:disclosure_id>/object"


@bp.get(OBJECT)
@public(on=queries.published_or_404)
def object_(disclosure):
    return _open_page(disclosure, ObjectForm(formdata=None))


@bp.post(OBJECT)
@tokenless
@braked
@public(on=queries.published_or_404)
def send_objection(disclosure):
    form = ObjectForm()
    if not form.validate():
        return _open_page(disclosure, form)
    objection, code = answers.object_to(disclosure, by=Anonymous(), **form.facts())
    db.session.commit()
    return without_trace("disclosures/objected.html", objection=objection, code=grouped(code))


def _open_page(disclosure, form):
    page = {"disclosure": disclosure, "form": form}
    return without_trace("disclosures/object.html", status=422 if form.errors else 200, **page)


@bp.route("/disclosures/<int:disclosure_id>/objections/new", methods=["GET", "POST"])
@requires(policy.can_take_down, on=queries.disclosure_or_404)
def take_down(disclosure):
    form = TakeDownForm()
    if form.validate_on_submit():
        objection = answers.take_down(disclosure, by=current_user, **form.facts())
        db.session.flush()
        return done(_page_of(objection), _("异议已登记。"))
    back = url_for(".show", disclosure_id=disclosure.id)
    return form_page(form, _("登记异议"), _("登记"), back=back, about=_title(disclosure))


def _title(disclosure) -> str:
    return _("%(project)s：%(month)s公示", project=disclosure.project.name, month=month(disclosure.month))


def _page_of(objection) -> str:
    return url_for(".objection", objection_id=objection.id)


@bp.get("/objections/<int:objection_id>")
@public(on=objection_or_404, kept=True)
def objection(objection):
    return _objection_page(objection, AgainForm(formdata=None))


def _objection_page(objection, again):
    moves = {move.name for move in OBJECTIONS.open_to(current_user, objection)}
    may_again = "ask_again" in moves
    return render_page(
        "disclosures/objection.html",
        status=422 if again.errors else 200,
        objection=objection,
        disclosure=objection.disclosure,
        project=objection.project,
        words=unnamed(objection.text, objection.name, objection.phone),
        again=again if may_again and objection.receipt else None,
        may_put_down=may_again and policy.can_put_down_again(current_user, objection),
        may_reply="reply" in moves,
        may_read_who=policy.can_read_who(current_user, objection),
        shown=objection.answered or objection.village_id in current_user.scope,
    )


@bp.post("/objections/<int:objection_id>/again")
@tokenless
@braked
@public(on=objection_or_404)
def ask_again(objection):
    form = AgainForm()
    if form.validate() and not answers.holds_receipt(objection, form.code.data):
        form.code.errors = [_("回执码不对，请对照收到时抄下的 16 位。")]
    if form.errors:
        return _objection_page(objection, form)
    answers.ask_again(objection, why=form.why.data, by=Anonymous())
    db.session.commit()
    return go_to(
        _page_of(objection)
    )  # a word of thanks would need a cookie; the page says who answers until when


@bp.route("/objections/<int:objection_id>/put-down-again", methods=["GET", "POST"])
@requires(policy.can_put_down_again, on=objection_or_404)
def put_down_again(objection):
    form = PutDownAgainForm(version=objection.version)
    if form.validate_on_submit():
        same_version(objection, form.version.data)
        answers.ask_again(objection, why=form.why.data, by=current_user)
        return done(_page_of(objection), _("已转上一级复核。"))
    heading = _("登记：对答复不满意")
    return form_page(form, heading, _("转上一级复核"), back=_page_of(objection), intro=objection.current.text)


@bp.route("/objections/<int:objection_id>/reply", methods=["GET", "POST"])
@requires(policy.can_reply, on=objection_or_404)
def reply(objection):
    form = ReplyForm(version=objection.version)
    if form.validate_on_submit():
        same_version(objection, form.version.data)
        answers.reply(objection, by=current_user, **form.facts())
        return done(_page_of(objection), _("已答复，答复已公开。"))
    about = _title(objection.disclosure)
    return form_page(
        form, _("答复异议"), _("公开答复"), back=_page_of(objection), about=about, intro=objection.text
    )
