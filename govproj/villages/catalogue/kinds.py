"""What a local rule can be: its kind decides how it is typed, checked and read out."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govproj.core.i18n import _, _l, locale
from govproj.core.money import FEN_PER_WAN, FEN_PER_YUAN, yuan

HUNDRED = 100
MOST_TIERS = 8


class Kind(enum.StrEnum):
    COUNT = "count"
    DAYS = "days"
    WORKDAYS = "workdays"
    HOURS = "hours"
    MONTHS = "months"
    DAY = "day"  # of a month
    PERCENT = "percent"
    TENTHS = "tenths"  # of a percent: 25 is 2.5 %
    POINTS = "points"
    FEN = "fen"
    YES_NO = "yes_no"
    CHOICES = "choices"  # some of `parts`
    WEIGHTS = "weights"  # one number for each of `parts`, 100 together
    PARTS = "parts"  # one number of `part_kind` for each of `parts`
    TIERS = "tiers"  # from an amount on: which of `parts` as method, and how many bidders
    FIXED = "fixed"  # by law: shown, never set
    OTHER = "other"  # entered bare and of a shape nobody has described: shown, not set on a page


class Order(enum.StrEnum):
    """Of the numbers of a rule with parts."""

    RISING = "rising"
    FALLING = "falling"


NUMBERS = frozenset(list(Kind)[:10])
MAPPINGS = frozenset({Kind.WEIGHTS, Kind.PARTS})
NOT_SET_ON_A_PAGE = frozenset({Kind.FIXED, Kind.OTHER})
UNITS = {
    Kind.DAYS: _l("天"),
    Kind.WORKDAYS: _l("个工作日"),
    Kind.HOURS: _l("小时"),
    Kind.MONTHS: _l("个月"),
    Kind.DAY: _l("日"),
    Kind.PERCENT: "%",
    Kind.TENTHS: "%",
    Kind.POINTS: _l("分"),
    Kind.WEIGHTS: _l("分"),
}


@dataclass(frozen=True)
class Rule:
    """One local rule: what it is called, what it may be, and what holds where nobody has set it."""

    key: str
    default: Any
    kind: Kind
    label: Any
    help: Any = ""
    least: int = 0
    most: int = 1_000_000
    unit: Any = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    part_kind: Kind = Kind.COUNT
    order: Order | None = None
    zero: Any = ""  # what 0 means, where it is no number
    for_villagers: bool = False

    @property
    def can_be_set(self) -> bool:
        return self.kind not in NOT_SET_ON_A_PAGE

    @property
    def number_kind(self) -> Kind:
        """Of the number, or of each of the numbers."""
        return self.part_kind if self.kind is Kind.PARTS else self.kind

    @property
    def shown_unit(self):
        return self.unit or UNITS.get(self.number_kind, "")

    def problem(self, value) -> str | None:
        """Why this cannot be the rule's value, as a sentence; None when it can."""
        if self.kind in NUMBERS:
            return self._problem_of_number(value)
        if self.kind in MAPPINGS:
            return self._problem_of_parts(value)
        match self.kind:
            case Kind.YES_NO:
                return None if isinstance(value, bool) else _("请选是或否。")
            case Kind.CHOICES:
                known = isinstance(value, list) and value and set(value) <= self.parts.keys()
                return None if known else _("请至少选一项。")
            case Kind.TIERS:
                return self._problem_of_tiers(value)
        return None if self.kind is Kind.OTHER or value == self.default else _("这一条由法律规定，不能改。")

    def _problem_of_number(self, value) -> str | None:
        if type(value) is not int:
            return _("请填写数字。")
        if not self.least <= value <= self.most:
            least, most = (number_words(n, self.number_kind) for n in (self.least, self.most))
            return _("应在 %(least)s 到 %(most)s 之间。", least=least, most=most)
        return None

    def _problem_of_parts(self, value) -> str | None:
        if not isinstance(value, dict) or value.keys() != self.parts.keys():
            return _("每一项都要填。")
        if problem := next(filter(None, map(self._problem_of_number, value.values())), None):
            return problem
        numbers = [value[name] for name in self.parts]
        if self.kind is Kind.WEIGHTS and sum(numbers) != HUNDRED:
            return _("各项加起来要是 100，现在是 %(sum)s。", sum=sum(numbers))
        if self.order and numbers != sorted(numbers, reverse=self.order is Order.FALLING):
            rising = self.order is Order.RISING
            return _("从上到下应越来越大。") if rising else _("从上到下应越来越小。")
        return None

    def _problem_of_tiers(self, value) -> str | None:
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_TIERS:
            return _("请至少填一级。")
        for tier in value:
            complete = tier.keys() == {"from_fen", "method", "min_bidders"}
            if not complete or tier["method"] not in self.parts or tier["min_bidders"] < 1:
                return _("每一级都要填金额、方式和家数。")
        amounts = [tier["from_fen"] for tier in value]
        if amounts[0] != 0 or amounts != sorted(set(amounts)):
            return _("第一级从 0 开始，以下各级金额要一级比一级高。")
        return None

    def words(self, value) -> str:
        """The value as it is read out: `7 天`, `一般 30 天，较重 15 天`."""
        if self.kind in NUMBERS:
            return self._number(value)
        if self.kind in MAPPINGS:
            said = (f"{label} {self._number(value.get(name, 0))}" for name, label in self.parts.items())
            return _("，").join(said)
        match self.kind:
            case Kind.YES_NO:
                return _("是") if value else _("否")
            case Kind.CHOICES:
                return _("、").join(str(self.parts.get(code, code)) for code in value)
            case Kind.TIERS:
                return _("；").join(self._tier(tier) for tier in value)
            case Kind.FIXED:
                return _("法律规定")
        return str(value)

    def _number(self, value: int) -> str:
        if value == 0 and self.zero:
            return str(self.zero)
        if self.kind is Kind.DAY:
            return _("每月 %(day)s 日", day=value)
        number = number_words(value, self.number_kind)
        unit = str(self.shown_unit)
        return number + (unit if unit == "%" else f" {unit}" if unit else "")

    def _tier(self, tier: dict) -> str:
        return _(
            "%(amount)s起：%(method)s（至少 %(bidders)s 家）",
            amount=amount_words(tier["from_fen"]),
            method=self.parts.get(tier["method"], tier["method"]),
            bidders=tier["min_bidders"],
        )


