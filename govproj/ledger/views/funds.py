"""Budget, sources, receipts, and the firms that serve a project."""

from flask import url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.firms import actions as firms
from govproj.ledger import policy
from govproj.ledger.actions import funding
from govproj.ledger.actions.funding import SourceLine
from govproj.ledger.forms import FirmForm, FundsForm, ReceiptForm
from govproj.ledger.queries.books import lines_of, sources_of
from govproj.ledger.queries.reading import receipt_or_404, source_or_404
from govproj.ledger.states import FirmRole, SourceKind
from govproj.ledger.views.acting import ask, kept, reason
from govproj.ledger.views.public import bp
from govproj.projects.queries import project_or_404

SOURCE = "/fund-sources/<int:source_id>"


@bp.route("/projects/<int:project_id>/ledger/funds", methods=["GET", "POST"])
@requires(policy.can_keep, on=project_or_404)
def plan_funds(project):
    form = FundsForm(data=_as_planned(project) | {"version": funding.edition(project)})
    heading, done = _("预算和资金来源"), _("预算和资金来源已登记。")
    return ask(
        project, form, lambda: _plan(project, form), heading=heading, done=done, template="ledger/funds.html"
    )


def _as_planned(project) -> dict:
    sources = [{name: getattr(s, name) for name in SourceLine._fields} for s in sources_of(project.id)]
    lines = [{"name": line.name, "fen": line.fen} for line in lines_of(project.id)]
    return {"sources": sources, "lines": lines}


def _plan(project, form) -> None:
    rows = [row.form for row in form.sources if row.form.fen.data]
    funding.plan(
        project,
        sources=[_line(row) for row in rows],
        lines=[(row.form.name.data.strip(), row.form.fen.data) for row in form.lines if row.form.fen.data],
        note=form.note.data,
        seen=form.version.data,
        by=current_user,
    )


def _line(row) -> SourceLine:
    return SourceLine(
        row.name.data.strip(),
        SourceKind(row.kind.data),
        row.fen.data,
        (row.subsidy_number.data or "").strip() or None,
        row.earmarked.data,
        row.pledged_fen.data or 0,
        row.pledged_on.data,
    )


@bp.get(SOURCE)
@requires(signed_in, on=source_or_404)
def source(source):
    return render_page(
        "ledger/source.html",
        source=source,
        project=source.project,
        may_keep=policy.can_keep(current_user, source.project),
    )


@bp.route(f"{SOURCE}/receive", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=source_or_404)
def receive(source):
    form = ReceiptForm()
    facts = {name: form[name].data for name in ("fen", "on", "voucher")}
    return ask(
        source.project,
        form,
        lambda: funding.receive(source, by=current_user, **facts),
        heading=_("登记到账"),
        done=_("到账已登记。"),
        to=url_for(".source", source_id=source.id),
        note=source.name,
    )


@bp.post("/fund-receipts/<int:receipt_id>/reverse")
@requires(policy.can_keep_of, on=receipt_or_404)
def reverse_receipt(receipt):
    words, _seen = reason()
    funding.reverse_receipt(receipt, reason=words, by=current_user)
    return kept(_("已冲销。"), url_for(".source", source_id=receipt.source_id))


@bp.route("/projects/<int:project_id>/ledger/firms/new", methods=["GET", "POST"])
@requires(policy.can_keep, on=project_or_404)
def name_firm(project):
    form = FirmForm()
    return ask(
        project,
        form,
        lambda: _name_firm(project, form),
        heading=_("登记服务单位"),
        done=_("已登记。"),
        note=_("设计、预算编制、预算审核、监理单位。同一家单位做两样，系统会提醒监督人员。"),
    )


def _name_firm(project, form) -> None:
    funding.name_firm(
        project,
        role=FirmRole(form.role.data),
        firm=firms.firm(form.firm.data),
        dated_on=form.dated_on.data,
        paper=form.paper.data,
        fen=form.fen.data,
        by=current_user,
    )
