"""Risks are looked for, rated, given a measure and an owner, carried out, judged by another, and struck off."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.checklists.catalogue import Level
from govproj.core.db import db
from govproj.core.due_changes import changes_of
from govproj.core.workflow import MoveRefused
from govproj.risks import actions
from govproj.risks.models import RiskFinding, RiskPoint
from govproj.risks.queries import register
from govproj.risks.states import Link, State
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_secretary,
    a_supervisor,
    a_town_inspector,
    a_village,
    last_audit_entry,
)
from tests.risks.things import a_point, a_screening

POINT = {
    "unit": "村委会",
    "post": "物资采购",
    "link": "purchase",
    "text": "高价采购",
    "level": "high",
    "measure": "三家询价，月底比价",
    "due_on": "2022-06-30",
}


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def supervisor(village):
    return a_supervisor(village)


@pytest.fixture
def cadre(village):
    return a_cadre(village)


# ---- S11: the point and its measure ----


def test_a_round_finds_a_point_that_is_handed_in_with_its_measure(as_, on_day, village, supervisor, cadre):
    page = as_(supervisor).open(f"/villages/{village.id}/risk-screenings/new")
    page = page.press("登记", {"scope": "村委、项目组", "participants": "村监会全体"}).follow()
    form = page.browser.open(page.links["登记新的风险点"])
    shown = form.press("提交", {**POINT, "owner": cadre.id}).follow()
    assert "1. 高价采购" in shown.main
    assert last_audit_entry()[0] in {"risks.measure_added", "risks.found"}
    with on_day("2022-06-20"):
        register_page = as_(cadre).open(f"/villages/{village.id}/risks")
    assert "村委会 · 物资采购" in register_page.main
    assert f"○ 三家询价，月底比价 {cadre.name}" in register_page.main


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("unit", "请填写单位。"),
        ("post", "请填写岗位，写岗位不写人名。"),
        ("level", "请选择等级。"),
        ("measure", "请写明怎么防控。"),
        ("text", "请写明会出什么事。"),
        ("due_on", "请填写期限。"),
    ],
)
def test_without_unit_post_level_or_measure_it_cannot_be_handed_in(
    as_, village, supervisor, cadre, left_out, says
):
    screening = a_screening(village, by=supervisor)
    page = as_(supervisor).open(f"/risk-screenings/{screening.id}/find")
    refused = page.press("提交", {**POINT, "owner": cadre.id, left_out: ""}, expect=422)
    assert refused.errors == [says]
    assert db.session.query(RiskPoint).count() == 0


def test_the_rule_holds_whatever_the_way_in(village, supervisor):
    screening = a_screening(village, by=supervisor)
    facts = {"unit": "村委会", "post": "采购", "link": Link.PURCHASE, "text": "高价", "level": Level.HIGH}
    with pytest.raises(MoveRefused, match="至少要有一条防控举措"):
        actions.find(screening, measures=[], by=supervisor, **facts)
    with pytest.raises(MoveRefused, match="哪个单位、哪个岗位"):
        actions.find(
            screening, measures=[("x", supervisor, date(2022, 6, 1))], by=supervisor, **facts | {"post": " "}
        )


def test_the_schema_refuses_a_point_of_nobody(village):
    db.session.add(
        RiskPoint(village=village, number=1, unit="", post="", link=Link.OTHER, text="x", level="low")
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_found_again_it_stays_one_point_with_a_finding_for_each_round(as_, village, supervisor, cadre):
    point = a_point(a_screening(village, by=supervisor), owner=cadre)
    second = a_screening(village, by=supervisor, held_on=date(2022, 5, 1))
    page = as_(supervisor).open(f"/risk-screenings/{second.id}/find-again")
    page.press("记下", {"point": point.id, "level": "medium", "note": "已有改进"})
    assert db.session.query(RiskPoint).count() == 1
    assert (point.level, len(point.findings)) == (Level.MEDIUM, 2)
    page = as_(supervisor).open(f"/risk-screenings/{second.id}/find-again")
    assert "这个村还没有别的风险点。" in page.press("记下", {"level": "low"}, expect=422).errors
    db.session.add(RiskFinding(screening=second, point=point, level=Level.LOW))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_point_of_another_village_cannot_be_met_here(village, supervisor):
    elsewhere = a_point(a_screening(a_village()))
    with pytest.raises(MoveRefused, match="不是本村的"):
        actions.find_again(a_screening(village, by=supervisor), elsewhere, level=Level.LOW, by=supervisor)


# ---- carrying out and judging ----


def test_the_owner_reports_and_somebody_else_strikes_it_off(as_, on_day, village, supervisor, cadre):
    with on_day("2022-06-01"):
        point = a_point(a_screening(village, by=supervisor), owner=cadre)
        assert "落实防控举措：第0条举措" in as_(cadre).open("/workbench").main
        page = as_(supervisor).open(f"/risk-points/{point.id}")
        assert "还有 1 条防控举措没有落实" in page.main
        assert "复评后销号" not in page.buttons

        form = as_(cadre).open(f"/control-measures/{point.measures[0].id}/finish")
        assert form.press("登记落实", {"done_on": "2022-06-01"}, expect=422).errors == ["请写明落实得怎样。"]
        form.press("登记落实", {"done_on": "2022-06-01", "effect": "询价单齐全"})
        assert "复评风险点：高价采购" in as_(supervisor).open("/workbench").main
        page = as_(supervisor).open(f"/risk-points/{point.id}")
        page.press("复评后销号", {"note": "抽看三笔，价格正常"})
        assert (point.state, point.closed_on) == (State.CLOSED, date(2022, 6, 1))


def test_whoever_owns_a_measure_does_not_judge_it(as_, village, supervisor):
    point = a_point(a_screening(village, by=supervisor), owner=supervisor)
    actions.finish(point.measures[0], on=date(2022, 6, 1), effect="好了", by=supervisor)
    db.session.commit()
    assert "复评后销号" not in as_(supervisor).open(f"/risk-points/{point.id}").buttons
    refused = {"note": "好", "version": point.version}
    as_(supervisor).send(f"/risk-points/{point.id}/close", refused, expect=403)
    with pytest.raises(MoveRefused, match="没有权限"):
        actions.move(point, "close", by=supervisor, note="好")


def test_a_closed_point_that_is_met_again_is_open_again(village, supervisor, cadre):
    point = a_point(a_screening(village, by=supervisor), owner=cadre)
    actions.finish(point.measures[0], on=date(2022, 6, 1), effect="好了", by=cadre)
    actions.move(point, "close", by=supervisor, note="好")
    again = a_screening(village, by=supervisor, held_on=date(2022, 6, 2))
    actions.find_again(again, point, level=Level.HIGH, by=supervisor)
    assert (point.state, point.closed_on) == (State.OPEN, None)


def test_a_due_day_is_moved_by_those_who_screen_and_leaves_a_trace(as_, village, supervisor, cadre):
    point = a_point(a_screening(village, by=supervisor), owner=cadre)
    url = f"/control-measures/{point.measures[0].id}/put-off"
    as_(cadre).open(url, expect=403)
    page = as_(supervisor).open(url)
    page.press("确定", {"due_on": "2022-07-31", "reason": "汛期停工"})
    (change,) = changes_of(point.measures[0])
    assert (change.old, change.new, change.reason) == (date(2022, 6, 30), date(2022, 7, 31), "汛期停工")
    assert "汛期停工" in as_(cadre).open(f"/risk-points/{point.id}").main


def test_a_measure_is_done_once(as_, village, supervisor, cadre):
    point = a_point(a_screening(village, by=supervisor), owner=cadre)
    page = as_(cadre).open(f"/control-measures/{point.measures[0].id}/finish")
    typed = {"done_on": "2022-06-01", "effect": "好了"}
    page.press("登记落实", typed)
    page.press("登记落实", typed, expect=409)


def test_the_second_of_two_judges_is_told(as_, village, supervisor, cadre):
    point = a_point(a_screening(village, by=supervisor), owner=cadre)
    actions.finish(point.measures[0], on=date(2022, 6, 1), effect="好了", by=cadre)
    db.session.commit()
    page = as_(supervisor).open(f"/risk-points/{point.id}")
    as_(a_supervisor(village)).open(f"/risk-points/{point.id}").press("复评后销号", {"note": "好"})
    page.press("复评后销号", {"note": "好"}, expect=409)


def test_the_town_is_told_of_the_grave_ones_only(as_, village, supervisor, cadre):
    screening = a_screening(village, by=supervisor)
    for level, text in ((Level.HIGH, "大事"), (Level.LOW, "小事")):
        point = a_point(screening, owner=cadre, level=level, text=text)
        actions.finish(point.measures[0], on=date(2022, 6, 1), effect="好了", by=cadre)
    db.session.commit()
    town = as_(a_town_inspector(village.town)).open("/workbench").main
    assert "复评风险点：大事（示例村）" in town
    assert "小事" not in town
    assert "小事" in as_(supervisor).open("/workbench").main


# ---- the figures ----


def test_twenty_four_rounds_thirty_five_points_and_forty_two_measures(as_, village):
    """S11 as the seed counts it: points met in several rounds count once, and every round keeps its findings."""
    inspector, owner = a_town_inspector(village.town), a_cadre(village)
    rounds = [a_screening(village, by=inspector, held_on=date(2022, 1, 1 + n)) for n in range(24)]
    points = [a_point(rounds[n % 24], owner=owner, measures=2 if n < 7 else 1) for n in range(35)]
    for n in range(10):
        actions.find_again(rounds[23 - n], points[n], level=Level.LOW, by=inspector)
    db.session.commit()
    (row,) = register.figures(inspector)
    assert (row.screenings, row.points, row.measures) == (24, 35, 42)
    assert sum(len(screening.findings) for screening in rounds) == 45
    page = as_(inspector).open("/risks")
    assert "24 次" in page.main
    assert "35 个" in page.main
    assert "42 条" in page.main


def test_everybody_sees_the_figures_of_his_own_office(as_, village, supervisor):
    a_point(a_screening(a_village("外村")))
    assert "外村" not in as_(supervisor).open("/risks").main
    county = a_county_inspector(village.town.county)
    assert "示例村" in as_(county).open("/risks").main


def test_a_round_that_finds_nothing_counts_too(as_, village, supervisor):
    screening = a_screening(village, by=supervisor)
    assert "这次没有排查到风险点" in as_(supervisor).open(f"/risk-screenings/{screening.id}").main
    assert register.figures(supervisor)[0].screenings == 1


def test_the_register_is_printed(as_, village, supervisor, cadre):
    a_point(a_screening(village, by=supervisor), owner=cadre)
    paper = as_(a_secretary(village)).open(f"/villages/{village.id}/risks/print")
    assert "示例村廉政风险台账" in paper.main
    assert "高价采购" in paper.main


def test_what_is_done_met_or_closed_is_not_done_met_or_added_to_again(village, supervisor, cadre):
    """Whatever the way in: the forms stop most of it before."""
    screening = a_screening(village, by=supervisor)
    point = a_point(screening, owner=cadre)
    with pytest.raises(MoveRefused, match="这次排查已经记过"):
        actions.find_again(screening, point, level=Level.LOW, by=supervisor)
    measure = point.measures[0]
    actions.finish(measure, on=date(2022, 6, 1), effect="好了", by=cadre)
    with pytest.raises(MoveRefused, match="已经落实过"):
        actions.finish(measure, on=date(2022, 6, 2), effect="又好了", by=cadre)
    with pytest.raises(MoveRefused, match="不用改期限"):
        actions.put_off(measure, due_on=date(2022, 7, 1), reason="再等等", by=supervisor)
    actions.move(point, "close", by=supervisor, note="好")
    with pytest.raises(MoveRefused, match="已经销号"):
        actions.add_measure(point, text="再来一条", owner=cadre, due_on=date(2022, 7, 1), by=supervisor)
