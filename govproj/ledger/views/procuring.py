"""Giving out the work: announcement, offers, award."""

from flask import url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import wan, wan_exact
from govproj.firms import actions as firms
from govproj.ledger import policy
from govproj.ledger.actions import contracting, procuring
from govproj.ledger.forms import AwardForm, BidForm, ProcurementForm
from govproj.ledger.queries.reading import procurement_or_404
from govproj.ledger.states import ProcurementState
from govproj.ledger.tiers import bidders_wanted
from govproj.ledger.views.acting import ask, kept, reason
from govproj.ledger.views.public import bp
from govproj.ledger.workflow import PROCUREMENTS
from govproj.projects.models import Method
from govproj.projects.queries import project_or_404
from govproj.villages import rules

ONE = "/procurements/<int:procurement_id>"


@bp.route("/projects/<int:project_id>/ledger/procurement", methods=["GET", "POST"])
@requires(policy.can_keep, on=project_or_404)
def open_procurement(project):
    budget = project.budget_fen
    required = procuring.required_method(project, budget) if budget else None
    form = ProcurementForm(method=required and required.value, estimate_fen=budget, ceiling_fen=budget)
    note = ""
    if required:
        note = _("预算 %(fen)s 万元，按本地限额至少要“%(method)s”。", fen=wan(budget), method=required.label)
    return ask(
        project, form, lambda: _open(project, form), heading=_("开始招采"), done=_("招采已登记。"), note=note
    )


def _open(project, form) -> None:
    names = ("estimate_fen", "ceiling_fen", "announced_on", "split_note")
    facts = {name: form[name].data for name in names}
    procuring.open_procurement(project, method=Method(form.method.data), by=current_user, **facts)


@bp.get(ONE)
@requires(signed_in, on=procurement_or_404)
def procurement(procurement):
    tiers = rules.value("tender.tiers", procurement.project.village_id, procurement.announced_on)
    return render_page(
        "ledger/procurement.html",
        procurement=procurement,
        project=procurement.project,
        wanted=bidders_wanted(procurement.method, tiers),
        valid=sum(bid.valid for bid in procurement.bids),
        moves=PROCUREMENTS.open_to(current_user, procurement),
        is_open=procurement.state is ProcurementState.OPEN,
        to_enter=policy.can_keep(current_user, procurement.project)
        and not contracting.obstacle_to_entering(procurement.project),
    )


@bp.route(f"{ONE}/bids/new", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=procurement_or_404)
def add_bid(procurement):
    form = BidForm()
    to = url_for(".procurement", procurement_id=procurement.id)
    return ask(
        procurement.project,
        form,
        lambda: _add_bid(procurement, form),
        heading=_("登记报价"),
        done=_("报价已登记。"),
        to=to,
    )


def _add_bid(procurement, form) -> None:
    names = (
        "fen",
        "delivered_on",
        "contact_phone",
        "address",
        "email",
        "bond_payer",
        "preparer",
        "valid",
        "note",
    )
    facts = {name: form[name].data for name in names}
    procuring.add_bid(procurement, firm=firms.firm(form.firm.data), by=current_user, **facts)


@bp.route(f"{ONE}/award", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=procurement_or_404)
def award(procurement):
    form = AwardForm(procurement.bids, version=procurement.version)
    form.hang_for(procuring.publicity_days(procurement))
    return ask(
        procurement.project,
        form,
        lambda: procuring.award(procurement, by=current_user, seen=form.version.data, **form.facts()),
        heading=_("定标"),
        done=_("已定标。"),
        to=url_for(".procurement", procurement_id=procurement.id),
        note=_("最高限价 %(fen)s 万元。", fen=wan_exact(procurement.ceiling_fen)),
        not_yet=procuring.obstacle_to_awarding(procurement),
    )


@bp.post(f"{ONE}/fail")
@requires(policy.can_keep_of, on=procurement_or_404)
def fail(procurement):
    words, _seen = reason()
    procuring.fail(procurement, reason=words, by=current_user)
    return kept(_("已登记流标，可以重新招采。"), url_for(".of_project", project_id=procurement.project_id))
