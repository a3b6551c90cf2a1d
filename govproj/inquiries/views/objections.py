"""What anybody says against a notice, without an account; how it is answered, and asked again."""

from flask import url_for
from flask_login import current_user

from govproj.accounts.models import Anonymous
from govproj.core.access import public, requires, tokenless
from govproj.core.brake import braked
from govproj.core.codes import grouped
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.disclosures.policy import can_correct
from govproj.disclosures.queries import disclosure_or_404, published_or_404
from govproj.disclosures.views.pages import done, form_page
from govproj.inquiries import actions, policy
from govproj.inquiries.forms import (
    AgainForm,
    ObjectForm,
    ObjectToSheetForm,
    PutDownAgainForm,
    ReplyForm,
    TakeDownAboutSheetForm,
    TakeDownForm,
    lines_to_name,
)
from govproj.inquiries.models import Outcome
from govproj.inquiries.queries import objection_or_404
from govproj.inquiries.unnamed import unnamed
from govproj.inquiries.views.answers import bp
from govproj.inquiries.views.pages import page_of_notice, title_of, without_trace
from govproj.inquiries.workflow import WORKFLOW
from govproj.noticeboards.policy import can_correct as can_correct_sheet
from govproj.noticeboards.queries.sheets import public_sheet_or_404, sheet_or_404

OBJECT = "/disclosures/<int:disclosure_id>/object"
OBJECT_TO_SHEET = "/combined-sheets/<int:sheet_id>/object"


@bp.get(OBJECT)
@public(on=published_or_404)
def object_(disclosure):
    return _open_page(disclosure, ObjectForm(formdata=None))


@bp.post(OBJECT)
@tokenless
@braked
@public(on=published_or_404)
def send_objection(disclosure):
    return _take(disclosure, ObjectForm())


@bp.get(OBJECT_TO_SHEET)
@public(on=public_sheet_or_404)
def object_to_sheet(sheet):
    return _open_page(sheet, _offering(sheet, ObjectToSheetForm(formdata=None)))


@bp.post(OBJECT_TO_SHEET)
@tokenless
@public(on=public_sheet_or_404)
def send_sheet_objection(sheet):
    return _take(sheet, _offering(sheet, ObjectToSheetForm()))


def _offering(sheet, form):
    form.named_id.choices = lines_to_name(sheet.lines)
    return form


def _take(notice, form):
    """What cannot be taken is said on the form itself, with every word still in it."""
    if not form.validate():
        return _open_page(notice, form)
    try:
        objection, code = actions.object_to(notice, by=Anonymous(), **form.facts())
    except MoveRefused as refused:
        form.text.errors = list(refused.reasons)
        return _open_page(notice, form, status=409)
    db.session.commit()
    page = {"objection": objection, "code": grouped(code), "back": page_of_notice(notice)}
    return without_trace("inquiries/objected.html", **page)


def _open_page(notice, form, status=None):
    status = status or (422 if form.errors else 200)
    page = {"form": form, "title": title_of(notice), "back": page_of_notice(notice)}
    return without_trace("inquiries/object.html", status=status, **page)


@bp.route("/disclosures/<int:disclosure_id>/objections/new", methods=["GET", "POST"])
@requires(policy.can_take_down, on=disclosure_or_404, keeps=True)
def take_down(disclosure):
    return _put_down(disclosure, TakeDownForm())


@bp.route("/combined-sheets/<int:sheet_id>/objections/new", methods=["GET", "POST"])
@requires(policy.can_take_down, on=sheet_or_404, keeps=True)
def take_down_about_sheet(sheet):
    return _put_down(sheet, _offering(sheet, TakeDownAboutSheetForm()))


def _put_down(notice, form):
    if form.validate_on_submit():
        try:
            objection = actions.take_down(notice, by=current_user, **form.facts())
            db.session.flush()
            return done(_page_of(objection), _("异议已登记。"))
        except MoveRefused as refused:
            form.text.errors = list(refused.reasons)
    back = page_of_notice(notice)
    return form_page(form, _("登记异议"), _("登记"), back=back, about=title_of(notice))


def _page_of(objection) -> str:
    return url_for(".objection", objection_id=objection.id)


@bp.get("/objections/<int:objection_id>")
@public(on=objection_or_404, kept=True)
def objection(objection):
    return _objection_page(objection, AgainForm(formdata=None))


def _objection_page(objection, again):
    moves = {move.name for move in WORKFLOW.open_to(current_user, objection)}
    may_again = "ask_again" in moves
    return render_page(
        "inquiries/objection.html",
        status=422 if again.errors else 200,
        objection=objection,
        notice=objection.notice,
        project=objection.project,
        village=objection.village,
        page_of_notice=page_of_notice(objection.notice),
        words=unnamed(objection.text, objection.name, objection.phone),
        again=again if may_again and objection.receipt else None,
        may_put_down=may_again and policy.can_put_down_again(current_user, objection),
        may_reply="reply" in moves,
        may_read_who=policy.can_read_who(current_user, objection),
        may_correct=_may_correct(objection),
        shown=objection.answered or objection.village_id in current_user.scope,
    )


def _may_correct(objection) -> bool:
    """An objection that was taken up is not done before the notice says otherwise."""
    notice, adopted = objection.notice, objection.current.outcome is Outcome.ADOPTED
    rule = can_correct if objection.disclosure else can_correct_sheet
    return adopted and notice.successor is None and rule(current_user, notice)


@bp.post("/objections/<int:objection_id>/again")
@tokenless
@braked
@public(on=objection_or_404)
def ask_again(objection):
    form = AgainForm()
    if form.validate() and not actions.holds_receipt(objection, form.code.data):
        form.code.errors = [_("回执码不对，请对照收到时抄下的 16 位。")]
    if form.errors:
        return _objection_page(objection, form)
    actions.ask_again(objection, why=form.why.data, by=Anonymous())
    db.session.commit()
    return go_to(
        _page_of(objection)
    )  # a word of thanks would need a cookie; the page says who answers until when


@bp.route("/objections/<int:objection_id>/put-down-again", methods=["GET", "POST"])
@requires(policy.can_put_down_again, on=objection_or_404, keeps=True)
def put_down_again(objection):
    form = PutDownAgainForm(version=objection.version)
    if form.validate_on_submit():
        same_version(objection, form.version.data)
        actions.ask_again(objection, why=form.why.data, by=current_user)
        return done(_page_of(objection), _("已转上一级复核。"))
    heading = _("登记：对答复不满意")
    return form_page(form, heading, _("转上一级复核"), back=_page_of(objection), intro=objection.current.text)


@bp.route("/objections/<int:objection_id>/reply", methods=["GET", "POST"])
@requires(policy.can_reply, on=objection_or_404, keeps=True)
def reply(objection):
    form = ReplyForm(version=objection.version)
    if form.validate_on_submit():
        same_version(objection, form.version.data)
        actions.reply(objection, by=current_user, **form.facts())
        return done(_page_of(objection), _("已答复，答复已公开。"))
    about = title_of(objection.notice)
    return form_page(
        form, _("答复异议"), _("公开答复"), back=_page_of(objection), about=about, intro=objection.text
    )
