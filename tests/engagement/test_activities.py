"""S06.2: activities by kind, counts that lead to their rows, questions with answers, photos."""

import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy.exc import IntegrityError

from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.engagement.actions import activities as actions
from govproj.engagement.models import Activity
from govproj.engagement.states import ActivityState, Theme
from govproj.projects.models import State
from govproj.villages.models import LocalRule
from tests.engagement.things import an_activity
from tests.factories import a_project, a_villager, last_audit_entry, saved

TYPED = {
    "kind": "宣讲",
    "title": "安全生产宣讲",
    "held_on": "2022-05-10",
    "place": "工地会议室",
    "host": "临时联合党支部",
    "attendance": "26",
    "minutes": "1.5",
    "outcomes": "签下安全承诺\n\n  补齐两处护栏 ",
    "questions": "脚手架多久检查一次？\n雨季基坑怎么排水？",
}


def tab_of(project):
    return f"/projects/{project.id}/activities"


def link_to(page, words) -> str:
    return next(href for text, href in page.links.items() if text.startswith(words))


def only_one() -> Activity:
    return db.session.scalars(db.select(Activity)).one()


@pytest.fixture
def june(on_day):
    with on_day("2022-06-20"):
        yield


def a_photo():
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "#B4261E").save(stream, "JPEG")
    stream.seek(0)
    return stream


@pytest.mark.usefixtures("june")
def test_the_lead_records_an_activity_in_one_form(as_, cast):
    page = as_(cast.lead).open(as_(cast.lead).open(tab_of(cast.project)).links["登记活动"])
    page.press("登记", TYPED, files={"photos": (a_photo(), "现场.jpg")})

    activity = only_one()
    assert activity.theme is Theme.JOINT
    assert activity.state is ActivityState.HELD
    assert activity.minutes == 90
    assert [line.text for line in activity.outcomes] == ["签下安全承诺", "补齐两处护栏"]
    assert [question.text for question in activity.questions] == [
        "脚手架多久检查一次？",
        "雨季基坑怎么排水？",
    ]
    public = as_().open(f"/activities/{activity.id}")
    for words in ("安全生产宣讲", "26", "1.5", "临时联合党支部", "补齐两处护栏", "雨季基坑怎么排水？"):
        assert words in public.main
    assert as_().open(public.html.select_one(".photo img")["src"]).status == 200
    assert "登记" not in " ".join(public.buttons)


def test_counts_by_kind_reproduce_seven_five_three_and_six_questions(as_, cast):
    for kind, many in (("联建活动", 7), ("宣讲", 5), ("专业讲座", 3)):
        asked = ["怎么做？"] * 2 if kind == "专业讲座" else []
        for number in range(many):
            an_activity(cast, kind=kind, questions=asked, title=f"{kind}{number}")
    an_activity(cast, kind="送清凉", project=False)
    an_activity(cast, kind="送清凉", held_on=date(2199, 1, 1))  # only planned

    page = as_().open(tab_of(cast.project))
    assert page.rows("section[aria-labelledby=counts] .row") == [
        "联建活动 联建 · 140 人次 7 次",
        "宣讲 联建 · 100 人次 5 次",
        "专业讲座 联建 · 60 人次 3 次",
    ]
    for kind, many in (("联建活动", 7), ("宣讲", 5), ("专业讲座", 3)):
        rows = as_().open(link_to(page, kind)).rows("section[aria-labelledby=rows] .row")
        assert len(rows) == many
        assert all(kind in row for row in rows)
    asked = page.links["提出专业问题 6 个，已答复 0 个"]
    assert len(as_().open(asked).html.select("dl dt")) == 6


def test_a_question_is_answered_once(as_, cast):
    activity = an_activity(cast, questions=["桥墩防冲刷怎么做？"])
    page = as_(cast.cadre).open(f"/activities/{activity.id}")
    form = as_(cast.cadre).open(link_to(page, "答复"))
    form.press("答复", {"answered_by": "例行设计(虚构)", "answer": "抛石护底"})
    assert last_audit_entry() == ("activities.answered", cast.cadre.id)

    shown = as_().open(f"/projects/{cast.project.id}/activity-questions").main
    assert "抛石护底 例行设计(虚构)" in shown
    again = form.press("答复", {"answered_by": "别人", "answer": "别的"}, expect=409)
    assert "别的" in again.main
    assert activity.questions[0].answer == "抛石护底"


