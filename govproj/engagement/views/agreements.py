"""Agreements and commitments with their scans, and the integrity records of a project as one list."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.sheets import hand_over, workbook
from govproj.core.uploads import hand_out
from govproj.engagement import pledges, policy, records
from govproj.engagement.actions import agreements as actions
from govproj.engagement.forms.records import AgreementForm
from govproj.engagement.queries.agreements import agreement_or_404, project_with_names, scan_or_404
from govproj.engagement.states import AgreementKind
from govproj.engagement.views import form_page, kept, said_about
from govproj.projects.queries import project_or_404

bp = Blueprint("agreements", __name__)
ONE = "/agreements/<int:agreement_id>"


@bp.route("/projects/<int:project_id>/agreements/new", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def new(project):
    form = AgreementForm(data=usual(request.args.get("link", "")))
    if form.validate_on_submit():
        agreement = actions.record(project, by=current_user, files=form.scans.stored, **form.facts())
        return kept(_("已登记。"), url_for(".show", agreement_id=agreement.id))
    return form_page(form, project=project, heading=_("登记协议或承诺"), button=_("登记"))


def usual(link: str) -> dict:
    """What is filled in already for whoever comes from the list of missing ones."""
    pledge = pledges.PLEDGES.get(link)
    if pledge is None:
        return {}
    kind = AgreementKind.RESPONSIBILITY if link == pledges.LETTER else AgreementKind.COMMITMENT
    known = {"kind": kind.value, "title": str(pledge.title), "edition": pledges.EDITION}
    return known | ({"link": link} if kind is AgreementKind.COMMITMENT else {})


@bp.get(ONE)
@requires(signed_in, on=agreement_or_404)
def show(agreement):
    return render_page(
        "engagement/agreement.html",
        agreement=agreement,
        project=agreement.project,
        may_end=agreement.ended_on is None and policy.can_end(current_user, agreement),
    )


@bp.post(f"{ONE}/end")
@requires(policy.can_end, on=agreement_or_404)
def end(agreement):
    actions.end(agreement, note=said_about(agreement), by=current_user)
    return kept(_("已终止。"), url_for(".show", agreement_id=agreement.id))


@bp.get("/agreement-scans/<int:scan_id>")
@requires(signed_in, on=scan_or_404)
def scan(file):
    return hand_out(file)


@bp.get("/projects/<int:project_id>/integrity-records")
@requires(signed_in, on=project_with_names)
def integrity_sheet(project):
    found = records.of_project(project)
    return render_page(
        "engagement/integrity.html", project=project, records=found, figures=records.figures(found)
    )


@bp.get("/projects/<int:project_id>/integrity-records.xlsx")
@requires(signed_in, on=project_with_names)
def integrity_file(project):
    head = [_("类别"), _("日期"), _("类型"), _("内容"), _("主办或签署"), _("到场人次"), _("说明")]
    rows = (
        (r.heading.label, r.day, r.kind, r.title, r.who, r.attendance, r.note)
        for r in records.of_project(project)
    )
    name = _("%(project)s廉政教育承诺监督清单", project=project.name)
    return hand_over(workbook(name, head, rows), name)
