"""What the village finds weak, and what follows from it."""

from govproj.evaluations.satisfaction import Tally
from govproj.evaluations.weak_links import Thresholds, Trigger, Why, triggers, weak_aspects, weak_themes
from tests.evaluations.rounds import R1, R2, R3, R4


def found(*args):
    return {link.aspect: set(link.reasons) for link in weak_aspects(*args)}


def test_a_well_liked_project_has_no_weak_links():
    for liked in (R1, R2):
        assert weak_aspects(liked) == []
        assert triggers(liked) == []


def test_the_farm_road_is_slow_opaque_and_its_money_unclear():
    assert found(R3) == {
        "schedule": {Why.LOW_RATE, Why.LOW_SCORE, Why.AMONG_LOWEST},
        "openness": {Why.LOW_RATE, Why.LOW_SCORE, Why.AMONG_LOWEST},
        "integrity": {Why.LOW_RATE},
    }
    assert triggers(R3) == [Trigger.RECHECK_DISCLOSURE]


def test_the_creek_is_dusty_and_must_be_put_right():
    assert found(R4) == {
        "safety": {Why.LOW_RATE, Why.LOW_SCORE, Why.AMONG_LOWEST},
        "openness": {Why.LOW_RATE, Why.AMONG_LOWEST, Why.LOW_SCORE},
        "schedule": {Why.LOW_RATE, Why.LOW_SCORE},
    }
    assert triggers(R4) == [Trigger.RECTIFY, Trigger.RECHECK_DISCLOSURE]


def test_the_lowest_comes_first():
    assert [link.aspect for link in weak_aspects(R4)] == ["safety", "openness", "schedule"]


def with_rate(percent):
    """All satisfied are very satisfied, so that the score stays out of the way."""
    return Tally(percent, 0, 0, 100 - percent)


def test_eighty_percent_is_not_under_eighty():
    others = {"openness": with_rate(70), "quality": with_rate(75)}
    assert "safety" not in found({**others, "safety": with_rate(80)})
    assert found({**others, "safety": with_rate(79)})["safety"] == {Why.LOW_RATE}


def test_what_counts_is_the_exact_rate_not_the_rounded_one():
    almost = Tally(7996, 0, 0, 2004)
    assert str(almost.rate.percent) == "80.0"
    assert Why.LOW_RATE in found({"safety": almost})["safety"]


def test_falling_by_five_points_is_weak_however_high_it_still_is():
    assert found({"safety": with_rate(94)}, {"safety": with_rate(99)}) == {"safety": {Why.FELL}}
    assert found({"safety": with_rate(95)}, {"safety": with_rate(99)}) == {}


def test_the_two_lowest_are_weak_under_ninety_and_ties_all_are():
    now = {
        "openness": with_rate(88),
        "quality": with_rate(89),
        "safety": with_rate(89),
        "schedule": with_rate(91),
    }
    assert set(found(now)) == {"openness", "quality", "safety"}


def test_many_lukewarm_answers_make_a_low_score():
    assert found({"safety": Tally(0, 0, 95, 5)}) == {"safety": {Why.LOW_SCORE}}


def test_an_aspect_nobody_judged_is_not_weak():
    assert weak_aspects({"safety": Tally(dont_know=40)}) == []


def test_the_limits_may_be_set():
    strict = Thresholds(rate=99, lowest_under=99)
    assert found(R1, None, strict) == {
        aspect: {Why.LOW_RATE, Why.AMONG_LOWEST} if aspect in {"openness", "safety"} else {Why.LOW_RATE}
        for aspect in R1
        if aspect != "overall"
    }


def test_themes_named_three_times_or_by_a_tenth_are_weak():
    mentions = {"schedule": 5, "quality": 3, "safety": 2, "money": 0}
    assert [link.aspect for link in weak_themes(mentions, valid=100)] == ["schedule", "quality"]
    assert [link.aspect for link in weak_themes(mentions, valid=20)] == ["schedule", "quality", "safety"]


def test_under_sixty_percent_the_town_is_told():
    assert triggers({"overall": with_rate(59)}) == [Trigger.RECTIFY, Trigger.ALARM]
    assert triggers({"overall": with_rate(60)}) == [Trigger.RECTIFY]


def test_a_lead_found_wanting_twice_running_is_replaced():
    bad, good = {"lead_performance": with_rate(59)}, {"lead_performance": with_rate(60)}
    assert triggers(bad, bad) == [Trigger.REPLACE_LEAD]
    assert triggers(bad, good) == triggers(good, bad) == triggers(bad) == []
