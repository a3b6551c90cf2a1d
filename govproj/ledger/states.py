"""The codes of the ledger with the words people see: where money comes from, what it is paid for, who signs."""

from govproj.accounts.models import Role
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.projects.models import Method


class SourceKind(LabelledEnum):
    SUBSIDY = "subsidy", _l("上级补助")
    OWN = "own", _l("村集体自有")
    DONATION = "donation", _l("捐赠")
    ENTERPRISE = "enterprise", _l("企业出资")
    OTHER = "other", _l("其他")


class FirmRole(LabelledEnum):
    """What a firm does for a project beside building it; two of these by one firm is a question to be asked."""

    DESIGN = "design", _l("设计")
    BUDGETING = "budgeting", _l("预算编制")
    BUDGET_REVIEW = "budget_review", _l("预算审核")
    SUPERVISION = "supervision", _l("监理")
    OTHER = "other", _l("其他服务")


class ProcurementState(LabelledEnum):
    OPEN = "open", _l("招采中")
    AWARDED = "awarded", _l("已定标")
    FAILED = "failed", _l("流标")


class ContractState(LabelledEnum):
    ENTERED = "entered", _l("待备案")
    FILED = "filed", _l("已备案")
    VOID = "void", _l("已作废")


class ChangeState(LabelledEnum):
    REQUESTED = "requested", _l("待审批")
    APPROVED = "approved", _l("已批准")
    REJECTED = "rejected", _l("未批准")


class SettlementState(LabelledEnum):
    SUBMITTED = "submitted", _l("送审中")
    REVIEWED = "reviewed", _l("已审定")


class PaymentKind(LabelledEnum):
    ADVANCE = "advance", _l("预付款")
    PROGRESS = "progress", _l("进度款")
    SETTLEMENT = "settlement", _l("结算款")
    RETENTION = "retention", _l("退还质保金")
    LABOUR = "labour", _l("用工费")
    GOODS = "goods", _l("材料设备")
    OTHER = "other", _l("其他支出")


BY_CONTRACT = frozenset(
    {PaymentKind.ADVANCE, PaymentKind.PROGRESS, PaymentKind.SETTLEMENT, PaymentKind.RETENTION}
)


class PaymentState(LabelledEnum):
    SIGNING = "signing", _l("联审联签中")
    RETURNED = "returned", _l("已退回")
    APPROVED = "approved", _l("已签完，待付款")
    PAID = "paid", _l("已付款")
    WITHDRAWN = "withdrawn", _l("已撤回")


UNDER_WAY = frozenset({PaymentState.SIGNING, PaymentState.RETURNED, PaymentState.APPROVED})


class Seat(LabelledEnum):
    """Whose signature a payment takes; the order is a local rule, the secretary comes last."""

    DIRECTOR = "director", _l("村委会主任")
    SUPERVISION = "supervision", _l("村监会")
    TOWN = "town", _l("镇三资代理中心")
    SECRETARY = "secretary", _l("村党组织书记")


# Whoever is director and secretary in one person signs once, last: then these two are never left out.
BESIDE_ONE_MAN = (Seat.SUPERVISION, Seat.TOWN)
ROLE_OF = {Seat.SUPERVISION: Role.SUPERVISOR, Seat.TOWN: Role.TOWN_ADMIN, Seat.SECRETARY: Role.SECRETARY}


class ActKind(LabelledEnum):
    """What happened to a payment, each with its day and its person."""

    APPLIED = "applied", _l("提出付款申请")
    CORRECTED = "corrected", _l("改正后重新提交")
    SIGNED = "signed", _l("签字同意")
    RETURNED = "returned", _l("退回")
    WITHDRAWN = "withdrawn", _l("撤回")
    PAID = "paid", _l("付款记账")
    REVERSED = "reversed", _l("冲销")


class PayeeAccount(LabelledEnum):
    """To what kind of account money goes; never its number."""

    FIRM = "firm", _l("单位账户")
    PERSON = "person", _l("个人账户")
    CASH = "cash", _l("现金")


class GoodsKind(LabelledEnum):
    GOODS = "goods", _l("材料")
    RENTAL = "rental", _l("设备租赁")


MARKS = {
    PaymentState.SIGNING: "info",
    PaymentState.RETURNED: "late",
    PaymentState.APPROVED: "soon",
    PaymentState.PAID: "good",
    PaymentState.WITHDRAWN: "plain",
}
# How strictly each way of giving out work is regulated: a stricter one than the tier asks for is always allowed.
STRICTNESS = {
    Method.NOT_APPLICABLE: 0,
    Method.DIRECT: 1,
    Method.INQUIRY: 2,
    Method.VILLAGE_COMPARISON: 3,
    Method.TOWN_PLATFORM: 4,
    Method.STATUTORY_TENDER: 5,
}
