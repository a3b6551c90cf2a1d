"""The draft, the contract facts, the month and the moves of a project."""

from wtforms import BooleanField, FieldList, Form, FormField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

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
from govproj.core.money import wan
from govproj.core.number_fields import PercentField, WanField
from govproj.projects.models import Category, Kind, State

FUND_LINES = 5


class WorkItemForm(BaseForm):
    """A line of the year's central work."""

    year = IntegerField(
        _l("年度"),
        [InputRequired(_l("请填写年度。")), NumberRange(2000, 2100, _l("年度应在 2000 到 2100 之间。"))],
    )
    name = text(_l("中心工作名称"), most=80, required=_l("请填写名称。"))
    kind = SelectField(_l("类型"), choices=choices_of(Kind))
    note = long_text(_l("说明"), most=500)


class FundLine(Form):
    """One source of money; the form around it carries the token."""

    source = StringField(_l("资金来源"), [Length(max=40, message=_l("最多 40 个字。"))])
    fen = WanField(_l("金额（万元）"), [Optional()])

    def validate_source(self, field):
        if bool(field.data and field.data.strip()) != (self.fen.data is not None):
            raise ValidationError(_("资金来源和金额要一起填写。"))


class ProjectForm(VersionedForm):
    """The draft of a project."""

    code = text(_l("编号"), most=20, required=_l("请填写编号，例如 MJN-01。"))
    name = text(_l("项目名称"), most=80, required=_l("请填写项目名称。"))
    kind = SelectField(_l("类型"), choices=choices_of(Kind))
    category = SelectField(_l("类别"), choices=choices_of(Category))
    place = text(_l("地点"), most=120)
    content = long_text(_l("建设内容"), most=2000)
    proposal = long_text(_l("提议内容（为什么要做、初步方案）"), most=4000)
    budget_fen = WanField(_l("预算（万元）"), [InputRequired(_l("请填写预算，还没有细算就填估算数。"))])
    funds = FieldList(FormField(FundLine), min_entries=FUND_LINES, max_entries=FUND_LINES)
    planned_start = DayField(_l("计划开工"), [Optional()])
    planned_end = DayField(_l("计划完工"), [Optional()])
    wants_lead = BooleanField(_l("请党员领办"), default=True)

    taken: frozenset = frozenset()  # codes of the village's other projects

    def validate_code(self, field):
        if field.data in self.taken:
            raise ValidationError(_("编号 %(code)s 已经用在本村另一个项目上。", code=field.data))

    def validate_planned_end(self, field):
        _not_before(field, self.planned_start)

    def validate_budget_fen(self, field):
        """The sources must add up to the budget, else money is missing or unexplained from the first day."""
        total = sum(line["fen"] for line in self.fund_lines())
        if total and field.data != total:
            raise ValidationError(_("预算与资金来源合计（%(total)s 万元）不一致。", total=wan(total)))

    def fund_lines(self) -> list[dict]:
        lines = [(line.source.data or "", line.fen.data) for line in self.funds]
        return [{"source": source.strip(), "fen": fen} for source, fen in lines if fen is not None]

    def facts(self) -> dict:
        """What the form says about the project, in the model's own terms."""
        names = ("code", "name", "place", "content", "proposal", "budget_fen", "planned_start", "planned_end")
        facts = {name: getattr(self, name).data for name in names}
        kind = Kind(self.kind.data)
        category = Category(self.category.data) if kind is Kind.CONSTRUCTION else Category.GOVERNANCE
        return {
            **facts,
            "kind": kind,
            "category": category,
            "funds": self.fund_lines(),
            "wants_lead": self.wants_lead.data,
        }


class PlanForm(VersionedForm):
    """When the work is meant to begin and to end, and who of the village committee looks after it."""

    planned_start = DayField(_l("计划开工"), [Optional()])
    planned_end = DayField(_l("计划完工"), [Optional()])
    contact_id = SelectField(_l("村两委联系人"), coerce=row_number, validators=[Optional()])

    def validate_planned_end(self, field):
        _not_before(field, self.planned_start)

    def facts(self) -> dict:
        days = {name: self[name].data for name in ("planned_start", "planned_end")}
        return {**days, "contact_id": self.contact_id.data or None}


class MonthForm(VersionedForm):
    """Plan, actual and payments at the end of a month."""

    planned_pct = PercentField(_l("计划进度（%）"), [InputRequired(_l("请填写计划进度。"))])
    actual_pct = PercentField(_l("实际进度（%）"), [InputRequired(_l("请填写实际进度。"))])
    paid_fen = WanField(_l("累计支付（万元）"), [InputRequired(_l("请填写累计支付，没有支付填 0。"))])

    budget_fen: int | None = None
    paid_before: int = 0  # up to the months beside this one: what has been paid in all never gets less
    paid_after: int | None = None

    def validate_paid_fen(self, field):
        if field.data is None:
            return
        if field.data < self.paid_before:
            raise ValidationError(
                _("累计支付不会比以前少：上次登记的是 %(wan)s 万元。", wan=wan(self.paid_before))
            )
        if self.paid_after is not None and field.data > self.paid_after:
            raise ValidationError(_("后面的月份登记的累计支付只有 %(wan)s 万元。", wan=wan(self.paid_after)))
        if self.budget_fen and field.data > self.budget_fen:
            raise ValidationError(
                _("累计支付高于预算（%(budget)s 万元），请核对是不是多写了零。", budget=wan(self.budget_fen))
            )

    def facts(self) -> dict:
        """Without the payments where the books know them."""
        names = ("planned_pct", "actual_pct", "paid_fen")
        return {name: self[name].data for name in names if name in self}


class MoveForm(BaseForm):
    """The day and, where wanted, the reason of a move."""

    on = DayField(_l("发生日期"), [Optional()], default=dates.today)
    resume_on = DayField(_l("预计复工日期"), [Optional()])
    note = long_text(_l("说明或理由"), most=500)
    notice = long_text(_l("给村民的公告"), most=1000)


def _not_before(field, start):
    if field.data and start.data and field.data < start.data:
        raise ValidationError(_("完工日期早于开工日期。"))


class SearchForm(BaseForm):
    """Filters of the project list, in the address so that a list can be passed on."""

    class Meta(BaseForm.Meta):
        csrf = False

    words = StringField(_l("找项目"), [Length(max=40)])
    village = SelectField(_l("村"), coerce=row_number, default=0)
    category = SelectField(_l("类别"), choices=choices_of(Category, first=_l("全部类别")), default="")
    state = SelectField(
        _l("状态"), choices=choices_of(State, leave_out={State.DRAFT}, first=_l("全部状态")), default=""
    )

    def wanted(self) -> dict:
        return {
            "words": (self.words.data or "").strip(),
            "village_id": self.village.data or None,
            "category": Category(self.category.data) if self.category.data else None,
            "state": State(self.state.data) if self.state.data else None,
        }
