"""How procurements, contracts, change orders, payments and settlements move."""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.ledger import policy
from govproj.ledger.states import ChangeState, ContractState, PaymentState, ProcurementState, SettlementState


def a_winner(procurement):
    if procurement.winner is None:
        return _("还没有选定中标单位。")


PROCUREMENTS = Workflow(
    "ledger.procurement",
    Move(
        "award",
        _l("定标"),
        frozenset({ProcurementState.OPEN}),
        ProcurementState.AWARDED,
        policy.can_keep_of,
        (a_winner,),
    ),
    Move(
        "fail",
        _l("登记流标"),
        frozenset({ProcurementState.OPEN, ProcurementState.AWARDED}),
        ProcurementState.FAILED,
        policy.can_keep_of,
        why=True,
    ),
)

CONTRACTS = Workflow(
    "ledger.contract",
    Move("file", _l("备案"), frozenset({ContractState.ENTERED}), ContractState.FILED, policy.can_file),
    Move(
        "void",
        _l("作废合同"),
        frozenset({ContractState.ENTERED, ContractState.FILED}),
        ContractState.VOID,
        policy.can_file,
        why=True,
    ),
)

CHANGES = Workflow(
    "ledger.change",
    Move(
        "approve",
        _l("批准变更"),
        frozenset({ChangeState.REQUESTED}),
        ChangeState.APPROVED,
        policy.can_decide_change,
    ),
    Move(
        "reject",
        _l("不批准"),
        frozenset({ChangeState.REQUESTED}),
        ChangeState.REJECTED,
        policy.can_decide_change,
        why=True,
    ),
)

SETTLEMENTS = Workflow(
    "ledger.settlement",
    Move(
        "review",
        _l("审定结算"),
        frozenset({SettlementState.SUBMITTED}),
        SettlementState.REVIEWED,
        policy.can_file,
    ),
)


def after_a_signature(payment) -> PaymentState:
    """Approved once the last seat has signed."""
    last = payment.signed_seats + 1 >= len(payment.chain)
    return PaymentState.APPROVED if last else PaymentState.SIGNING


BEFORE_PAYING = frozenset({PaymentState.SIGNING, PaymentState.APPROVED})

PAYMENTS = Workflow(
    "ledger.payment",
    Move("sign", _l("签字同意"), frozenset({PaymentState.SIGNING}), after_a_signature, policy.can_sign),
    Move("send_back", _l("退回"), BEFORE_PAYING, PaymentState.RETURNED, policy.can_return, why=True),
    Move(
        "correct",
        _l("改正后重新提交"),
        frozenset({PaymentState.RETURNED}),
        PaymentState.SIGNING,
        policy.can_change_application,
    ),
    Move(
        "withdraw",
        _l("撤回申请"),
        BEFORE_PAYING | {PaymentState.RETURNED},
        PaymentState.WITHDRAWN,
        policy.can_change_application,
        why=True,
    ),
    Move("pay", _l("付款记账"), frozenset({PaymentState.APPROVED}), PaymentState.PAID, policy.can_file),
)