def test_what_an_expert_said_is_not_rewritten(app, cast):
    question = an_activity(cast, questions=["怎么做？"]).questions[0]
    actions.answer(question, answer="抛石护底", answered_by="设计", by=cast.cadre)
    with pytest.raises(MoveRefused, match="已经答复过"):
        actions.answer(question, answer="别的", answered_by="别人", by=cast.cadre)


def test_a_day_to_come_makes_it_a_plan_that_turns_up_on_its_day(as_, cast, on_day):
    with on_day("2022-06-01"):
        form = as_(cast.cadre).open(f"{tab_of(cast.project)}/new")
        form.press("登记", {**TYPED, "held_on": "2022-06-15", "attendance": "", "minutes": ""})
        activity = only_one()
        assert activity.state is ActivityState.PLANNED
        assert "计划中" in as_().open(tab_of(cast.project)).main
        early = {"version": activity.version, **TYPED, "held_on": "2022-06-15"}
        refused = as_(cast.cadre).send(f"/activities/{activity.id}/hold", early, expect=409)
        assert "日期不能晚于今天" in refused.main
        assert "登记活动开展情况" not in as_(cast.cadre).open("/workbench").main
    with on_day("2022-06-16"):
        for person in (cast.cadre, cast.lead):
            assert "登记活动开展情况：安全生产宣讲" in as_(person).open("/workbench").main
        as_(cast.lead).open(f"/activities/{activity.id}/hold").press("登记", {"attendance": "18"})
    assert activity.state is ActivityState.HELD
    assert activity.attendance == 18


