"""What may be typed about firms, the people behind them and their qualifications."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import phones
from govproj.core.forms import BaseForm, DayField, InputRequired, OpenForm, choices_of, text
from govproj.core.i18n import _, _l
from govproj.core.number_fields import PercentField
from govproj.firms import spelling
from govproj.firms.models import FirmTie
from govproj.villages.forms import FactsForm


def checked_code(typed: str) -> str:
    """The 18 characters of a 统一社会信用代码; ValidationError when its check digit does not fit."""
    if code := spelling.credit_code(typed):
        return code
    raise ValidationError(_("统一社会信用代码是 18 位，这一个对不上校验码，请照营业执照核对。"))


def a_phone(_form, field):
    """Of what people type nearly everything is a phone but for one digit."""
    if field.data and not phones.is_one(field.data):
        raise ValidationError(_("这个电话打不通：位数或区号不对，请核对。"))


def phone_field(label):
    return text(label, most=40, rules=[a_phone], render_kw={"inputmode": "tel", "autocomplete": "off"})


class FirmForm(FactsForm):
    """A firm as the register keeps it."""

    name = text(_l("单位名称"), most=80, required=_l("请填写单位名称，和营业执照一致。"))
    credit_code = text(_l("统一社会信用代码"), most=40)
    legal_person = text(_l("法定代表人"), most=40)
    phone = phone_field(_l("联系电话"))
    address = text(_l("地址"), most=120)

    def validate_credit_code(self, field):
        field.data = checked_code(field.data) if field.data else ""

    def facts(self) -> dict:
        facts = super().facts()
        return {**facts, "credit_code": facts["credit_code"] or None}


class NewFirmForm(BaseForm):
    """What a cadre knows at once: name and code."""

    name = text(_l("单位名称"), most=80, required=_l("请填写单位名称，和营业执照一致。"))
    credit_code = text(
        _l("统一社会信用代码"), most=40, required=_l("请填写 18 位统一社会信用代码，营业执照上有。")
    )

    def validate_credit_code(self, field):
        if field.data:
            field.data = checked_code(field.data)

    def facts(self) -> dict:
        return {"name": self.name.data, "credit_code": self.credit_code.data}


class PersonForm(BaseForm):
    """Somebody behind a firm."""

    name = text(_l("姓名"), most=40, required=_l("请填写姓名。"))
    tie = SelectField(_l("关联方式"), choices=choices_of(FirmTie))
    phone = phone_field(_l("电话"))
    share_pct = PercentField(_l("持股比例（%）"), [Optional()], description=_l("股东才填。"))

    def validate_share_pct(self, field):
        if field.data is not None and self.tie.data != FirmTie.SHAREHOLDER:
            raise ValidationError(_("只有股东填持股比例。"))


class QualificationForm(BaseForm):
    """A certificate and its last day."""

    name = text(_l("资质名称"), most=80, required=_l("请填写资质名称。"))
    number = text(_l("证书编号"), most=40, required=_l("请填写证书编号。"))
    valid_to = DayField(_l("有效期到"), [InputRequired(_l("请填写有效期的最后一天。"))])


class SearchForm(OpenForm):
    """Looking a firm up; sent by GET."""

    words = text(_l("名称或信用代码"), most=40)
    which = SelectField(
        _l("资质"),
        choices=[
            SelectChoice("", _l("全部")),
            SelectChoice("expiring", _l("快到期的")),
            SelectChoice("expired", _l("已过期的")),
        ],
        default="",
    )
