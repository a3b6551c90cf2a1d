"""What every local rule says about itself, and what values it takes."""

import re

import pytest

from govproj.villages import rules
from govproj.villages.catalogue import RULES, SUBJECTS
from govproj.villages.catalogue.kinds import Kind, Order, Rule, amount_words, inferred

EVERY = [rules.rule_of(key) for key in rules.DEFAULTS]


def of_each(function):
    return pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.key)(function)


def test_every_rule_has_its_words():
    """A bare key works at once; here it waits for its line in govproj/villages/catalogue/."""
    bare = {key: value for key, value in rules.PLAIN.items() if key not in RULES}
    assert not bare, f"give these a Rule(key, default, kind, label, help) in villages/catalogue: {bare}"
    assert not rules.PLAIN.keys() & RULES.keys(), "these stand in PLAIN and in the catalogue: leave one"


@of_each
def test_the_default_is_a_value_it_takes_and_can_be_read_out(rule):
    assert rule.kind is Kind.FIXED or rule.problem(rule.default) is None
    assert rule.words(rule.default)
    assert str(rule.label)
    assert str(rule.help).endswith("。")
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", rule.key)


def test_no_key_stands_twice():
    keys = [rule.key for subject in SUBJECTS for rule in subject.RULES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("key", "value", "fine"),
    [
        ("lead.call_days", 7, True),
        ("lead.call_days", 2, False),
        ("lead.call_days", 61, False),
        ("lead.call_days", "7", False),
        ("lead.call_days", True, False),
        ("lead.call_days", None, False),
        ("evaluation.min_valid", 9, False),  # nothing is published under ten answers
        ("decision.consult_days_assets", 14, False),  # the province asks for fifteen
        (
            "quarter.weights",
            dict.fromkeys(["progress", "disclosure", "checks", "rectification", "evaluation"], 20),
            True,
        ),
        ("quarter.weights", {"progress": 100}, False),
        (
            "quarter.weights",
            {"progress": 90, "disclosure": 5, "checks": 5, "rectification": 5, "evaluation": 5},
            False,
        ),
        ("rectification.urging_days", {"urge": 1, "supervise": 7, "investigate": 15}, True),
        ("rectification.urging_days", {"urge": 7, "supervise": 1, "investigate": 15}, False),
        ("rectification.days", {"minor": 3, "major": 15, "severe": 30}, False),
        ("conflict.kinship_scope", ["spouse", "siblings"], True),
        ("conflict.kinship_scope", [], False),
        ("conflict.kinship_scope", ["cousins"], False),
        ("tender.by_fund", False, True),
        ("tender.by_fund", "no", False),
        ("quorum.villager_reps", {"present": [1, 2, False]}, False),
        ("tender.tiers", [{"from_fen": 0, "method": "committees", "min_bidders": 1}], True),
        ("tender.tiers", [], False),
        ("tender.tiers", [{"from_fen": 100, "method": "committees", "min_bidders": 1}], False),
        ("tender.tiers", [{"from_fen": 0, "method": "lottery", "min_bidders": 1}], False),
        ("tender.tiers", [{"from_fen": 0, "method": "committees", "min_bidders": 0}], False),
        (
            "tender.tiers",
            [{"from_fen": n, "method": "committees", "min_bidders": 1} for n in (0, 500, 500)],
            False,
        ),
    ],
)
def test_which_values_are_taken(key, value, fine):
    assert (rules.rule_of(key).problem(value) is None) is fine


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("lead.call_days", "7 天"),
        ("lead.publicity_workdays", "5 个工作日"),
        ("disclosure.due_day", "每月 10 日"),
        ("start.funds_secured_pct", "70%"),
        ("safety.rate_by_type", "房屋建筑 3%，水利水电 2.5%，机电、通信 2%，市政、公路、港航 1.5%"),
        ("decision.major_amount", "10 万元"),
        ("goods.quote_min", "5000 元"),
        ("labour.day_rate", "还没有定"),
        ("rectification.days", "一般 30 天，较重 15 天，严重 3 天"),
        ("tender.by_fund", "是"),
        ("change.town_approval_amount", "5 万元"),
    ],
)
def test_how_values_are_read_out(key, words):
    assert rules.rule_of(key).words(rules.DEFAULTS[key]) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "0 元"),
        (1, "0.01 元"),
        (999_999, "9999.99 元"),
        (1_000_000, "1 万元"),
        (1_234_567, "1.234567 万元"),
    ],
)
def test_amounts_are_exact(fen, words):
    assert amount_words(fen) == words


@pytest.mark.parametrize(
    ("key", "default", "kind"),
    [
        ("x.days", 3, Kind.COUNT),
        ("x.wait_days", 3, Kind.DAYS),
        ("x.wait_workdays", 3, Kind.WORKDAYS),
        ("x.share_pct", 3, Kind.PERCENT),
        ("x.least_fen", 3, Kind.FEN),
        ("x.on", True, Kind.YES_NO),
        ("x.weights", {"a": 60, "b": 40}, Kind.WEIGHTS),
        ("x.levels", {"a": 1, "b": 2}, Kind.PARTS),
        ("x.names", ["a"], Kind.OTHER),
    ],
)
def test_a_bare_key_works_at_once(key, default, kind):
    rule = inferred(key, default)
    assert rule.kind is kind
    assert rule.problem(default) is None
    assert rule.words(default)


def test_order_is_asked_for_only_where_it_matters():
    parts = {"a": "甲", "b": "乙"}
    rising = Rule("x.y", {"a": 1, "b": 2}, Kind.PARTS, "x", parts=parts, order=Order.RISING)
    free = Rule("x.y", {"a": 1, "b": 2}, Kind.PARTS, "x", parts=parts)
    assert rising.problem({"a": 2, "b": 1})
    assert free.problem({"a": 2, "b": 1}) is None
