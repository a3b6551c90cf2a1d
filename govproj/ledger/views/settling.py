"""Settlement, asset cards, and the days worked and goods delivered."""

from flask_login import current_user

from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import wan
from govproj.firms import actions as firms
from govproj.ledger import policy
from govproj.ledger.actions import bookings, settling
from govproj.ledger.forms import AssetForm, GoodsForm, LabourForm, ReviewForm, SettlementForm
from govproj.ledger.queries import reading
from govproj.ledger.queries.books import settlement_of, standing_contract
from govproj.ledger.queries.reading import contract_or_404, settlement_or_404
from govproj.ledger.states import GoodsKind, PayeeAccount
from govproj.ledger.views.acting import ask
from govproj.ledger.views.public import bp
from govproj.projects.queries import project_or_404


@bp.route("/contracts/<int:contract_id>/settlement", methods=["GET", "POST"])
@requires(policy.can_keep_of, on=contract_or_404)
def submit_settlement(contract):
    form = SettlementForm(fen=contract.payable_fen)
    return ask(
        contract.project,
        form,
        lambda: _submit(contract, form),
        heading=_("结算送审"),
        done=_("结算已送审。"),
    )


def _submit(contract, form) -> None:
    reviewer = firms.firm(form.reviewer.data)
    settling.submit(contract, fen=form.fen.data, reviewer=reviewer, on=form.on.data, by=current_user)


@bp.route("/settlements/<int:settlement_id>/review", methods=["GET", "POST"])
@requires(policy.can_file, on=settlement_or_404)
def review_settlement(settlement):
    form = ReviewForm(version=settlement.version)
    return ask(
        settlement.project,
        form,
        lambda: settling.review(settlement, by=current_user, seen=form.version.data, **form.facts()),
        heading=_("审定结算"),
        done=_("结算已审定，质保金已预留。"),
        note=_(
            "送审价 %(wan)s 万元，合同价 %(contract)s 万元，审核单位 %(firm)s。",
            wan=wan(settlement.submitted_fen),
            contract=wan(settlement.contract.fen),
            firm=settlement.reviewer.name,
        ),
    )


def can_register(user, project) -> bool:
    """As for everything the town files."""
    return user.administers(project.village_id)


@bp.route("/projects/<int:project_id>/assets/new", methods=["GET", "POST"])
@requires(can_register, on=project_or_404)
def register_asset(project):
    settled = settlement_of(standing_contract(project.id))
    form = AssetForm(name=project.name, place=project.place, fen=settled and settled.reviewed_fen)
    return ask(
        project,
        form,
        lambda: settling.register_asset(project, by=current_user, **form.facts()),
        heading=_("登记资产卡片"),
        done=_("资产卡片已登记。"),
    )


@bp.get("/projects/<int:project_id>/bookings")
@requires(policy.can_read_all, on=project_or_404)
def bookings_of(project):
    labour, goods = reading.bookings_of(project.id)
    may_book = policy.can_apply(current_user, project)
    return render_page("ledger/bookings.html", project=project, labour=labour, goods=goods, may_book=may_book)


@bp.route("/projects/<int:project_id>/labour/new", methods=["GET", "POST"])
@requires(policy.can_apply, on=project_or_404)
def book_labour(project):
    form = LabourForm()
    note = _("当天用工当天登记。姓名和金额只给监督人员看，公开时按规定处理。")
    heading, done = _("登记用工"), _("用工已登记。")
    return ask(project, form, lambda: _book_labour(project, form), heading=heading, done=done, note=note)


def _book_labour(project, form) -> None:
    facts = {name: form[name].data for name in ("worker", "worked_on", "hours", "job", "fen")}
    account = PayeeAccount(form.account.data)
    bookings.book_labour(project, account=account, by=current_user, **facts)


@bp.route("/projects/<int:project_id>/goods/new", methods=["GET", "POST"])
@requires(policy.can_apply, on=project_or_404)
def book_goods(project):
    form = GoodsForm()
    heading, done = _("登记材料设备"), _("已登记。")
    return ask(project, form, lambda: _book_goods(project, form), heading=heading, done=done)


def _book_goods(project, form) -> None:
    names = ("item", "spec", "owner", "arrived_on", "quantity_milli", "unit", "unit_fen")
    facts = {name: form[name].data for name in names}
    receivers = [name.strip() for name in form.receivers.data.replace(",", "、").split("、") if name.strip()]
    bookings.book_goods(
        project,
        kind=GoodsKind(form.kind.data),
        supplier=firms.firm(form.supplier.data),
        receivers=receivers,
        by=current_user,
        **facts,
    )
