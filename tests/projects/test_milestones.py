"""Milestones: plan, days, acceptance; what they suggest for the month; days between two points (S08)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.core.db import db
from govproj.projects.models import Body, Milestone, MilestoneKind, State
from govproj.projects.planning import planned_percent
from tests.factories import (
    a_cadre,
    a_party_member,
    a_project,
    a_supervisor,
    a_town,
    a_village,
    last_audit_entry,
)
from tests.projects.things import a_milestone

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def project():
    return a_project(lead=a_party_member(), entered={State.BUILDING: date(2022, 3, 1)})


def row(number, name, weight, day, **kw) -> dict:
    facts = {
        "name": name,
        "weight": weight,
        "planned_on": day,
        "kind": "other",
        "accepter": "supervision",
        **kw,
    }
    return {f"rows-{number}-{key}": value for key, value in facts.items()}


PLAN = {
    **row(0, "基础完成", "30", "2022-04-10", kind="groundwork"),
    **row(1, "主体完成", "５0%", "2022-06-10", kind="main_work"),
    **row(2, "附属完成", "20", "2022/07/10"),
}


def plan_of(as_, project):
    return as_(project.contact).open(f"/projects/{project.id}/milestones/plan")


def test_the_contact_cadre_plans_the_milestones_and_everybody_reads_them(as_, project):
    plan_of(as_, project).press("保存节点计划", PLAN)

    page = as_().open(f"/projects/{project.id}/milestones")
    assert [row.split()[0] for row in page.rows()] == ["基础完成", "主体完成", "附属完成"]
    assert "由村监会验收" in page.main
    assert last_audit_entry() == ("projects.milestones_planned", project.contact.id)
    assert "3 个节点，已完成 0 个" in as_().open(f"/projects/{project.id}").main


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"rows-2-weight": "21"}, "各节点的权重合计是 101，要等于 100"),
        ({"rows-2-weight": ""}, "请填写权重"),
        ({"rows-2-weight": "二十"}, "请填写数字"),
        ({"rows-2-planned_on": ""}, "请填写计划日期"),
        ({"rows-2-name": ""}, "请填写节点名称"),
        ({"rows-2-name": "主体完成"}, "节点名称有重复"),
        ({"rows-2-name": "长" * 10_000}, "最多 60 个字"),
        ({"rows-2-kind": "nonsense"}, "还没有保存"),
        ({"rows-2-accepter": "contractor"}, "还没有保存"),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused_and_kept(as_, project, typed, sentence):
    refused = plan_of(as_, project).press("保存节点计划", {**PLAN, **typed}, expect=422)
    assert sentence in refused.text
    assert refused.html.select_one('[name="rows-0-name"]')["value"] == "基础完成"
    assert db.session.query(Milestone).count() == 0


def test_a_changed_day_needs_a_reason_and_the_old_one_stays_readable(as_, project):
    plan_of(as_, project).press("保存节点计划", PLAN)
    later = {"rows-1-planned_on": "2022-06-25"}

    refused = plan_of(as_, project).press("保存节点计划", later, expect=409)
    assert "改“主体完成”的日期要写理由，原来的日期会留着" in refused.text
    plan_of(as_, project).press("保存节点计划", {**later, "reason": "连续阴雨"})

    text = as_().open(f"/projects/{project.id}/milestones").main
    assert "主体完成 · 计划： 2022年6月10日 → 2022年6月25日 连续阴雨" in text


def test_two_people_plan_at_once_and_the_second_is_told(as_, project):
    mine, hers = plan_of(as_, project), plan_of(as_, project)
    hers.press("保存节点计划", PLAN)
    late = mine.press("保存节点计划", {**PLAN, "rows-0-name": "我的节点计划"}, expect=409)
    assert "内容刚被他人更新" in late.text
    assert "我的节点计划" in late.text


def test_a_milestone_is_left_out_only_while_nothing_is_known_of_it(as_, project):
    plan_of(as_, project).press("保存节点计划", PLAN)
    without = {"rows-2-name": "", "rows-2-weight": "", "rows-2-planned_on": "", "rows-1-weight": "70"}
    plan_of(as_, project).press("保存节点计划", without)
    assert db.session.query(Milestone).count() == 2
    first = db.session.query(Milestone).order_by(Milestone.id).first()
    first.actual_on = date(2022, 4, 12)
    db.session.commit()
    gone = {"rows-0-name": "", "rows-0-weight": "", "rows-0-planned_on": "", "rows-1-weight": "100"}
    refused = plan_of(as_, project).press("保存节点计划", gone, expect=409)
    assert "节点“基础完成”已有记录，不能删掉" in refused.text


def test_a_row_of_another_project_s_milestone_changes_nothing_there(as_, project):
    other = a_milestone(a_project(), "别村的节点", weight=100)
    plan_of(as_, project).press("保存节点计划", {**PLAN, "rows-0-id": str(other.id)})
    db.session.refresh(other)
    assert (other.name, other.weight) == ("别村的节点", 100)
    assert len(project.milestones) == 3


# ---- reached and accepted ----


def test_the_lead_reports_and_the_committee_accepts(as_, project):
    step = a_milestone(project, "主体完成", weight=100, planned_on=date(2022, 5, 1))
    as_(project.lead).open(f"/projects/{project.id}/milestones/{step.id}").press(
        "保存", {"actual_on": "2022-05-06"}
    )
    page = as_().open(f"/projects/{project.id}/milestones")
    assert "晚 5 天" in page.main

    supervisor = a_supervisor(project.village)
    assert "验收 主体完成" not in as_(project.lead).open(f"/projects/{project.id}/milestones").buttons
    as_(supervisor).open(f"/projects/{project.id}/milestones").press("验收 主体完成")

    assert f"已验收 {supervisor.name}" in as_().open(f"/projects/{project.id}/milestones").main
    assert last_audit_entry() == ("projects.milestone_accepted", supervisor.id)


def test_who_reported_it_does_not_accept_it(as_, project):
    step = a_milestone(project, accepter=Body.VILLAGE)
    contact, url = as_(project.contact), f"/projects/{project.id}/milestones/{step.id}"
    contact.open(url).press("保存", {"actual_on": "2022-05-06"})
    contact.send(f"{url}/accept", {"version": "2"}, expect=403)
    as_(a_cadre(project.village)).send(f"{url}/accept", {"version": "1"}, expect=409)
    as_(a_cadre(project.village)).send(f"{url}/accept", {"version": "2"})


def test_another_day_needs_a_reason_and_a_new_acceptance(as_, project):
    supervisor = a_supervisor(project.village)
    accepted = {"accepted_on": date(2022, 5, 8), "accepted_by_id": supervisor.id}
    step = a_milestone(project, "主体完成", actual_on=date(2022, 5, 6), **accepted)
    page = as_(project.contact).open(f"/projects/{project.id}/milestones/{step.id}")
    assert "要写理由" in page.press("保存", {"actual_on": "2022-05-07"}, expect=409).text
    page.press("保存", {"actual_on": "2022-05-07", "reason": "登记错一天"})
    text = as_().open(f"/projects/{project.id}/milestones").main
    assert "实际： 2022年5月6日 → 2022年5月7日 登记错一天" in text
    assert "由村监会验收" in text


def test_a_day_in_the_future_is_no_fact(as_, project):
    step = a_milestone(project)
    page = as_(project.contact).open(f"/projects/{project.id}/milestones/{step.id}")
    assert "日期不能晚于今天" in page.press("保存", {"actual_on": "2099-01-01"}, expect=422).text


def test_a_milestone_of_another_project_is_not_found(as_, project):
    other = a_milestone(a_project(project.village))
    as_(project.contact).open(f"/projects/{project.id}/milestones/{other.id}", expect=404)


# ---- what it suggests ----


def test_the_month_shows_what_the_milestones_plan_and_forces_nothing(as_, project, on_day):
    a_milestone(project, weight=40, planned_on=date(2022, 4, 30))
    a_milestone(project, weight=60, planned_on=date(2022, 6, 29))
    with on_day("2022-06-02"):
        page = as_(project.contact).open(f"/projects/{project.id}/months/2022-05")
        assert "按节点计划算到月底是 71%" in page.main  # 40 + 60 × 31/60
        page.press("保存", {"planned_pct": "65", "actual_pct": "60", "paid_fen": "0"})


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2022, 2, 1), 0),
        (date(2022, 3, 1), 0),
        (date(2022, 3, 11), 13),  # 12.5, half up
        (date(2022, 3, 21), 25),
        (date(2022, 4, 1), 63),  # 25 + 75 ÷ 2 = 62.5
        (date(2022, 4, 12), 100),
        (date(2023, 1, 1), 100),
    ],
)
def test_planned_progress_by_hand(on, percent):
    plan = [
        Milestone(weight=25, planned_on=date(2022, 3, 21)),
        Milestone(weight=75, planned_on=date(2022, 4, 12)),
    ]
    assert planned_percent(plan, date(2022, 3, 1), on) == percent


WEIGHTS = st.lists(st.integers(1, 100), min_size=1, max_size=8)


@given(shares=WEIGHTS, gaps=st.lists(st.integers(0, 90), min_size=8, max_size=8), start=st.integers(0, 30))
def test_planned_progress_never_falls_and_ends_at_the_whole(shares, gaps, start):
    begun, plan, day = date(2022, 1, 1) + timedelta(start), [], date(2022, 1, 1) + timedelta(start)
    for weight, gap in zip(shares, gaps, strict=False):
        day += timedelta(gap)
        plan.append(Milestone(weight=weight, planned_on=day))
    days = [begun + timedelta(n) for n in range(0, (day - begun).days + 3, 5)]
    shown = [planned_percent(plan, begun, on) for on in days]
    assert shown == sorted(shown)
    assert planned_percent(plan, begun, begun - timedelta(1)) == 0
    assert planned_percent(plan, begun, day) == sum(shares)


# ---- S08 ----


def led_from_land_to_start(village, name, land, start, **kw):
    project = a_project(village, name=name, entered={State.INITIATED: land, State.BUILDING: start}, **kw)
    a_milestone(project, "拿地", kind=MilestoneKind.LAND, actual_on=land)
    return project


def test_s08_1_two_milestones_of_a_project_and_the_days_between(as_):
    project = led_from_land_to_start(a_village(), "人才房", date(2022, 3, 1), date(2022, 4, 20))
    step = project.milestones[0]
    page = as_().open(f"/projects/{project.id}/milestones?start=milestone.{step.id}&end=state.building")
    assert "拿地 → 施工中：50 天" in page.main


def test_s08_1_the_shortest_records_are_ranked_50_25_20(as_):
    village = a_village()
    for name, days in (("甲", 50), ("乙", 25), ("丙", 20), ("丁", 25)):
        led_from_land_to_start(village, name, date(2022, 3, 1), date(2022, 3, 1) + timedelta(days))
    elsewhere = led_from_land_to_start(a_village(), "外村", date(2022, 3, 1), date(2022, 3, 2))
    led_from_land_to_start(village, "没公开", date(2022, 3, 1), date(2022, 3, 2), state=State.PROPOSED)

    for start in ("kind.land", "state.initiated"):
        page = as_().open(f"/projects/records?start={start}&end=state.building&village={village.id}")
        ranked = [(row.split()[0], row.split()[1], row.split()[3]) for row in page.rows()]
        assert ranked == [("1", "丙", "20"), ("2", "乙", "25"), ("2", "丁", "25"), ("4", "甲", "50")]
    everywhere = as_().open("/projects/records?start=kind.land&end=state.building")
    assert everywhere.rows()[0].split()[1] == elsewhere.name
    of_town = as_().open(f"/projects/records?town={village.town_id}")
    assert [row.split()[1] for row in of_town.rows()] == ["丙", "乙", "丁", "甲"]


def test_a_pair_nobody_has_says_so_and_nonsense_is_refused(as_):
    assert "还没有项目两个日期都有" in as_().open("/projects/records?start=kind.land&end=kind.cleared").main
    as_().open("/projects/records?start=state.nonsense&end=1", expect=422)
    as_().open(f"/projects/records?town={a_town().id}&village=x", expect=422)
