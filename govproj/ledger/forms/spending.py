"""What may be typed about payments, settlements, assets, labour and goods."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import dates
from govproj.core.filters import month as in_words
from govproj.core.forms import (
    BaseForm,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.money import wan_exact
from govproj.core.number_fields import CountField, PercentField, WanField
from govproj.ledger.forms.basic import ActForm, QuantityField, amount, day
from govproj.ledger.states import (
    BY_CONTRACT,
    GoodsKind,
    PayeeAccount,
    PaymentKind,
    PaymentState,
)

# ---- payments ----


class PaymentForm(VersionedForm):
    kind = SelectField(_l("款项"), choices=choices_of(PaymentKind))
    fen = amount(_l("申请金额（万元）"))
    physical_pct = PercentField(_l("核定形象进度（%）"), [Optional()])
    invoice = text(_l("发票号"), most=40)
    safety_fen = WanField(_l("其中安全文明施工费（万元）"), [Optional()])
    payee = text(_l("收款人"), most=80, description=_l("付给合同单位就空着。"))
    payee_account = SelectField(_l("付到"), choices=choices_of(PayeeAccount))
    purpose = long_text(_l("已完工程量和用途"), most=500, required=_l("请写明这笔钱付的是什么。"))

    def __init__(self, *args, without_contract=False, **kwargs):
        super().__init__(*args, **kwargs)
        if without_contract:  # nothing is offered that could only be refused
            self.kind.choices = choices_of(PaymentKind, leave_out=BY_CONTRACT)

    def validate_payee(self, field):
        if self.kind is None:
            return  # a correction: the action knows what the payment is for
        if not field.data and self.kind.data not in {kind.value for kind in BY_CONTRACT}:
            raise ValidationError(_("请填写收款人。"))

    def facts(self) -> dict:
        names = ("fen", "physical_pct", "invoice", "safety_fen", "payee", "purpose")
        facts = {name: self[name].data for name in names}
        return {**facts, "payee_account": PayeeAccount(self.payee_account.data)}


class PayForm(ActForm):
    source_id = SelectField(_l("从哪项资金付"), coerce=row_number)
    on = day(_l("记账日期"))
    receipt_number = text(_l("银行回单号"), most=40, required=_l("请填写回单号。"))

    def offer(self, sources) -> None:
        self.source_id.choices = [
            SelectChoice(s.id, _("%(name)s（余额 %(fen)s 万元）", name=s.name, fen=wan_exact(s.balance_fen)))
            for s in sources
        ]


# ---- settlement, assets, bookings ----


class SettlementForm(BaseForm):
    fen = amount(_l("送审价（万元）"))
    reviewer = text(_l("审核单位"), most=80, required=_l("请填写审核单位。"))
    on = day(_l("送审日期"))


class ReviewForm(ActForm):
    reviewed_fen = amount(_l("审定价（万元）"))
    report_number = text(_l("审核报告编号"), most=40, required=_l("请填写报告编号。"))
    on = day(_l("审定日期"))


class AssetForm(BaseForm):
    number = text(_l("资产编号"), most=40, required=_l("请填写资产编号。"))
    name = text(_l("资产名称"), most=80, required=_l("请填写资产名称。"))
    fen = amount(_l("原值（万元）"))
    keeper = text(_l("管护人"), most=40, required=_l("请填写管护人。"))
    place = text(_l("存放地点"), most=120, required=_l("请填写地点。"))
    on = day(_l("登记日期"))

    def facts(self) -> dict:
        return {name: self[name].data for name in ("number", "name", "fen", "keeper", "place", "on")}


class LabourForm(BaseForm):
    worker = text(_l("出工人"), most=40, required=_l("请填写姓名。"))
    worked_on = day(_l("出工日期"))
    hours = CountField(_l("工时（小时）"), [InputRequired(_l("请填写工时。"))], most=24, default=8)
    job = text(_l("做什么"), most=80, required=_l("请写明做什么。"))
    fen = amount(_l("工钱（万元）"), description=_l("例如 220 元。"))
    account = SelectField(_l("付到"), choices=choices_of(PayeeAccount, leave_out={PayeeAccount.FIRM}))

    def validate_hours(self, field):
        if field.data is not None and field.data < 1:
            raise ValidationError(_("工时最少 1 小时。"))


class GoodsForm(BaseForm):
    kind = SelectField(_l("类别"), choices=choices_of(GoodsKind))
    item = text(_l("品名或设备"), most=60, required=_l("请填写品名。"))
    spec = text(_l("规格"), most=60)
    supplier = text(_l("供应单位"), most=80, required=_l("请填写供应单位。"))
    owner = text(_l("设备机主"), most=40, description=_l("租设备才填；不公开。"))
    arrived_on = day(_l("到货或出工日期"))
    quantity_milli = QuantityField(_l("数量"), [InputRequired(_l("请填写数量。"))])
    unit = text(_l("单位（吨、台班……）"), most=10, required=_l("请填写单位。"))
    unit_fen = amount(_l("单价（万元）"), description=_l("例如 460 元。"))
    receivers = text(_l("两位验收人"), most=80, required=_l("请填写两位验收人，用顿号隔开。"))


def _is_month(text) -> bool:
    try:
        return bool(text and dates.first_day(text))
    except ValueError:
        return False


class ListForm(BaseForm):
    """Filters of the village's ledger, in the address so that a list can be passed on."""

    class Meta(BaseForm.Meta):
        csrf = False

    project = SelectField(_l("项目"), coerce=row_number, default=0)
    kind = SelectField(_l("款项"), choices=choices_of(PaymentKind, first=_l("全部款项")), default="")
    state = SelectField(_l("状态"), choices=choices_of(PaymentState, first=_l("全部状态")), default="")
    month = SelectField(_l("付款月份"), default="")

    def offer_months(self, months) -> None:
        """Those in which something was paid, the newest first; one of an old link stays open to choice."""
        asked = self.month.data if _is_month(self.month.data) else ""
        offered = sorted({*months, *filter(None, [asked])}, reverse=True)
        every = SelectChoice("", _("全部月份"))
        self.month.choices = [every, *(SelectChoice(month, in_words(month)) for month in offered)]

    def wanted(self) -> dict:
        return {
            "project_id": self.project.data or None,
            "kind": PaymentKind(self.kind.data) if self.kind.data else None,
            "state": PaymentState(self.state.data) if self.state.data else None,
            "month": self.month.data or "",
        }
