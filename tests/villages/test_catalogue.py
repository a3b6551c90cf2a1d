"""What every local rule says about itself, and what values it takes."""

import re

import pytest

from govproj.decisions.states import Matter, MeetingKind, Step
from govproj.engagement.states import Theme
from govproj.projects.archive import ENTRIES
from govproj.projects.models import Kind as ProjectKind
from govproj.selections.states import AgeBand
from govproj.villages import rules
from govproj.villages.catalogue import RULES, SUBJECTS
from govproj.villages.catalogue.kinds import Kind, Order, Rule, amount_words, inferred

EVERY = [rules.rule_of(key) for key in rules.DEFAULTS]


NOTICE = (
    "村党组织会议 0 天，村两委会议 0 天，党员大会 0 天，村民会议 10 天，"
    "村民代表会议 3 天，集体经济组织成员大会 10 天"
)
CONSULT = {"initiation": 7, "collective_asset": 15, "lead": 7, "other": 7}


def a_tier(below_fen, method="direct", bidders=1) -> dict:
    return {"below_fen": below_fen, "method": method, "bidders": bidders}


def of_each(function):
    return pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.key)(function)


def test_every_rule_has_its_words():
    """A bare key works at once; here it waits for its line in govproj/villages/catalogue/."""
    bare = {key: value for key, value in rules.PLAIN.items() if key not in RULES}
    assert not bare, f"give these a Rule(key, default, kind, label, help) in villages/catalogue: {bare}"
    assert not rules.PLAIN.keys() & RULES.keys(), "these stand in PLAIN and in the catalogue: leave one"


@of_each
def test_the_default_is_a_value_it_takes_and_can_be_read_out(rule):
    assert rule.problem(rule.default) is None
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
        ("decision.consult_days", {**CONSULT, "lead": 3}, True),
        (
            "decision.consult_days",
            {**CONSULT, "collective_asset": 14},
            False,
        ),  # the province asks for fifteen
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
        ("decision.quorum", {"villager_reps": {"people": {"more_than": [1, 2]}}}, False),
        ("tender.tiers", [a_tier(None)], True),
        ("tender.tiers", [a_tier(500), a_tier(600), a_tier(None)], True),
        ("tender.tiers", [], False),
        ("tender.tiers", [a_tier(None)] * 9, False),
        ("tender.tiers", [a_tier(100)], False),  # the last has no limit
        ("tender.tiers", [a_tier(None), a_tier(None)], False),
        ("tender.tiers", [a_tier(None, method="lottery")], False),
        ("tender.tiers", [a_tier(None, bidders=0)], False),
        ("tender.tiers", [a_tier(None, bidders=None)], False),
        ("tender.tiers", [a_tier(500), a_tier(500), a_tier(None)], False),
        ("tender.tiers", [{"below_fen": None, "days": 3}], False),
        ("settlement.review_days", [{"below_fen": None, "days": 60}], True),
        ("settlement.review_days", [a_tier(None)], False),
        ("payment.over_progress", "refuse", True),
        ("payment.over_progress", "shout", False),
        ("payment.over_progress", None, False),
        ("payment.signing_order", ["town", "secretary"], True),
        ("payment.signing_order", ["town", "town"], False),
        ("payment.signing_order", ["villager"], False),
        ("payment.signing_order", [], False),
        ("objects.stages", ["签约", "拆除"], True),
        ("objects.stages", ["签约"], False),
        ("objects.stages", ["签约", "签约"], False),
        ("objects.stages", ["签约", "长" * 21], False),
        ("objects.stages", "签约、拆除", False),
        ("activity.kinds", {"joint": ["义诊"], "education": ["党课"], "supervision": ["巡查"]}, True),
        ("activity.kinds", {"joint": ["义诊"], "education": ["义诊"], "supervision": ["巡查"]}, False),
        ("activity.kinds", {"joint": ["义诊"], "education": [], "supervision": ["巡查"]}, False),
        ("activity.kinds", {"joint": ["义诊"]}, False),
        ("decision.steps", {"construction": ["proposal", "vote"], "governance": ["proposal"]}, True),
        ("decision.steps", {"construction": ["lottery"], "governance": ["proposal"]}, False),
        ("decision.steps", {"construction": ["proposal"]}, False),
        ("declaration.due_day", {"month": 2, "day": 28}, True),
        ("declaration.due_day", {"month": 2, "day": 29}, False),  # not every year has one
        ("declaration.due_day", {"month": 13, "day": 1}, False),
        ("declaration.due_day", {"month": None, "day": 1}, False),
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
        ("change.town_approval_fen", "5 万元"),
        ("payment.over_progress", "只提醒"),
        ("payment.signing_order", "村委会主任 → 村监会 → 镇三资代理中心 → 村党组织书记"),
        (
            "settlement.review_days",
            "500 万元以下 20 天；2000 万元以下 30 天；5000 万元以下 45 天；再往上 60 天",
        ),
        (
            "tender.tiers",
            "1 万元以下：村两委研究直接发包（至少 1 家）；5 万元以下：三家询价（至少 3 家）；"
            "20 万元以下：村级公开比选（至少 3 家）；400 万元以下：乡级平台公开招标（至少 3 家）；"
            "再往上：依法招标（至少 3 家）",
        ),
        ("objects.stages", "复评、签约、腾空、拆除、清理平整"),
        ("archive.governance", "提议和初步方案、民主决策会议记录和签到、立项批复、完工报告、验收会议记录"),
        ("declaration.due_day", "每年 3 月 31 日"),
        ("decision.notice_days", NOTICE),
    ],
)
def test_how_values_are_read_out(key, words):
    assert rules.rule_of(key).words(rules.DEFAULTS[key]) == words


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("decision.quorum", "村民会议 到会的人超过二分之一，或者到会的户至少三分之二；"),
        ("decision.majority", "村民代表会议 到会的超过二分之一同意；"),
        ("decision.majority", "集体经济组织成员大会 全体应到的至少三分之二同意"),
        ("decision.steps", "治理：村党组织提议、村两委商议、党员大会审议"),
        ("activity.kinds", "廉政教育：廉政党课、警示教育、案例通报；"),
    ],
)
def test_long_ones_are_read_out_part_by_part(key, part):
    assert part in rules.rule_of(key).words(rules.DEFAULTS[key])


@pytest.mark.parametrize(
    ("key", "labelled"),
    [
        ("decision.consult_days", Matter),
        ("decision.notice_days", MeetingKind),
        ("decision.quorum", MeetingKind),
        ("decision.majority", MeetingKind),
        ("decision.steps", ProjectKind),
        ("lead.age_scores", AgeBand),
        ("activity.kinds", Theme),
        ("archive.construction", ENTRIES),
    ],
)
def test_the_parts_are_called_what_the_feature_that_reads_them_calls_them(key, labelled):
    called = labelled if isinstance(labelled, dict) else {one.value: one.label for one in labelled}
    assert {code: str(label) for code, label in rules.rule_of(key).parts.items()} == {
        code: str(label) for code, label in called.items()
    }


def test_the_steps_are_those_of_a_decision():
    steps = {step.value: str(step.label) for step in Step}
    assert {code: str(label) for code, label in rules.rule_of("decision.steps").options.items()} == steps


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
