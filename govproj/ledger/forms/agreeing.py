"""What may be typed about sources, offers, contracts and changes."""

from datetime import timedelta

from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.money import wan_exact
from govproj.core.number_fields import PercentField, WanField
from govproj.core.upload_fields import FilesField
from govproj.ledger.forms.basic import LINES, SHORT, SOURCES, ActForm, amount, day
from govproj.ledger.states import (
    FirmRole,
    SourceKind,
)
from govproj.projects.models import Method

# ---- sources ----


class SourceRow(Form):
    """One source; the form around it carries the token."""

    name = StringField(_l("来源名称"), [SHORT])
    kind = SelectField(_l("类别"), choices=choices_of(SourceKind))
    fen = WanField(_l("计划（万元）"), [Optional()])
    subsidy_number = StringField(_l("补助文号"), [Length(max=60, message=_l("最多 60 个字。"))])
    earmarked = BooleanField(_l("专款专用"))
    pledged_fen = WanField(_l("书面落实（万元）"), [Optional()])
    pledged_on = DayField(_l("落实日期"), [Optional()])

    def validate_name(self, field):
        _both_or_neither(field, self.fen)

    def validate_subsidy_number(self, field):
        if self.fen.data and self.kind.data == SourceKind.SUBSIDY and not (field.data or "").strip():
            raise ValidationError(_("上级补助要填补助文号。"))


class BudgetRow(Form):
    name = StringField(_l("预算项目"), [SHORT])
    fen = WanField(_l("金额（万元）"), [Optional()])

    def validate_name(self, field):
        _both_or_neither(field, self.fen)


def _both_or_neither(name, fen) -> None:
    if bool((name.data or "").strip()) != bool(fen.data):
        raise ValidationError(_("名称和金额要一起填写。"))


class FundsForm(VersionedForm):
    """The whole plan of a project's money, so that both sides can be held against each other."""

    sources = FieldList(FormField(SourceRow), min_entries=SOURCES, max_entries=20)
    lines = FieldList(FormField(BudgetRow), min_entries=LINES, max_entries=20)
    note = long_text(_l("调整理由（立项后调整总额才要填）"), most=500)


class ReceiptForm(BaseForm):
    fen = amount(_l("到账金额（万元）"))
    on = day(_l("到账日期"))
    voucher = text(_l("进账单号"), most=40, required=_l("请填写进账单号。"))


class FirmForm(BaseForm):
    """A firm that designs, budgets, reviews or watches."""

    role = SelectField(_l("做什么"), choices=choices_of(FirmRole))
    firm = text(_l("单位名称"), most=80, required=_l("请填写单位名称。"))
    dated_on = day(_l("日期"))
    paper = text(_l("合同或报告编号"), most=60)
    fen = WanField(
        _l("金额（万元）"), [Optional()], description=_l("预算编制和审核填算出的总价，其他填服务费。")
    )


# ---- giving out the work ----


class ProcurementForm(BaseForm):
    method = SelectField(_l("发包方式"), choices=choices_of(Method, leave_out={Method.NOT_APPLICABLE}))
    estimate_fen = amount(_l("估算价（万元）"))
    ceiling_fen = amount(_l("最高限价（万元）"))
    announced_on = day(_l("公告日期"))
    split_note = long_text(
        _l("同类项目说明"), most=500, description=_l("近一年有同类项目的，说明为什么分开发包。")
    )


class BidForm(BaseForm):
    firm = text(_l("报价单位"), most=80, required=_l("请填写单位名称。"))
    fen = amount(_l("报价（万元）"))
    delivered_on = day(_l("递交日期"))
    contact_phone = text(_l("联系电话"), most=40, description=_l("用来比对，不公开。"))
    address = text(_l("地址"), most=120)
    email = text(_l("邮箱"), most=80)
    bond_payer = text(_l("保证金付款户名"), most=80)
    preparer = text(_l("文件编制人"), most=40)
    valid = BooleanField(_l("有效报价"), default=True)
    note = text(_l("评审结果或无效原因"), most=200)


