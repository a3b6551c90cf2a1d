"""What the books must say before a project moves on; hung into the project's life when the ledger registers."""

from sqlalchemy import case, func, select

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.money import wan_exact
from govproj.core.workflow import Missing
from govproj.ledger.models import FundSource
from govproj.ledger.queries.books import (
    assets_of,
    bookings,
    settlement_of,
    standing_contract,
    standing_procurement,
    under_way,
)
from govproj.ledger.states import ProcurementState
from govproj.projects.workflow import WORKFLOW
from govproj.villages import rules

HERE = "ledger.of_project"


def secured_pct(project) -> int:
    """Whole % of the budget that is in hand or promised in writing, rounded down."""
    larger = case(
        (FundSource.received_fen > FundSource.pledged_fen, FundSource.received_fen),
        else_=FundSource.pledged_fen,
    )
    secured = func.sum(larger)
    fen = db.session.scalar(select(secured).where(FundSource.project_id == project.id)) or 0
    return int(fen) * 100 // project.budget_fen if project.budget_fen else 0


def secured_funds(project):
    if not project.is_construction:
        return None
    wanted = rules.value("start.funds_secured_pct", project.village_id)
    have = secured_pct(project)
    if have < wanted:
        words = _(
            "资金只落实了 %(have)s%%，至少要 %(wanted)s%%（到账或书面承诺）。", have=have, wanted=wanted
        )
        return Missing(words, at=HERE)


def a_filed_contract(project):
    contract = standing_contract(project.id)
    if contract is None:
        return _no_contract(project)
    if not contract.is_filed:
        words = _("合同还没有在镇三资代理中心备案。")
        return Missing(words, "ledger.file_contract", about=contract, otherwise=HERE, contract_id=contract.id)


def _no_contract(project):
    procurement = standing_procurement(project.id)
    if procurement is None:
        return Missing(_("还没有定标。"), "ledger.open_procurement", otherwise=HERE)
    if procurement.state is ProcurementState.AWARDED:
        return Missing(_("还没有登记合同。"), "ledger.enter_contract", otherwise=HERE)
    one = {"about": procurement, "procurement_id": procurement.id}
    return Missing(_("还没有定标。"), "ledger.procurement", otherwise=HERE, **one)


def a_reviewed_settlement(project):
    contract = standing_contract(project.id)
    if contract is None:
        return _no_contract(project)
    here = {"about": contract, "contract_id": contract.id, "otherwise": HERE}
    if waiting := [change.number for change in contract.changes if not change.is_complete]:
        words = _("变更 %(numbers)s 还没有审批或实施。", numbers="、".join(waiting))
        return Missing(words, "ledger.contract", **here)
    settlement = settlement_of(contract)
    if settlement is None:
        return Missing(_("结算还没有送审。"), "ledger.submit_settlement", **here)
    if settlement.reviewed_fen is None:
        one = {"about": settlement, "settlement_id": settlement.id}
        return Missing(_("结算还没有审定。"), "ledger.review_settlement", otherwise=HERE, **one)


def an_asset_card(project):
    if not assets_of(project.id):
        return Missing(_("还没有登记资产卡片。"), "ledger.register_asset", otherwise=HERE)


def paid_for(project):
    """The file is closed when the money has gone where the contract says."""
    contract = standing_contract(project.id)
    if contract is None:
        return None
    if not project.paid_fen and not bookings(project.id):
        words = _("合同价 %(fen)s 万元，账上一笔也没有付。", fen=wan_exact(contract.fen))
        return Missing(words, "ledger.apply", otherwise=HERE)
    if under_way(contract):
        return Missing(_("还有付款没有办完。"), at=HERE)


def hang_up() -> None:
    WORKFLOW.also_needs("make_ready", secured_funds)
    WORKFLOW.also_needs("sign", a_filed_contract)
    WORKFLOW.also_needs("settle", a_reviewed_settlement)
    WORKFLOW.also_needs("hand_over", an_asset_card)
    WORKFLOW.also_needs("archive", paid_for)
