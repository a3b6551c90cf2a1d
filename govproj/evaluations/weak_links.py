"""Which aspects of a project villagers find weak, and what a bad result sets off."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from govproj.evaluations.satisfaction import Points, Tally
from govproj.villages import rules

OVERALL = "overall"
OPENNESS = "openness"
LEAD = "lead_performance"


class Thresholds(NamedTuple):
    """In percent and points; each place may set its own."""

    rate: int = 80
    score: int = 60
    fall: int = 5
    lowest: int = 2  # so many of the lowest aspects …
    lowest_under: int = 90  # … are weak when their rate is under this
    mentions: int = 3
    mentioned_by: int = 10  # percent of valid answers
    overall: int = 80  # below it the project must be mended
    alarm: int = 60
    lead_rate: int = 60
    openness: int = 80
    plan_days: int = 15
    points: Points = Points()
    fewest: int = 20  # valid answers for a result that counts …
    fewest_percent: int = 10  # … and percent of the households
    fewest_in_cell: int = 5  # people of a stratum that may be shown


class Why(StrEnum):
    LOW_RATE = "low_rate"
    LOW_SCORE = "low_score"
    FELL = "fell"
    AMONG_LOWEST = "among_lowest"
    MENTIONED = "mentioned"


class Trigger(StrEnum):
    RECTIFY = "rectify"  # a plan within 15 days, and a public statement
    ALARM = "alarm"  # the town is told and calls people in
    REPLACE_LEAD = "replace_lead"
    RECHECK_DISCLOSURE = "recheck_disclosure"


class Weakness(NamedTuple):
    aspect: str
    reasons: tuple[Why, ...]


DEFAULTS = Thresholds()
POINTS = "evaluation.score_weights"
LOCAL = {
    "weak_link.rate": "rate",
    "weak_link.score": "score",
    "weak_link.fall": "fall",
    "weak_link.lowest_two_rate": "lowest_under",
    "weak_link.mentions": "mentions",
    "weak_link.mention_pct": "mentioned_by",
    "evaluation.rate_alert": "overall",
    "evaluation.rate_red": "alarm",
    "evaluation.lead_alert": "lead_rate",
    "evaluation.openness_alert": "openness",
    "evaluation.plan_days": "plan_days",
    "evaluation.min_valid": "fewest",
    "evaluation.min_valid_pct_households": "fewest_percent",
    "privacy.min_cell": "fewest_in_cell",
}


def limits_of(round_) -> Thresholds:
    """As they were in the village on the last day of the round."""
    found = rules.values([*LOCAL, POINTS], round_.village, round_.closes_on)
    return Thresholds(**{name: found[key] for key, name in LOCAL.items()}, points=Points(**found[POINTS]))


def weak_aspects(
    now: Mapping[str, Tally],
    before: Mapping[str, Tally] | None = None,
    limits: Thresholds = DEFAULTS,
) -> list[Weakness]:
    """The weak ones among the aspects asked about, lowest first.

    `overall` is no aspect one could mend: it has triggers of its own. Comparisons use exact fractions;
    only what is shown is rounded.
    """
    rates = _rates(now)
    lowest = sorted(rates.values())[: limits.lowest] if len(rates) > limits.lowest else []
    found = []
    for aspect in sorted(rates, key=rates.get):
        reasons = tuple(_reasons(aspect, now, rates, lowest, _rates(before or {}), limits))
        if reasons:
            found.append(Weakness(aspect, reasons))
    return found


def _rates(tallies: Mapping[str, Tally]) -> dict[str, Fraction]:
    return {aspect: tally.rate.exact for aspect, tally in tallies.items() if tally.n and aspect != OVERALL}


def _reasons(aspect, now, rates, lowest, earlier, limits):
    rate = rates[aspect]
    if rate < limits.rate:
        yield Why.LOW_RATE
    if now[aspect].score(limits.points).exact < limits.score:
        yield Why.LOW_SCORE
    if aspect in earlier and earlier[aspect] - rate >= limits.fall:
        yield Why.FELL
    if rate in lowest and rate < limits.lowest_under:
        yield Why.AMONG_LOWEST


def weak_themes(mentions: Mapping[str, int], valid: int, limits: Thresholds = DEFAULTS) -> list[Weakness]:
    """Themes named often enough in answer to 最需要改进的是什么, most named first."""
    often = [
        theme
        for theme, count in mentions.items()
        if count >= limits.mentions or (count and 100 * count >= limits.mentioned_by * valid)
    ]
    return [Weakness(theme, (Why.MENTIONED,)) for theme in sorted(often, key=mentions.get, reverse=True)]


def triggers(
    now: Mapping[str, Tally],
    before: Mapping[str, Tally] | None = None,
    limits: Thresholds = DEFAULTS,
) -> list[Trigger]:
    """What must follow from the result whatever anybody thinks of it."""

    def under(tallies, question, limit) -> bool:
        tally = (tallies or {}).get(question, Tally())
        return bool(tally.n) and tally.rate.exact < limit

    followed = {
        Trigger.RECTIFY: under(now, OVERALL, limits.overall),
        Trigger.ALARM: under(now, OVERALL, limits.alarm),
        Trigger.REPLACE_LEAD: under(now, LEAD, limits.lead_rate) and under(before, LEAD, limits.lead_rate),
        Trigger.RECHECK_DISCLOSURE: under(now, OPENNESS, limits.openness),
    }
    return [trigger for trigger, follows in followed.items() if follows]
