"""What a local rule can be: its kind decides how it is typed, checked and read out."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from govproj.core.i18n import _, _l
from govproj.villages.catalogue import shapes
from govproj.villages.catalogue.waiting import WAITING
from govproj.villages.catalogue.wording import amount_words

HUNDRED = 100


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
    CHOICE = "choice"  # one of `parts`
    CHOICES = "choices"  # some of `options`
    CHOICES_BY = "choices_by"  # some of `options` for each of `parts`
    ORDERED = "ordered"  # some of `parts`, in an order
    WORDS = "words"  # a list of words; those that are in `parts` are kept by their code
    WORDS_BY = "words_by"  # a list of words for each of `parts`
    WEIGHTS = "weights"  # one number for each of `parts`, 100 together
    PARTS = "parts"  # one number of `part_kind` for each of `parts`
    YEARLY = "yearly"  # a day of every year; `parts` are its month and day
    TIERS = "tiers"  # below an amount: a `figure`, and a method where there are `parts`
    SHARES = "shares"  # by kind of meeting who must come or agree; by law: shown, never set
    OTHER = "other"  # entered bare and of a shape nobody has described: shown, not set on a page


class Order(enum.StrEnum):
    """Of the numbers of a rule with parts."""

    RISING = "rising"
    FALLING = "falling"


NUMBERS = frozenset(list(Kind)[:10])
MAPPINGS = frozenset({Kind.WEIGHTS, Kind.PARTS})
NOT_SET_ON_A_PAGE = frozenset({Kind.SHARES, Kind.OTHER})
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
    options: Mapping[str, Any] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)  # parts that may not go as low as the others
    figure: str = ""  # of tiers: what each one's number is kept as
    part_kind: Kind = Kind.COUNT
    order: Order | None = None
    zero: Any = ""  # what 0 means, where it is no number
    for_villagers: bool = False

    @property
    def waits(self) -> bool:
        """Whether nothing on the site goes by it yet."""
        return self.key in WAITING

    @property
    def can_be_set(self) -> bool:
        return self.kind not in NOT_SET_ON_A_PAGE

    @property
    def number_kind(self) -> Kind:
        """Of the number, or of each of the numbers."""
        return self.part_kind if self.kind is Kind.PARTS else self.kind

    def coded(self, words: list[str]) -> list[str]:
        """Words as typed; those the product knows by a code become it."""
        codes = {str(label): code for code, label in self.parts.items()}
        return [codes.get(word, word) for word in words]

    @property
    def shown_unit(self):
        return self.unit or UNITS.get(self.number_kind, "")

    def problem(self, value) -> str | None:
        """Why this cannot be the rule's value, as a sentence; None when it can."""
        if self.kind in NUMBERS:
            return self._problem_of_number(value)
        if self.kind in MAPPINGS:
            return self._problem_of_parts(value)
        if self.kind is Kind.YES_NO:
            return None if isinstance(value, bool) else _("请选是或否。")
        return SHAPES[self.kind][0](self, value) if self.kind in SHAPES else None

    def _problem_of_number(self, value, floor: int | None = None) -> str | None:
        lowest = self.least if floor is None else floor
        if type(value) is not int:
            return _("请填写数字。")
        if not lowest <= value <= self.most:
            least, most = (number_words(n, self.number_kind) for n in (lowest, self.most))
            return _("应在 %(least)s 到 %(most)s 之间。", least=least, most=most)
        return None

    def _problem_of_parts(self, value) -> str | None:
        if not isinstance(value, dict) or value.keys() != self.parts.keys():
            return _("每一项都要填。")
        each = (self._problem_of_number(value[name], self.floors.get(name)) for name in self.parts)
        if problem := next(filter(None, each), None):
            return problem
        numbers = [value[name] for name in self.parts]
        if self.kind is Kind.WEIGHTS and sum(numbers) != HUNDRED:
            return _("各项加起来要是 100，现在是 %(sum)s。", sum=sum(numbers))
        if self.order and numbers != sorted(numbers, reverse=self.order is Order.FALLING):
            rising = self.order is Order.RISING
            return _("从上到下应越来越大。") if rising else _("从上到下应越来越小。")
        return None

    def words(self, value) -> str:
        """The value as it is read out: `7 天`, `一般 30 天，较重 15 天`."""
        if self.kind in NUMBERS:
            return self._number(value)
        if self.kind in MAPPINGS:
            said = (
                f"{label} {self._number(value[name])}" for name, label in self.parts.items() if name in value
            )
            return _("，").join(said)
        if self.kind is Kind.YES_NO:
            return _("是") if value else _("否")
        return SHAPES[self.kind][1](self, value) if self.kind in SHAPES else str(value)

    def _number(self, value: int) -> str:
        if value == 0 and self.zero:
            return str(self.zero)
        if self.kind is Kind.DAY:
            return _("每月 %(day)s 日", day=value)
        number = number_words(value, self.number_kind)
        unit = str(self.shown_unit)
        return number + (unit if unit == "%" else f" {unit}" if unit else "")


def number_words(value: int, kind: Kind) -> str:
    if kind is Kind.FEN:
        return amount_words(value)
    return f"{Decimal(value) / 10:f}" if kind is Kind.TENTHS else str(value)


SHAPES = {
    Kind.CHOICE: (shapes.choice_problem, shapes.choice_words),
    Kind.CHOICES: (shapes.choices_problem, shapes.choices_words),
    Kind.CHOICES_BY: (shapes.choices_by_problem, shapes.choices_by_words),
    Kind.ORDERED: (shapes.ordered_problem, shapes.ordered_words),
    Kind.WORDS: (shapes.list_problem, shapes.known),
    Kind.WORDS_BY: (shapes.by_theme_problem, shapes.by_theme_words),
    Kind.YEARLY: (shapes.yearly_problem, shapes.yearly_words),
    Kind.TIERS: (shapes.tiers_problem, shapes.tiers_words),
    Kind.SHARES: (shapes.shares_problem, shapes.shares_words),
}
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
