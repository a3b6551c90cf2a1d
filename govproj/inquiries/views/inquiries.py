"""Formal inquiries to the village, complaints to the town."""

from flask import url_for
from flask_login import current_user

from govproj.accounts.models import Anonymous
from govproj.core.access import public, requires, tokenless
from govproj.core.brake import braked
from govproj.core.codes import grouped
from govproj.core.db import db
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.disclosures.views.pages import done, form_page
from govproj.inquiries import actions, policy
from govproj.inquiries.forms import (
    ComplainForm,
    ComplaintReplyForm,
    InquiryForm,
    InquiryReplyForm,
    TakeDownComplaintForm,
    project_choices,
    today_by_default,
)
from govproj.inquiries.queries import (
    complaint_or_404,
    inquiry_or_404,
    projects_to_name,
)
from govproj.inquiries.unnamed import unnamed
from govproj.inquiries.views.answers import bp
from govproj.inquiries.views.pages import without_trace
from govproj.villages.queries import village_or_404

# ---- formal inquiries ----


@bp.get("/inquiries/<int:inquiry_id>")
@public(on=inquiry_or_404, kept=True)
def inquiry(inquiry):
    may_answer = policy.can_answer_inquiry(current_user, inquiry)
    return render_page("inquiries/inquiry.html", inquiry=inquiry, may_answer=may_answer)


@bp.route("/villages/<int:village_id>/inquiries/new", methods=["GET", "POST"])
@requires(policy.can_record_inquiry, on=village_or_404, keeps=True)
def new_inquiry(village):
    form = InquiryForm()
    form.project_id.choices = project_choices(projects_to_name(village))
    today_by_default(form)
    if form.validate_on_submit():
        try:
            found = actions.inquire(village, by=current_user, **form.facts())
            db.session.flush()
            return done(url_for(".inquiry", inquiry_id=found.id), _("质询已登记，答复期限已开始计算。"))
        except MoveRefused as refused:
            form.signers.errors = list(refused.reasons)
    back = url_for(".answers_of_village", village_id=village.id)
    about = {"about": village.name, "intro": actions.who_may_in_words(village)}
    return form_page(form, _("登记质询"), _("登记"), back=back, **about)


@bp.route("/inquiries/<int:inquiry_id>/answer", methods=["GET", "POST"])
@requires(policy.can_answer_inquiry, on=inquiry_or_404, keeps=True)
def answer_inquiry(inquiry):
    form = InquiryReplyForm(version=inquiry.version)
    if form.validate_on_submit():
        same_version(inquiry, form.version.data)
        actions.answer_inquiry(inquiry, by=current_user, **form.facts())
        return done(url_for(".inquiry", inquiry_id=inquiry.id), _("已答复，答复已公开。"))
    back = url_for(".inquiry", inquiry_id=inquiry.id)
    return form_page(form, _("答复质询"), _("公开答复"), back=back, intro=inquiry.text)


# ---- complaints to the town ----

COMPLAIN = "/villages/<int:village_id>/complain"


@bp.get(COMPLAIN)
@public(on=village_or_404)
def complain(village):
    return _open_page(village, _with_projects(ComplainForm(formdata=None), village))


@bp.post(COMPLAIN)
@tokenless
@braked
@public(on=village_or_404)
def send_complaint(village):
    form = _with_projects(ComplainForm(), village)
    if not form.validate():
        return _open_page(village, form)
    try:
        complaint, code = actions.complain(village, by=Anonymous(), **form.facts())
    except MoveRefused as refused:
        form.text.errors = list(refused.reasons)
        return _open_page(village, form, status=409)
    db.session.commit()
    return without_trace(
        "inquiries/complained.html", complaint=complaint, village=village, code=grouped(code)
    )


def _with_projects(form, village):
    form.project_id.choices = project_choices(projects_to_name(village))
    return form


def _open_page(village, form, status=None):
    status = status or (422 if form.errors else 200)
    return without_trace("inquiries/complain.html", status=status, village=village, form=form)


@bp.route("/villages/<int:village_id>/complaints/new", methods=["GET", "POST"])
@requires(policy.can_record_complaint, on=village_or_404, keeps=True)
def new_complaint(village):
    form = _with_projects(TakeDownComplaintForm(), village)
    if form.validate_on_submit():
        found, _code = actions.complain(village, by=current_user, recorded=True, **form.facts())
        db.session.flush()
        return done(url_for(".complaint", complaint_id=found.id), _("投诉已登记，答复期限已开始计算。"))
    back = url_for(".answers_of_village", village_id=village.id)
    return form_page(form, _("登记投诉"), _("登记"), back=back, about=village.name)


@bp.get("/complaints/<int:complaint_id>")
@public(on=complaint_or_404, kept=True)
def complaint(complaint):
    may_read = policy.can_read_complaint(current_user, complaint)
    return render_page(
        "inquiries/complaint.html",
        complaint=complaint,
        words=unnamed(complaint.text, complaint.name, complaint.phone) if may_read else None,
        may_answer=policy.can_answer_complaint(current_user, complaint),
    )


@bp.route("/complaints/<int:complaint_id>/answer", methods=["GET", "POST"])
@requires(policy.can_answer_complaint, on=complaint_or_404, keeps=True)
def answer_complaint(complaint):
    form = ComplaintReplyForm(version=complaint.version)
    if form.validate_on_submit():
        same_version(complaint, form.version.data)
        actions.answer_complaint(complaint, by=current_user, **form.facts())
        return done(url_for(".complaint", complaint_id=complaint.id), _("已答复，答复已公开。"))
    back = url_for(".complaint", complaint_id=complaint.id)
    return form_page(form, _("答复投诉"), _("公开答复"), back=back, intro=complaint.text)
