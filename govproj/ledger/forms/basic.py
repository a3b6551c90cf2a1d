"""What the forms of the ledger share: amounts, days, quantities, and forms named like their action's words."""

from decimal import Decimal

from wtforms.validators import Length, ValidationError

from govproj.core import dates
from govproj.core.forms import DayField, InputRequired, VersionedForm
from govproj.core.i18n import _, _l
from govproj.core.number_fields import NumberText, WanField
from govproj.core.upload_fields import FilesField

SOURCES, LINES = 5, 8  # rows offered; a draft has room for as many sources
FRAME = {"csrf_token", "version", "checked"}
SHORT = Length(max=40, message=_l("最多 40 个字。"))


def amount(label, required=_l("请填写金额。"), **kwargs) -> WanField:
    return WanField(label, [InputRequired(required)], **kwargs)


def day(label, required=_l("请填写日期。"), **kwargs) -> DayField:
    kwargs.setdefault("default", dates.today)
    return DayField(label, [InputRequired(required)], **kwargs)


class ActForm(VersionedForm):
    """A form whose fields are named like the words of its action."""

    def facts(self) -> dict:
        return {
            field.name: field.data
            for field in self
            if field.name not in FRAME and not isinstance(field, FilesField)
        }


class QuantityField(NumberText):
    """A quantity with up to three decimals, kept in thousandths."""

    def shown(self, milli):
        return f"{Decimal(milli) / 1000:f}"

    def understood(self, number):
        milli = number * 1000
        if milli != milli.to_integral_value() or not 0 < milli <= 10**10:
            raise ValidationError(_("请填写大于 0 的数量，最多三位小数。"))
        return int(milli)
