"""Quantities, unit prices and hours as people type them."""

from decimal import Decimal

from wtforms.validators import ValidationError

from govproj.core.i18n import _
from govproj.core.money import FEN_PER_YUAN, half_up
from govproj.core.number_fields import MOST_FEN, NumberText
from govproj.engagement.amounts import THOUSAND, plain

MOST_QUANTITY = 1_000_000_000
MOST_HOURS = 200


class QuantityField(NumberText):
    """A quantity with at most three decimals, kept in thousandths."""

    def shown(self, thousandths):
        return plain(thousandths).replace(",", "")

    def understood(self, number):
        thousandths = number * THOUSAND
        if thousandths != thousandths.to_integral_value() or not 0 <= number <= MOST_QUANTITY:
            raise ValidationError(_("请填写不超过 10 亿的数，最多三位小数。"))
        return int(thousandths)


class YuanField(NumberText):
    """A price in 元, kept in fen."""

    def shown(self, fen):
        return f"{Decimal(fen) / FEN_PER_YUAN:f}"

    def understood(self, number):
        fen = number * FEN_PER_YUAN
        if fen != fen.to_integral_value() or not 0 <= fen <= MOST_FEN:
            raise ValidationError(_("单价最小到分，不能是负数。"))
        return int(fen)


class HoursField(NumberText):
    """How long something took, typed in hours, kept in minutes."""

    def shown(self, minutes):
        return f"{half_up(Decimal(minutes) / 60, 2).normalize():f}"

    def understood(self, number):
        minutes = int(half_up(number * 60, 0)) if 0 < number <= MOST_HOURS else 0
        if not minutes:
            raise ValidationError(_("时长请填写 200 小时以内的数，例如 1.5。"))
        return minutes
