"""What can be done next with a project's money, in the order in which it is done."""

from govproj.core.i18n import _
from govproj.ledger import policy
from govproj.ledger.states import ContractState, ProcurementState, SettlementState
from govproj.projects.models import UNPUBLISHED, State

OVER = UNPUBLISHED | {State.CANCELLED}


def turn_of(books) -> str:
    """The one step the others wait for, by its page; afterwards it is paying."""
    procurement, contract = books.procurement, books.contract
    if not books.sources:
        return "ledger.plan_funds"
    if procurement is None:
        return "ledger.open_procurement"
    if contract is None:
        awarded = procurement.state is ProcurementState.AWARDED
        return "ledger.enter_contract" if awarded else "ledger.procurement"
    return "ledger.apply" if contract.is_filed else "ledger.contract"


def next_steps(user, project, books) -> list[tuple[str, str, dict]]:
    """(words, endpoint, parts of its address) for each; empty for whoever only reads."""
    if not policy.can_keep(user, project):
        return []
    of_project = {"project_id": project.id}
    steps = [(_("编制预算和资金来源"), "ledger.plan_funds", of_project)]
    if project.state in OVER:
        return steps
    steps += [(_("登记服务单位"), "ledger.name_firm", of_project)]
    if project.is_construction:
        steps += _of_contract(books, of_project)
    if policy.can_apply(user, project):
        steps += [
            (_("申请付款"), "ledger.apply", of_project),
            (_("登记用工"), "ledger.book_labour", of_project),
            (_("登记材料设备"), "ledger.book_goods", of_project),
        ]
    if policy.can_file(user, _Of(project)):
        steps += [(_("登记资产卡片"), "ledger.register_asset", of_project)]
    return sorted(steps, key=lambda step: step[1] != turn_of(books))


class _Of:
    """Stands for whatever belongs to the project."""

    def __init__(self, project):
        self.project = project


def _of_contract(books, of_project: dict) -> list[tuple[str, str, dict]]:
    procurement, contract = books.procurement, books.contract
    if procurement is None:
        return [(_("开始招采"), "ledger.open_procurement", of_project)]
    steps = [(_("招采办理"), "ledger.procurement", {"procurement_id": procurement.id})]
    if contract is None:
        awarded = procurement.state is ProcurementState.AWARDED
        return [*steps, (_("登记合同"), "ledger.enter_contract", of_project)] if awarded else steps
    of_contract = {"contract_id": contract.id}
    steps = [(_("合同办理"), "ledger.contract", of_contract)]
    if contract.state is ContractState.FILED:
        steps.append((_("登记变更"), "ledger.request_change", of_contract))
        if books.settlement is None:
            steps.append((_("结算送审"), "ledger.submit_settlement", of_contract))
        elif books.settlement.state is SettlementState.SUBMITTED:
            steps.append((_("审定结算"), "ledger.review_settlement", {"settlement_id": books.settlement.id}))
    return steps