class AwardForm(ActForm):
    bid = SelectField(_l("中标单位"), coerce=row_number)
    bids_opened_on = day(_l("开标日期"))
    publicised_from = day(_l("候选人公示起"))
    publicised_to = day(_l("候选人公示止"))
    on = day(_l("定标日期"))
    number = text(_l("中标通知书编号"), most=40, required=_l("请填写编号。"))
    evaluators = text(_l("评审人"), most=200, description=_l("用顿号隔开；用来核对回避，不公开。"))
    reason = long_text(_l("中标理由"), most=500, required=_l("请写明为什么选它。"))

    def __init__(self, bids, **kwargs):
        super().__init__(**kwargs)
        self.bids = {bid.id: bid for bid in bids}
        lowest_first = sorted((b for b in bids if b.valid), key=lambda b: b.fen)
        self.bid.choices = [SelectChoice(b.id, f"{b.firm.name} {wan_exact(b.fen)}") for b in lowest_first]

    def hang_for(self, days: int) -> None:
        """Before anything is typed: candidates that have hung since as many days as the local rule asks for."""
        if not self.is_submitted():
            first = dates.today() - timedelta(days=days - 1)
            self.publicised_from.data = self.bids_opened_on.data = first

    def facts(self) -> dict:
        people = [name.strip() for name in self.evaluators.data.replace(",", "、").split("、")]
        chosen = {"bid": self.bids[self.bid.data], "evaluators": [name for name in people if name]}
        return super().facts() | chosen


class ContractForm(ActForm):
    number = text(_l("合同编号"), most=40, required=_l("请填写合同编号。"))
    fen = amount(_l("合同价（万元）"))
    signed_on = day(_l("签订日期"))
    starts_on = day(_l("约定开工"), default=None)
    ends_on = day(_l("约定完工"), default=None)
    advance_pct = PercentField(_l("预付款（占合同 %）"), [InputRequired(_l("没有预付款填 0。"))], default=0)
    progress_pct = PercentField(_l("审定前最多付到（%）"), [InputRequired(_l("请填写比例。"))])
    retention_pct = PercentField(_l("质保金（占结算 %）"), [InputRequired(_l("请填写比例。"))])
    safety_fen = WanField(_l("其中安全文明施工费（万元）"), [Optional()])
    payee = text(_l("收款户名"), most=80, description=_l("和施工单位不同才填；不公开。"))


class FilesForm(BaseForm):
    files = FilesField(_l("合同文件"), most=12)


class FilingForm(ActForm):
    filing_number = text(_l("备案编号"), most=40, required=_l("请填写备案编号。"))
    on = day(_l("备案日期"))


class ChangeForm(BaseForm):
    """The sum is typed without a sign; whether it adds or saves is a choice of its own."""

    checked = HiddenField()
    number = text(_l("变更编号"), most=20, required=_l("请填写编号，例如 B-01。"))
    direction = SelectField(
        _l("增加还是减少"), choices=[SelectChoice("add", _l("增加")), SelectChoice("less", _l("减少"))]
    )
    fen = amount(_l("变更金额（万元）"), _l("请填写金额，只延长工期填 0。"))
    requested_on = day(_l("提出日期"))
    implemented_on = DayField(_l("已经实施的日期"), [Optional()], description=_l("还没有实施就空着。"))
    extends_to = DayField(_l("延长工期到"), [Optional()])
    reason = long_text(_l("原因和内容"), most=1000, required=_l("请写明变更的原因。"))

    @property
    def signed_fen(self) -> int:
        return -(self.fen.data or 0) if self.direction.data == "less" else self.fen.data or 0

    def facts(self) -> dict:
        names = ("number", "requested_on", "implemented_on", "extends_to", "reason")
        return {"fen": self.signed_fen, **{name: self[name].data for name in names}}


class DayForm(ActForm):
    """The day of an act and nothing else."""

    on = day(_l("日期"))