def number_words(value: int, kind: Kind) -> str:
    if kind is Kind.FEN:
        return amount_words(value)
    return f"{Decimal(value) / 10:f}" if kind is Kind.TENTHS else str(value)


def amount_words(fen: int) -> str:
    """Amounts below ten thousand yuan in yuan, the others in 万元, which English does not count in."""
    if locale() == "en":
        return f"{yuan(fen).removesuffix('.00')} yuan"
    if fen < FEN_PER_WAN:
        return _("%(amount)s 元", amount=_plain(Decimal(fen) / FEN_PER_YUAN))
    return _("%(amount)s 万元", amount=_plain(Decimal(fen) / FEN_PER_WAN))


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


ENDINGS = {"_workdays": Kind.WORKDAYS, "_days": Kind.DAYS, "_hours": Kind.HOURS, "_pct": Kind.PERCENT}
ENDINGS |= {"_fen": Kind.FEN, "_months": Kind.MONTHS, "_day": Kind.DAY, "_points": Kind.POINTS}


def inferred(key: str, default) -> Rule:
    """The rule behind a bare `"key": default`: its kind is read off the key and the value, its label is the key."""
    about = {"key": key, "default": default, "label": key}
    match default:
        case bool():
            return Rule(kind=Kind.YES_NO, **about)
        case int():
            ending = next((kind for end, kind in ENDINGS.items() if key.endswith(end)), Kind.COUNT)
            return Rule(kind=ending, most=1_000_000_000_00, **about)
        case dict() if default and all(type(part) is int for part in default.values()):
            weights = key.endswith("weights") and sum(default.values()) == HUNDRED
            parts = {name: name for name in default}
            part_kind = next((kind for end, kind in ENDINGS.items() if key.endswith(end)), Kind.COUNT)
            kind = Kind.WEIGHTS if weights else Kind.PARTS
            return Rule(kind=kind, parts=parts, part_kind=part_kind, most=1_000_000_000_00, **about)
    return Rule(kind=Kind.OTHER, **about)
