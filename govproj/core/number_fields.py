"""Fields for money, shares and counts, typed as people write them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from govproj.core import numerals
from govproj.core.i18n import _
from govproj.core.money import FEN_PER_WAN

MOST_FEN = 10_000_000 * FEN_PER_WAN  # a hundred thousand million yuan: past that it is a slip of the finger
LONGEST_NUMBER = 100  # signs; the patterns below take the square of the time for a long row of blanks


def typed_number(text: str) -> Decimal:
    """A number as typed (`１２．５`, `1,200`, `12。5 万元`) → Decimal; ValidationError when it is none."""
    plain = (
        unicodedata.normalize("NFKC", text[: LONGEST_NUMBER + 1]).replace(",", "").replace("。", ".").strip()
    )
    plain = re.sub(r"\s*(万元|元|万|%|％)$", "", plain)
    try:
        if len(text) > LONGEST_NUMBER or not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,8})?", plain):
            raise InvalidOperation
        return Decimal(plain)
    except InvalidOperation:
        raise ValidationError(_("请填写数字，例如 12.5。")) from None


class NumberText(Field):
    """Base of fields that keep what was typed until it is a number."""

    widget = TextInput()

    def __init__(self, label=None, validators=None, **kwargs):
        kwargs.setdefault("render_kw", {"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label, validators, **kwargs)

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else self.shown(self.data)

    def process_formdata(self, values):
        self.data = None
        if values and values[0].strip():
            try:
                self.data = self.understood(typed_number(values[0]))
            except ValidationError as error:
                raise ValueError(str(error)) from None


class WanField(NumberText):
    """An amount, kept in fen: a bare number is in 万元, 元 and Chinese numerals are understood."""

    def shown(self, fen):
        return f"{Decimal(fen) / FEN_PER_WAN:f}"

    def _value(self):
        """What was understood is shown back in one spelling; what was not stays as it was typed."""
        return super()._value() if self.data is None else self.shown(self.data)

    def process_formdata(self, values):
        self.data = None
        if values and values[0].strip():
            self.data = _fen(values[0])


def _fen(typed: str) -> int:
    """An amount as people write it; ValueError with the sentence that says what is wrong."""
    try:
        fen = numerals.fen_from_text(typed)
    except numerals.NoUnit:
        raise ValueError(_("请写明单位，例如 三百元 或 三百万元。")) from None
    except numerals.TooFine:
        raise ValueError(_("金额最小到分（万元后最多六位小数）。")) from None
    except numerals.NoAmount:
        raise ValueError(_("请填写数字，例如 12.5，也可以写 12万3000元 或 壹拾贰万叁仟元。")) from None
    if not 0 <= fen <= MOST_FEN:
        raise ValueError(_("金额应在 0 到 1000 亿元之间。"))
    return fen


class PercentField(NumberText):
    """A whole percentage from 0 to 100."""

    def shown(self, value):
        return str(value)

    def understood(self, number):
        if number != number.to_integral_value() or not 0 <= number <= 100:
            raise ValidationError(_("请填写 0 到 100 的整数。"))
        return int(number)


class TenthsField(NumberText):
    """A percentage with one decimal, kept in tenths: `61.3` is 613."""

    def shown(self, tenths):
        return f"{Decimal(tenths) / 10:f}"

    def understood(self, number):
        tenths = number * 10
        if tenths != tenths.to_integral_value() or not 0 <= tenths <= 1000:
            raise ValidationError(_("请填写 0 到 100，最多一位小数。"))
        return int(tenths)


class CountField(NumberText):
    """A whole number of people, slips or forms, from 0 up to `most`."""

    def __init__(self, label=None, validators=None, most=1_000_000, **kwargs):
        self.most = most
        super().__init__(label, validators, **kwargs)

    def shown(self, value):
        return str(value)

    def understood(self, number):
        if number != number.to_integral_value() or not 0 <= number <= self.most:
            raise ValidationError(_("请填写 0 到 %(most)s 的整数。", most=self.most))
        return int(number)
