"""The figures of an evaluation: rates with their numerators and denominators, and what may be shown.

The formulas are printed under every published result. With a, b, c, d answers of 非常满意, 满意, 基本满意,
不满意 and n = a + b + c + d (不了解 and blank are left out):

    满意率 (a + b + c) ÷ n    严格满意率 (a + b) ÷ n    得分 (100a + 80b + 60c) ÷ n    知晓率 n ÷ (n + 不了解)
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from govproj.core.money import half_up

BLANK = "-"
FEWEST_PUBLISHED = 10  # valid answers of a whole round
FEWEST_IN_A_CELL = 5
UNANIMITY_HIDDEN_UNDER = 20


class Level(StrEnum):
    """The signs stored in an answer."""

    VERY_SATISFIED = "a"
    SATISFIED = "b"
    BASICALLY_SATISFIED = "c"
    DISSATISFIED = "d"
    DONT_KNOW = "u"


class Points(NamedTuple):
    """What each level is worth in the score."""

    very_satisfied: int = 100
    satisfied: int = 80
    basically_satisfied: int = 60
    dissatisfied: int = 0


class Rate(NamedTuple):
    """A share that never loses its numerator and denominator."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction | None:
        """In percent; None where nobody answered."""
        return Fraction(100 * self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> Decimal | None:
        """One decimal, half up, as published."""
        return one_decimal(self.exact)


class Score(NamedTuple):
    """A mean of points between 0 and 100."""

    points: int
    answers: int

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.points, self.answers) if self.answers else None

    @property
    def mean(self) -> Decimal | None:
        return one_decimal(self.exact)


class Tally(NamedTuple):
    """The answers to one question."""

    very_satisfied: int = 0
    satisfied: int = 0
    basically_satisfied: int = 0
    dissatisfied: int = 0
    dont_know: int = 0
    blank: int = 0

    @classmethod
    def of(cls, signs: Iterable[str]) -> "Tally":
        count = Counter(signs)
        return cls(*(count[sign] for sign in (*Level, BLANK)))

    @property
    def levels(self) -> tuple[int, ...]:
        return self[:4]

    @property
    def n(self) -> int:
        """Answers that judge."""
        return sum(self.levels)

    @property
    def valid(self) -> int:
        return sum(self)

    @property
    def rate(self) -> Rate:
        return Rate(sum(self[:3]), self.n)

    @property
    def strict_rate(self) -> Rate:
        return Rate(sum(self[:2]), self.n)

    @property
    def awareness(self) -> Rate:
        """Who left the question blank did not say whether they knew: they are in neither number."""
        return Rate(self.n, self.n + self.dont_know)

    def score(self, points: Points = Points()) -> Score:
        return Score(sum(worth * count for worth, count in zip(points, self.levels, strict=True)), self.n)

    def three_rates(self) -> tuple[Rate, Rate, Rate]:
        """满意, 基本满意, 不满意: the three that add up to the whole."""
        return (
            self.strict_rate,
            Rate(self.basically_satisfied, self.n),
            Rate(self.dissatisfied, self.n),
        )


class Majority(StrEnum):
    """The verdict of a vote in which silence counts as not satisfied."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"


def majority(tally: Tally, members: int) -> Majority:
    """满意 when at least half of all members say so; with 基本满意 together at least half: 基本满意."""
    if 2 * sum(tally[:2]) >= members:
        return Majority.SATISFIED
    return Majority.BASICALLY if 2 * sum(tally[:3]) >= members else Majority.DISSATISFIED


class Turnout(NamedTuple):
    """How many could answer, were given something to answer with, and did."""

    eligible: int
    issued: int
    returned: int
    invalid: int

    @property
    def valid(self) -> int:
        return self.returned - self.invalid

    @property
    def effective_return(self) -> Rate:
        return Rate(self.valid, self.issued)

    @property
    def participation(self) -> Rate:
        return Rate(self.valid, self.eligible)


def one_decimal(value: Fraction | None) -> Decimal | None:
    """Half up, without passing through a binary fraction."""
    return None if value is None else half_up(Decimal(value.numerator) / value.denominator)


def composite(scores: Mapping[str, Score], weights: Mapping[str, int] | None = None) -> Fraction | None:
    """The weighted mean of the scores of single aspects; aspects nobody judged drop out."""
    judged = {key: score.exact for key, score in scores.items() if score.exact is not None}
    weight = {key: (weights or {}).get(key, 1) for key in judged}
    whole = sum(weight.values())
    return sum(weight[key] * judged[key] for key in judged) / whole if whole else None


# ---- what may be shown ----


def is_publishable(valid: int) -> bool:
    """Under ten answers a village can guess whose they are."""
    return valid >= FEWEST_PUBLISHED


def is_representative(valid: int, households: int, *, fewest: int = 20, percent: int = 10) -> bool:
    """Otherwise the result is 样本不足，仅供参考 and is not ranked."""
    return valid >= fewest and 100 * valid >= percent * households


def shown(rate: Rate) -> str:
    """The rate of a small group in words that do not give a unanimous one away."""
    if rate.whole and rate.whole < UNANIMITY_HIDDEN_UNDER and rate.part in (0, rate.whole):
        return "≥ 95%" if rate.part else "≤ 5%"
    return "—" if rate.percent is None else f"{rate.percent}%"


def merge_small_groups(
    groups: Mapping[str, Sequence[int]], rest: str, fewest: int = FEWEST_IN_A_CELL
) -> dict[str, tuple[int, ...]]:
    """Groups of fewer than `fewest` people become one, called `rest`.

    When they are still too few together, the next larger group joins them: otherwise the whole
    minus the groups shown would give them away.
    """
    answered = {name: tuple(row) for name, row in groups.items() if any(row)}
    by_size = sorted(answered.items(), key=lambda group: sum(group[1]))
    small, large = [], dict(by_size)
    people = 0
    for name, counts in by_size:
        if sum(counts) >= fewest and (not small or people >= fewest):
            break
        small.append(large.pop(name))
        people += sum(counts)
    merged = {name: counts for name, counts in answered.items() if name in large}
    if small and people >= fewest:
        merged[rest] = tuple(map(sum, zip(*small, strict=True)))
    return merged


def merge_small_cells(
    rows: Mapping[str, Sequence[int]], fewest: int = FEWEST_IN_A_CELL
) -> list[tuple[range, dict[str, int]]]:
    """Neighbouring columns of a cross-table put together until no cell is under `fewest`.

    All rows are cut at the same places; cut differently, one row could be worked out from the others and
    the totals. Each item names the columns it covers; an empty list means nothing can be shown.
    """
    width = max(map(len, rows.values()), default=0)
    cuts, start = [], 0
    for end in range(1, width + 1):
        if all(sum(row[start:end]) >= fewest for row in rows.values()):
            cuts.append(range(start, end))
            start = end
    if start < width and cuts:
        cuts[-1] = range(cuts[-1].start, width)
    return [(cut, {name: sum(row[cut.start : cut.stop]) for name, row in rows.items()}) for cut in cuts]
