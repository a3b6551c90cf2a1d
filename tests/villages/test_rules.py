"""Local rules: who lays them down, from when they hold, where a value comes from, and that the past stays."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core import dates, ticks
from govproj.core.db import db
from govproj.villages import rules
from govproj.villages.models import LocalRule, Standing
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    a_villager,
    an_admin,
    last_audit_entry,
    saved,
)

KEY = "weekly_check.min_photos"
TODAY = "2022-06-20"


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def today(app, on_day):
    with on_day(TODAY):
        yield date.fromisoformat(TODAY)


def a_rule(place, value, effective_from="2022-01-01", key=KEY, **kw) -> LocalRule:
    level = {"County": "county_id", "Town": "town_id", "Village": "village_id"}[type(place).__name__]
    day = date.fromisoformat(effective_from)
    facts = {"key": key, "value": {"value": value}, "effective_from": day, "reason": "样板文件"}
    return saved(LocalRule(**{level: place.id}, **facts, **kw))


def address(place, key=KEY) -> str:
    plural = {"County": "counties", "Town": "towns", "Village": "villages"}[type(place).__name__]
    return f"/{plural}/{place.id}/rules/{key}"


# ---- what holds ----


def test_the_nearest_and_newest_word_holds(village):
    town = village.town
    assert rules.value(KEY, village, date(2022, 6, 1)) == 2
    a_rule(town.county, 3)
    assert rules.value(KEY, village, date(2022, 6, 1)) == 3
    a_rule(town, 4, "2022-03-01")
    a_rule(town, 5, "2022-05-01")
    a_rule(village, 6, "2022-07-01")
    days = ["2021-12-31", "2022-01-01", "2022-03-01", "2022-04-30", "2022-05-01", "2022-06-30", "2022-07-01"]
    got = [rules.value(KEY, village, date.fromisoformat(day)) for day in days]
    assert got == [2, 3, 4, 4, 5, 5, 6]
    assert rules.value(KEY, a_village(town=town), date(2022, 7, 1)) == 5
    assert rules.value(KEY, a_village(), date(2022, 7, 1)) == 2


def test_a_place_gives_the_word_back(village):
    a_rule(village.town, 4)
    a_rule(village, 6, "2022-02-01")
    a_rule(village, None, "2022-03-01")
    assert [rules.value(KEY, village, date(2022, m, 15)) for m in (1, 2, 3)] == [4, 6, 4]


@pytest.mark.parametrize("state", [Standing.PROPOSED, Standing.DECLINED, Standing.WITHDRAWN])
def test_only_what_was_laid_down_holds(village, state):
    a_rule(village, 9, state=state)
    assert rules.value(KEY, village, date(2022, 6, 1)) == 2


def test_many_rules_cost_one_question(village, statements):
    a_rule(village, 3)
    number = village.id
    statements.clear()
    rules.values(list(rules.DEFAULTS), number)
    assert statements == ["SELECT"]


# ---- laying down ----


def test_the_town_lays_down_a_value_from_a_day_on(as_, village, today):
    clerk = a_town_admin(village.town)
    page = as_(clerk).open(address(village.town))
    form = {"typed": "３", "effective_from": "2022-07-01", "reason": "样板镇〔2022〕4号"}
    answer = page.press("定下来", form).follow()

    assert "3 张" in answer.main
    assert rules.value(KEY, village, date(2022, 6, 30)) == 2
    assert rules.value(KEY, village, date(2022, 7, 1)) == 3
    assert last_audit_entry() == ("rules.set", clerk.id)
    listed = as_(a_secretary(village)).open(f"/villages/{village.id}/rules").main
    assert "2022年7月1日 起：3 张" in listed


def test_a_village_of_its_own(as_, village, today):
    neighbour = a_village(town=village.town)
    clerk = as_(a_town_admin(village.town))
    clerk.open(address(village)).press(
        "定下来", {"typed": "4", "effective_from": TODAY, "reason": "村民代表会议"}
    )
    assert (rules.value(KEY, village), rules.value(KEY, neighbour)) == (4, 2)

    form = {"inherit": "y", "effective_from": "2022-06-21", "reason": "跟全镇一样"}
    clerk.open(address(village)).press("定下来", form)
    assert rules.value(KEY, village, date(2022, 6, 21)) == 2


def test_whoever_runs_the_site_enters_the_countys_paper(as_, village, today):
    county, admin = village.town.county, an_admin()
    page = as_(admin).open(address(county))
    page.press("定下来", {"typed": "5", "effective_from": "2022-07-01", "reason": "县里文件"})
    assert rules.value(KEY, village, date(2022, 7, 1)) == 5
    assert f"{county.name}的规矩" in as_(admin).open("/divisions").links


def test_the_chain_shows_where_a_value_comes_from(as_, village, today):
    a_rule(village.town.county, 3)
    a_rule(village.town, 4, "2022-03-01", by_name="示例勤")
    page = as_(a_supervisor(village)).open(address(village))
    rows = page.rows()
    assert rows[0] == "通常做法 2 张照片 —"
    assert rows[1].startswith(village.town.county.name)
    assert "在用" in rows[2]
    assert "没有另定" in rows[3]
    assert f"{village.town.name}定的" in page.main
    assert "样板文件" in page.main
    assert "定下来" not in page.buttons


def test_a_day_of_the_past_is_looked_up(as_, village, today):
    a_rule(village.town, 4, "2022-03-01")
    url = f"/villages/{village.id}/rules"
    browser = as_(a_cadre(village))
    assert "周查照片 4 张" in browser.open(url).main
    old = browser.open(f"{url}?on=2022-02-28")
    assert "2022年2月28日 这一天" in old.main
    assert "周查照片 2 张" in old.main
    browser.open(f"{url}?on=昨天", expect=422)


# ---- the past stays ----


def test_nothing_is_changed_for_days_already_settled(as_, village, today):
    ticks.run(today)
    db.session.commit()
    page = as_(a_town_admin(village.town)).open(address(village.town))
    form = {"typed": "3", "effective_from": "2022-06-19", "reason": "想倒填"}
    refused = page.press("定下来", form, expect=422)

    assert "最早从 2022年6月20日 起用" in refused.main
    assert "想倒填" in refused.main
    assert db.session.scalars(select(LocalRule)).all() == []


def test_days_the_chores_have_missed_are_still_open(as_, village, today):
    ticks.run(date(2022, 6, 15))
    db.session.commit()
    browser = as_(a_town_admin(village.town))
    form = {"typed": "3", "reason": "样板"}
    browser.open(address(village.town)).press("定下来", {**form, "effective_from": "2022-06-15"}, expect=422)
    browser.open(address(village.town)).press("定下来", {**form, "effective_from": "2022-06-16"})


def test_on_a_new_site_the_rules_of_last_year_are_entered(as_, village, today):
    page = as_(a_town_admin(village.town)).open(address(village.town))
    page.press("定下来", {"typed": "3", "effective_from": "2021-01-01", "reason": "老文件"})
    assert rules.value(KEY, village, date(2021, 5, 1)) == 3


def test_a_day_has_one_word(as_, village, today):
    clerk = as_(a_town_admin(village.town))
    form = {"typed": "3", "effective_from": "2022-07-01", "reason": "样板"}
    page = clerk.open(address(village.town))
    page.press("定下来", form)
    refused = page.press("定下来", {**form, "typed": "4"}, expect=422)
    assert "已经定过了" in refused.main
    assert rules.value(KEY, village, date(2022, 7, 1)) == 3


def test_the_schema_knows_it_too(village):
    from sqlalchemy.exc import IntegrityError

    a_rule(village, 3)
    with pytest.raises(IntegrityError):
        a_rule(village, 4)
    db.session.rollback()


def test_what_has_not_begun_is_withdrawn(as_, village, today):
    clerk = a_town_admin(village.town)
    coming, holding = a_rule(village.town, 3, "2022-07-01"), a_rule(village.town, 4, "2022-05-01")
    page = as_(clerk).open(address(village.town))
    page.press("撤回", {"note": "先不改"})
    assert coming.state is Standing.WITHDRAWN
    assert last_audit_entry() == ("rules.withdraw", clerk.id)
    assert "撤回" not in as_(clerk).open(address(village.town)).buttons
    as_(clerk).send(f"/local-rules/{holding.id}/withdraw", {"note": "不要了"}, expect=409)
    assert rules.value(KEY, village, today) == 4


# ---- inspectors propose, the administration decides ----


def a_proposal(as_, village, who=None):
    who = who or a_town_inspector(village.town)
    page = as_(who).open(address(village))
    page.press("交建议", {"typed": "5", "effective_from": "2022-07-01", "reason": "照片太少"})
    return db.session.scalars(select(LocalRule)).one()


def test_an_inspector_proposes_and_the_administration_accepts(as_, village, today):
    row = a_proposal(as_, village)
    assert rules.value(KEY, village, date(2022, 7, 1)) == 2
    clerk = a_town_admin(village.town)
    assert "镇纪委建议改“周查照片”，请决定" in as_(clerk).open("/workbench").main

    as_(clerk).open(address(village)).press("采纳")
    assert row.state is Standing.SET
    assert (row.decided_by_name, rules.value(KEY, village, date(2022, 7, 1))) == (clerk.name, 5)
    assert "请决定" not in as_(clerk).open("/workbench").main


def test_a_proposal_is_declined_with_a_reason(as_, village, today):
    row = a_proposal(as_, village)
    clerk = as_(a_town_admin(village.town))
    clerk.send(f"/local-rules/{row.id}/decline", {"note": " "}, expect=409)
    clerk.open(address(village)).press("不采纳", {"note": "三张够了"})
    assert row.state is Standing.DECLINED
    page = as_(a_town_inspector(village.town)).open(address(village))
    assert "三张够了" in page.main
    assert "没有采纳" in page.main


def test_a_proposal_accepted_late_holds_from_then_on(as_, village, today, on_day):
    row = a_proposal(as_, village)
    with on_day("2022-07-05"):
        ticks.run(dates.today())
        db.session.commit()
        as_(a_town_admin(village.town)).open(address(village)).press("采纳")
        assert row.effective_from == date(2022, 7, 5)


def test_a_proposal_is_decided_once(as_, village, today):
    row = a_proposal(as_, village)
    clerk = as_(a_town_admin(village.town))
    page = clerk.open(address(village))
    page.press("采纳")
    page.press("采纳", expect=409)
    assert row.state is Standing.SET


def test_the_inspector_does_not_decide(as_, village, today):
    inspector = a_town_inspector(village.town)
    row = a_proposal(as_, village, inspector)
    as_(inspector).send(f"/local-rules/{row.id}/accept", expect=403)
    assert row.state is Standing.PROPOSED


# ---- bad input ----


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        (KEY, {"typed": ""}, "请填写"),
        (KEY, {"typed": "很多"}, "数字"),
        (KEY, {"typed": "2.5"}, "整数"),
        (KEY, {"typed": "21"}, "应在 0 到 20 之间"),
        (KEY, {"typed": "9" * 40}, "数字"),
        (KEY, {"typed": "3", "reason": "  "}, "理由"),
        (KEY, {"typed": "3", "effective_from": ""}, "从哪天起"),
        (KEY, {"typed": "3", "reason": "长" * 501}, "500"),
        ("quarter.weights", {"part_0": "31"}, "加起来要是 100，现在是 101"),
        ("rectification.days", {"part_0": "2"}, "越来越小"),
        ("decision.major_amount", {"typed": "很多钱"}, "数字"),
        ("decision.major_amount", {"typed": "0.0000001"}, "最小到分"),
        ("safety.rate_by_type", {"part_0": "2.55"}, "一位小数"),
        ("conflict.kinship_scope", {"typed": []}, "至少选一项"),
        ("conflict.kinship_scope", {"typed": ["cousins"]}, ""),
        ("tender.by_fund", {"typed": "maybe"}, ""),
        ("tender.tiers", {"tiers-0-below_fen": "6"}, "一级比一级高"),
        ("tender.tiers", {"tiers-1-method": "lottery"}, "每一级都要填"),
        ("tender.tiers", {"tiers-1-bidders": ""}, "每一级都要填"),
        ("tender.tiers", {"tiers-1-bidders": "0"}, "应在 1 到 20 之间"),
        ("tender.tiers", {"tiers-6-below_fen": "900"}, "只有最后一级不封顶"),
        ("settlement.review_days", {"tiers-0-days": "很多"}, "数字"),
        ("payment.over_progress", {"typed": "shout"}, ""),
        ("payment.signing_order", {"typed_1": "director"}, "只能排一次"),
        ("objects.stages", {"typed": "签约"}, "要有 2 到 20 行"),
        ("objects.stages", {"typed": "签约\n签约"}, "写了两次"),
        ("activity.kinds", {"part_0": "廉政党课"}, "写在了两类里"),
        ("activity.kinds", {"part_0": ""}, "要有 1 到 20 行"),
        ("decision.steps", {"part_1": []}, "至少选一项"),
        ("decision.consult_days", {"part_1": "14"}, "应在 15 到 60 之间"),
        ("declaration.due_day", {"part_0": "2", "part_1": "30"}, "没有这一天"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(as_, village, today, key, typed, says):
    page = as_(a_town_admin(village.town)).open(address(village.town, key))
    form = {"effective_from": "2022-07-01", "reason": "样板文件第九号", **typed}
    refused = page.press("定下来", form, expect=422)
    assert says in refused.main
    if "reason" not in typed:
        assert "样板文件第九号" in refused.main
    assert db.session.scalars(select(LocalRule)).all() == []


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("decision.major_amount", {"typed": "１２．５万元"}, 12_5000_00),
        (
            "safety.rate_by_type",
            {"part_1": "2.4%"},
            {"building": 30, "water": 24, "electric": 20, "municipal": 15},
        ),
        ("tender.by_fund", {"typed": "no"}, False),
        ("conflict.kinship_scope", {"typed": ["spouse", "siblings"]}, ["spouse", "siblings"]),
        ("lead.weights", {"part_0": "20", "part_1": "30"}, None),
        ("tender.tiers", {"tiers-1-below_fen": "2", "tiers-2-below_fen": "", "tiers-2-bidders": ""}, None),
        ("settlement.review_days", {"tiers-0-days": "15"}, None),
        ("settlement.review_days", {"tiers-3-below_fen": "8000", "tiers-3-days": "50"}, None),
        ("payment.over_progress", {"typed": "refuse"}, "refuse"),
        ("payment.signing_order", {"typed_0": ""}, ["supervision", "town", "secretary"]),
        ("objects.stages", {"typed": " 签约 \n\n拆除\r\n"}, ["签约", "拆除"]),
        ("archive.governance", {"typed": "立项批复\n群众签名册"}, ["approval", "群众签名册"]),
        (
            "activity.kinds",
            {"part_0": "义诊", "part_1": "党课", "part_2": "巡查"},
            {"joint": ["义诊"], "education": ["党课"], "supervision": ["巡查"]},
        ),
        ("decision.steps", {"part_1": ["proposal", "vote"]}, None),
        ("declaration.due_day", {"part_0": "4", "part_1": "15"}, {"month": 4, "day": 15}),
    ],
)
def test_every_kind_of_value_is_typed_in_its_own_way(as_, village, today, key, typed, kept):
    page = as_(a_town_admin(village.town)).open(address(village.town, key))
    page.press("定下来", {"effective_from": "2022-07-01", "reason": "样板", **typed})
    value = rules.value(key, village, date(2022, 7, 1))
    assert value == kept if kept is not None else value != rules.DEFAULTS[key]
    assert rules.rule_of(key).problem(value) is None


def test_what_the_law_fixes_nobody_sets(as_, village, today):
    clerk = as_(a_town_admin(village.town))
    page = clerk.open(address(village.town, "decision.quorum"))
    assert "定下来" not in page.buttons
    assert "法律规定" in page.main
    form = {"typed": "1", "effective_from": "2022-07-01", "reason": "x"}
    clerk.send(address(village.town, "decision.quorum"), form, expect=409)
    clerk.open(address(village.town, "no.such"), expect=404)


@pytest.mark.parametrize("who", [a_secretary, a_supervisor, a_cadre])
def test_the_village_reads_and_does_not_set(as_, village, today, who):
    browser = as_(who(village))
    form = {"typed": "3", "effective_from": "2022-07-01", "reason": "x"}
    browser.send(address(village), form, expect=409)
    assert db.session.scalars(select(LocalRule)).all() == []


def test_a_county_inspector_reads_all_levels(as_, village):
    browser = as_(a_county_inspector(village.town.county))
    for place in (village, village.town, village.town.county):
        browser.open(address(place))


# ---- for everybody ----


def test_villagers_read_the_rules_that_concern_them(as_, village, today):
    a_rule(village, 180_00, key="labour.day_rate", effective_from="2022-01-10")
    a_rule(village.town, 5, "2022-07-01", key="disclosure.publicity_days")
    for reader in (None, a_villager(village)):
        page = as_(reader).open(f"/villages/{village.id}/our-rules")
        assert "180 元" in page.main
        assert "从 2022年7月1日 起改为 5 天" in page.main
        assert "镇级会审时限" not in page.main
    assert "本村规矩" in as_().open(f"/villages/{village.id}").links


def test_english_too(as_, village):
    page = as_(None, lang="en").open(f"/villages/{village.id}/our-rules")
    assert page.heading == "Our rules"
    assert "7 days" in page.main