@pytest.mark.usefixtures("june")
@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"attendance": ""}, "活动已经开展，请填写到场人次。"),
        ({"attendance": "-3"}, "请填写 0 到 100000 的整数。"),
        ({"minutes": "0"}, "时长请填写 200 小时以内的数，例如 1.5。"),
        ({"minutes": "两小时"}, "请填写数字，例如 12.5。"),
        ({"title": " "}, "请用一句话写明做了什么。"),
        ({"held_on": "2022-13-40"}, "请按 2022-05-31 的样子填写日期。"),
        ({"outcomes": "长" * 201}, "最多 30 行，每行最多 200 个字。"),
        ({"questions": "问\n" * 31}, "最多 30 行，每行最多 300 个字。"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field_and_kept(as_, cast, fields, error):
    page = as_(cast.cadre).open(f"{tab_of(cast.project)}/new")
    page = page.press("登记", {**TYPED, **fields}, expect=422)
    assert error in page.errors
    assert page.html.select_one("#host")["value"] == "临时联合党支部"
    assert db.session.scalar(db.select(db.func.count()).select_from(Activity)) == 0


@pytest.mark.usefixtures("june")
def test_full_width_figures_are_understood(as_, cast):
    page = as_(cast.cadre).open(f"{tab_of(cast.project)}/new")
    page.press("登记", {**TYPED, "attendance": "２６", "held_on": "２０２２/05/10"})
    assert only_one().attendance == 26


def test_the_kinds_are_those_of_the_local_rule(as_, cast):
    words = {"joint": ["红色义诊"]}
    rule = {"key": "activity.kinds", "value": {"value": words}, "effective_from": date(2020, 1, 1)}
    saved(LocalRule(village_id=cast.village.id, **rule))
    page = as_(cast.cadre).open(f"{tab_of(cast.project)}/new")
    assert [o["value"] for o in page.html.select("#kind option")] == ["红色义诊"]
    page.press("登记", TYPED, expect=422)  # a kind this village does not know
    page.press("登记", {**TYPED, "kind": "红色义诊"})
    assert only_one().theme is Theme.JOINT


def test_a_kind_that_is_no_longer_offered_stays_on_what_was_recorded(as_, cast):
    activity = an_activity(cast)
    rule = {
        "key": "activity.kinds",
        "value": {"value": {"joint": ["别的"]}},
        "effective_from": date(2020, 1, 1),
    }
    saved(LocalRule(village_id=cast.village.id, **rule))
    as_(cast.cadre).open(f"/activities/{activity.id}/edit").press("保存", {"attendance": "21"})
    assert (activity.kind, activity.attendance) == ("联建活动", 21)


def test_two_at_once_the_second_reads_why_and_keeps_his_words(as_, cast):
    activity = an_activity(cast)
    first = as_(cast.cadre).open(f"/activities/{activity.id}/edit")
    second = as_(cast.secretary).open(f"/activities/{activity.id}/edit")
    first.press("保存", {"attendance": "21"})
    refused = second.press("保存", {"outcomes": "清出两车垃圾"}, expect=409)
    assert "内容刚被他人更新" in refused.main
    assert "清出两车垃圾" in refused.main
    assert (activity.attendance, [line.text for line in activity.outcomes]) == (21, [])


def test_lines_of_outcomes_alone_are_a_change_too(as_, cast):
    activity = an_activity(cast)
    stale = as_(cast.secretary).open(f"/activities/{activity.id}/edit")
    as_(cast.cadre).open(f"/activities/{activity.id}/edit").press("保存", {"outcomes": "清出两车垃圾"})
    stale.press("保存", {"outcomes": "清出三车"}, expect=409)
    assert [line.text for line in activity.outcomes] == ["清出两车垃圾"]


def test_what_was_entered_by_mistake_counts_no_more_and_stays_for_those_in_office(as_, cast):
    activity = an_activity(cast)
    as_(cast.cadre).open(f"/activities/{activity.id}").press("作废", {"note": "登记重复"})

    assert "登记重复" in as_(cast.supervisor).open(f"/activities/{activity.id}").main
    as_(a_villager(cast.village)).open(f"/activities/{activity.id}", expect=404)
    assert "还没有开展活动" in as_().open(tab_of(cast.project)).main
    form = {"version": activity.version, **TYPED}
    refused = as_(cast.cadre).send(f"/activities/{activity.id}/edit", form, expect=409)
    assert "已经作废" in refused.main


def test_the_village_lists_its_activities_month_by_month(as_, cast, on_day):
    an_activity(cast, title="五月的事")
    an_activity(cast, title="六月的事", held_on=date(2022, 6, 1), project=False)
    hidden = a_project(cast.village, contact=cast.cadre, state=State.PROPOSED)
    plan = {"kind": "宣讲", "title": "没公布的项目", "held_on": date(2022, 6, 2), "attendance": 1}
    actions.record(cast.village, project=hidden, by=cast.cadre, **plan)
    db.session.commit()
    with on_day("2022-06-20"):
        page = as_().open(f"/villages/{cast.village.id}/activities")
        assert ["六月的事" in row for row in page.rows(".row")] == [True]
        assert "没公布的项目" in as_(cast.cadre).open(f"/villages/{cast.village.id}/activities").main
        earlier = as_().open(page.links["← 2022年5月"])
        assert "五月的事" in earlier.main
        assert cast.project.name in earlier.main
        for odd in ("x", "2022-13", "0001-01", "9999-12"):
            assert "六月的事" in as_().open(f"/villages/{cast.village.id}/activities?month={odd}").main


def test_the_list_of_a_project_goes_on_page_by_page(as_, cast):
    for number in range(45):
        an_activity(cast, title=f"第{number}次", held_on=date(2022, 5, 1 + number % 20))
    page, seen = as_().open(tab_of(cast.project)), []
    while True:
        seen += page.rows("section[aria-labelledby=rows] .row")
        if "下一页 →" not in page.links:
            break
        page = as_().open(page.links["下一页 →"])
    assert len(seen) == len(set(seen)) == 45
    as_().open(f"{tab_of(cast.project)}?key=2022-13-40.1")


def test_the_schema_knows_no_activity_that_was_held_without_attendance(app, cast):
    activity = an_activity(cast)
    activity.attendance = None
    with pytest.raises(IntegrityError, match="held_with_attendance"):
        db.session.commit()


def test_what_no_form_lets_through_the_action_refuses_as_well(app, cast):
    with pytest.raises(MoveRefused, match="没有“打牌”这种活动"):
        an_activity(cast, kind="打牌")
    with pytest.raises(MoveRefused, match="请填写到场人次"):
        an_activity(cast, attendance=None)
    held = an_activity(cast)
    facts = {
        name: getattr(held, name) for name in ("kind", "title", "place", "host", "attendance", "minutes")
    }
    with pytest.raises(MoveRefused, match="日期不能晚于今天"):
        actions.change(held, by=cast.cadre, seen=held.version, outcomes=[], held_on=date(2199, 1, 1), **facts)
