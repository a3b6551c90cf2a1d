"""综合研判: what marks come to. Each assessor marks alone; shown are the mean and how far they lie apart.

    total = Σ weight × score ÷ 5        score of the load = 5 − 2 × led projects, never under 0

The weights are a local rule. The age band is context: its weight is 0 unless a place sets another, and then
its score is the local rule lead.age_scores. The school leaving level scores 1 to 5.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from govproj.core.i18n import _l
from govproj.core.money import half_up
from govproj.selections.states import Education

BEST = 5
MARKED = ("project_nature_fit", "progress_demand_fit", "willingness", "communication")
COUNTED = (*MARKED, "education_level", "current_load", "age_band")
LABELS = (
    ("project_nature_fit", _l("项目性质匹配")),
    ("progress_demand_fit", _l("推进要求匹配")),
    ("willingness", _l("个人意愿")),
    ("communication", _l("沟通能力")),
    ("education_level", _l("学历水平")),
    ("current_load", _l("同时领办数")),
    ("age_band", _l("年龄层次")),
)


def education_score(education: Education) -> int:
    return list(Education).index(education) + 1


def load_score(led_projects: int) -> int:
    """Who already leads two projects has little time for a third."""
    return max(0, BEST - 2 * led_projects)


def total(scores: Mapping[str, int], weights: Mapping[str, int]) -> Decimal:
    """Of one assessor: `scores` 0 to 5 for each of COUNTED; one decimal, half up."""
    if set(scores) != set(COUNTED) or not all(0 <= score <= BEST for score in scores.values()):
        raise ValueError(f"a mark from 0 to {BEST} for each of {', '.join(COUNTED)}")
    return _one_decimal(
        sum(Fraction(str(weights.get(key, 0))) * score / BEST for key, score in scores.items())
    )


def mean(totals: Iterable[Decimal]) -> Decimal | None:
    """One decimal, half up; None where nobody has marked."""
    totals = [Fraction(value) for value in totals]
    return _one_decimal(sum(totals) / len(totals)) if totals else None


def spread(totals: Iterable[Decimal]) -> Decimal:
    """From the lowest to the highest total, in points."""
    totals = list(totals)
    return max(totals) - min(totals) if totals else Decimal(0)


def _one_decimal(value: Fraction | int) -> Decimal:
    value = Fraction(value)
    return half_up(Decimal(value.numerator) / Decimal(value.denominator))
