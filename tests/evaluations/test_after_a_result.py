"""What a result sets off has a day and an answer; a rectification is asked about again; words get a reply."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.evaluations import actions, urn
from govproj.evaluations.answers import Answer
from govproj.evaluations.models import (
    Comment,
    CommentReply,
    Consequence,
    EvaluationRound,
    FollowUpRound,
    HolderKey,
    State,
    Verdict,
    WeakLink,
)
from govproj.rectifications import actions as rectifications
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Level
from govproj.villages.models import LocalRule, Resident
from tests.evaluations import scenes
from tests.evaluations.scenes import (
    AFTER,
    PASSPHRASE,
    a_counted_round,
    a_published_round,
    a_round_with_words,
    a_village_that_evaluates,
    an_answer,
    printed_before_both,
    screened,
)
from tests.factories import a_cadre, a_supervisor, a_villager, saved

# openness … lead_performance, overall: 12 people
BAD = ["ddaddddd"] * 4 + ["aadaaaaa"] * 8  # overall and openness 66.7 %
RED = ["aaaaaaad"] * 6 + ["aaaaaaaa"] * 6  # overall 50 %, nothing else is weak
MIXED = ["aabaaaaa"] * 9 + ["aadaaaaa"] * 3  # the schedule is weak


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


def set_off():
    return {what.trigger: what for what in db.session.scalars(select(Consequence))}


def published(scene, answers):
    with dates.set_to(AFTER):
        return a_published_round(scene, answers)


# ---- triggers ----


def test_a_bad_result_asks_the_right_people_and_their_answers_are_public(as_, scene, on_day):
    round_ = published(scene, BAD)
    assert set(set_off()) == {"rectify", "recheck_disclosure"}
    assert {what.due_on for what in set_off().values()} == {AFTER + timedelta(days=15)}

    with on_day("2022-06-01"):
        for person, line in (
            (scene.secretary, "向村民说明"),
            (scene.supervisor, "记下公示核对的结果"),
        ):
            mine = as_(person).open("/workbench").links
            page = as_(person).open(mine[f"{line}：{scene.project.name}"])
            assert page.press(line, {"answer": ""}, expect=422).errors == ["请写明办了什么。"]
            page.press(line, {"answer": f"{line}，已经办了"})
            assert f"{line}：{scene.project.name}" not in as_(person).open("/workbench").links
        shown = as_(None).open(f"/evaluations/{round_.id}").main
    assert "向村民说明，已经办了" in shown
    assert "记下公示核对的结果，已经办了" in shown


def test_an_answer_is_given_once(as_, scene, on_day):
    published(scene, BAD)
    what = set_off()["rectify"]
    page = as_(scene.secretary).open(f"/evaluations/consequences/{what.id}")
    page.press("向村民说明", {"answer": "六月底前修好"})
    page.press("向村民说明", {"answer": "改一改"}, expect=403)
    assert set_off()["rectify"].answer == "六月底前修好"


def test_a_very_bad_result_is_told_to_the_town(as_, scene, on_day):
    published(scene, RED)
    assert set(set_off()) == {"rectify", "alarm"}
    line = f"记下约谈：{scene.project.name}"
    assert line in as_(scene.inspector).open("/workbench").links
    for other in (scene.secretary, scene.supervisor, a_cadre(scene.village)):
        assert line not in as_(other).open("/workbench").links
        as_(other).open(f"/evaluations/consequences/{set_off()['alarm'].id}", expect=403)


def test_where_no_weak_link_explains_a_bad_result_it_opens_a_rectification_itself(scene, as_):
    published(scene, RED)
    assert db.session.scalars(select(WeakLink)).all() == []
    case = db.session.get(Rectification, set_off()["rectify"].rectification_id)
    assert (case.level, case.source, case.found_by_id) == (Level.MAJOR, "evaluation", None)
    assert "总体满意率 50.0%（6 ÷ 12）" in case.fact


def test_the_weak_link_confirmed_first_is_the_mandatory_rectification(as_, scene):
    published(scene, BAD)
    weak = db.session.scalars(select(WeakLink).where(WeakLink.aspect == "openness")).one()
    as_(scene.secretary).open(f"/evaluations/weak-links/{weak.id}").press("确认，开出整改单")
    assert set_off()["rectify"].rectification_id == weak.rectification_id


def test_a_secretary_who_lets_the_time_pass_does_not_stop_the_rectification(scene, on_day):
    published(scene, BAD)
    last = AFTER + timedelta(days=15)
    for day, opened in ((last, False), (last + timedelta(days=1), True), (last + timedelta(days=2), True)):
        with dates.set_to(day):
            actions.open_what_nobody_opened(day)
            db.session.commit()
        assert (set_off()["rectify"].rectification_id is not None) is opened
    assert len(db.session.scalars(select(Rectification)).all()) == 1


def test_a_lead_found_wanting_twice_running_starts_the_replacement(scene, monkeypatch):
    poor = ["aaaaaada"] * 6 + ["aaaaaaaa"] * 6
    published(scene, poor)
    assert "replace_lead" not in set_off()
    for name in ("FIRST", "LAST", "AFTER"):
        monkeypatch.setattr(scenes, name, getattr(scenes, name) + timedelta(days=90))
    a_published_round(scene, poor)
    assert "replace_lead" in set_off()


def test_the_lines_are_those_of_the_village(scene):
    rule = {"value": {"value": 60}, "effective_from": date(2022, 1, 1)}
    for key in ("evaluation.rate_alert", "evaluation.openness_alert", "weak_link.rate"):
        saved(LocalRule(village_id=scene.village.id, key=key, **rule))
    published(scene, BAD)
    assert set_off() == {}


def test_a_theme_is_weak_from_the_number_of_mentions_the_village_has_set(scene):
    def named(times):
        signs = {str(scene.project.id): "aaaaaaaa"}
        theme = {str(scene.project.id): ["money"]}
        return [Answer(signs, theme)] * times + [Answer(signs)] * (40 - times)

    for key, value in (("weak_link.mentions", 5), ("weak_link.mention_pct", 50)):
        rule = {"value": {"value": value}, "effective_from": date(2022, 1, 1)}
        saved(LocalRule(village_id=scene.village.id, key=key, **rule))
    scene = scenes_with_people(scene, 40)
    a_counted_round(scene, named(4), number=40)
    assert db.session.scalars(select(WeakLink)).all() == []
    a_counted_round(scene, named(5), number=40)
    assert [weak.aspect for weak in db.session.scalars(select(WeakLink))] == ["theme:money"]


def scenes_with_people(scene, people):
    extra = range(31, people + 1)
    db.session.add_all(
        Resident(village_id=scene.village.id, number=n, name=f"村民示{n:03}", household=n) for n in extra
    )
    db.session.commit()
    return scene


# ---- asking again ----


def a_mended_weak_link(scene):
    published(scene, MIXED)
    weak = db.session.scalars(select(WeakLink)).one()
    with dates.set_to(AFTER):
        actions.confirm(weak, fact="进度慢", place="", level=Level.MINOR, by=scene.secretary)
        db.session.commit()
    return weak


def hand_in(weak):
    case = db.session.get(Rectification, weak.rectification_id)
    case.turn.submitted_on = AFTER + timedelta(days=9)
    db.session.commit()


def test_after_the_rectification_the_question_is_asked_again_and_both_figures_stand_side_by_side(
    as_, scene, on_day
):
    weak = a_mended_weak_link(scene)
    first = f"/evaluations/{weak.round_id}"
    with on_day("2022-06-15"):
        form = as_(scene.secretary).open(as_(scene.secretary).open(first).links["整改后再问一次 进度"])
        assert "整改还没有报完成" in form.press("准备回访", expect=409).main
        hand_in(weak)
        form.press("准备回访", {"listed": "1-14", "opens_on": "2022-06-15", "closes_on": "2022-06-18"})
        again = db.session.scalars(
            select(EvaluationRound).where(EvaluationRound.purpose == "follow_up")
        ).one()
        assert [question["key"] for question in again.questions] == ["schedule"]
        assert again.eligible == 14
        assert "已经发起过回访" in form.press("准备回访", expect=409).main
        codes = printed_before_both(again, 12, scene.supervisor, scene.inspector)
        actions.open_round(again, by=scene.supervisor)
        db.session.commit()
        for code, sign in zip(codes, "aaaaabbbbbcd", strict=True):
            assert actions.cast(again, code, an_answer(again, sign))
        assert "回访 91.7%" not in as_(None).open(first).main
    with on_day("2022-06-19"):
        typed = {"left_over": 0, "paper_issued": 0, "paper_returned": 0, "complaints": 0}
        actions.close(again, by=scene.supervisor, signatures=12, **typed)
        actions.count(
            again,
            db.session.get(HolderKey, scene.supervisor.id),
            PASSPHRASE,
            by=scene.supervisor,
            witness=scene.inspector,
        )
        actions.publish(again, by=scene.supervisor)
        db.session.commit()
        actions.empty(again)
        shown = as_(None).open(first).main
        assert "整改前满意率 75.0%，回访 91.7%（11 ÷ 12）" in shown
        assert "进度" in as_(None).open(f"/evaluations/{again.id}").main
        better = "“进度”整改以后再问大家：满意率从 75.0% 到 91.7%（11 ÷ 12）"
        for page in (f"/projects/{scene.project.id}", f"/villages/{scene.village.id}"):
            assert better in as_(None).open(page).main
    assert len(db.session.scalars(select(WeakLink)).all()) == 1, (
        "91.7 % of one question is not “among the lowest two”"
    )


def test_a_follow_up_that_was_taken_back_may_be_begun_anew(as_, scene, on_day):
    weak = a_mended_weak_link(scene)
    hand_in(weak)
    with on_day("2022-06-15"):
        form = as_(scene.secretary).open(f"/evaluations/weak-links/{weak.id}/follow-up")
        form.press("准备回访", {"listed": "1-14"})
        again = db.session.scalars(
            select(EvaluationRound).where(EvaluationRound.purpose == "follow_up")
        ).one()
        as_(scene.secretary).open(f"/evaluations/{again.id}").press("取消这一轮", {"note": "人没选对"})
        assert db.session.scalars(select(FollowUpRound)).all() == []
        form.press("准备回访", {"listed": "1-20"})


def test_the_question_of_a_theme_is_worded_for_it(scene):
    round_ = published(scene, MIXED)
    weak = WeakLink(round=round_, project=scene.project, aspect="theme:money", reasons=["mentioned"])
    weak.verdict = Verdict.DECLINED
    weak.note = "先看"
    saved(weak)
    case = a_mended_case(scene)
    weak.verdict, weak.rectification_id = Verdict.CONFIRMED, case.id
    db.session.commit()
    again = actions.follow_up(
        weak, title="回访", opens_on=AFTER, closes_on=AFTER, excluded=(), by=scene.secretary
    )
    assert again.questions[0]["text"] == "上次大家说“花钱”最需要改进，现在做得怎么样？"
    db.session.commit()


def a_mended_case(scene):
    case = rectifications.open_case(
        village_id=scene.village.id,
        source="evaluation",
        level=Level.MINOR,
        title="花钱",
        fact="说不清",
        by=scene.secretary,
        project=scene.project,
    )
    db.session.flush()
    case.turn.submitted_on = dates.today()
    db.session.commit()
    return case


# ---- 您说我办 ----


def test_every_published_comment_gets_a_reply_and_the_gaps_are_counted(as_, scene, on_day):
    round_ = a_round_with_words(scene, "路灯太暗", "车开得太快", "骂人的话")
    screened(as_, scene, round_, {"路灯太暗", "车开得太快"})
    url = f"/villages/{scene.village.id}/you-said"
    assert "路灯太暗" not in as_(None).open(url).main, "nothing before the result is public"
    with on_day("2022-06-01"):
        as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
        page = as_(scene.secretary).open(url)
        assert "公开了 2 条，答复了 0 条" in page.main
        form = as_(scene.secretary).open(page.links["去答复 路灯太暗"])
        assert form.press("公开答复", {"text": ""}, expect=422).errors == ["请写明怎么答复、怎么办。"]
        form.press("公开答复", {"text": "已经换了灯泡", "done": "y"})
    shown = as_(None).open(url).main
    assert "公开了 2 条，答复了 1 条，其中已经办好 1 条" in shown
    assert "50.0 %" in shown
    assert "已经换了灯泡" in shown
    assert "骂人的话" not in shown


def test_only_those_who_run_the_village_reply(as_, scene):
    round_ = a_round_with_words(scene, "路灯太暗")
    screened(as_, scene, round_, {"路灯太暗"})
    as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
    name = db.session.scalars(select(Comment.name)).one()
    url = f"/evaluations/comments/{name}/reply"
    as_(a_cadre(scene.village)).open(url)
    for other in (scene.supervisor, scene.inspector):
        as_(other).open(url, expect=403)
    for outsider in (a_villager(scene.village), scene.lead, a_supervisor()):
        as_(outsider).open(url, expect=404)


def test_withheld_words_cannot_be_replied_to(as_, scene):
    round_ = a_round_with_words(scene, "路灯太暗")
    screened(as_, scene, round_, set())
    as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
    name = db.session.scalars(select(Comment.name)).one()
    as_(scene.secretary).open(f"/evaluations/comments/{name}/reply", expect=404)


def test_a_changed_reply_stands_in_its_place_and_both_are_on_record(as_, scene):
    round_ = a_round_with_words(scene, "路灯太暗")
    screened(as_, scene, round_, {"路灯太暗"})
    as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
    name = db.session.scalars(select(Comment.name)).one()
    opened_before = as_(scene.secretary).open(f"/evaluations/comments/{name}/reply")
    for text in ("下周换", "换好了"):
        as_(scene.secretary).open(f"/evaluations/comments/{name}/reply").press("公开答复", {"text": text})
    refused = opened_before.press("公开答复", {"text": "下月再说"}, expect=409)
    assert "刚被他人更新" in refused.main
    assert "下月再说" in refused.main
    assert db.session.scalars(select(CommentReply.text)).all() == ["换好了"]
    replied = select(AuditEntry).where(AuditEntry.event == "evaluations.comment_replied")
    replied = replied.order_by(AuditEntry.leaf_index)
    assert [entry.facts["text"] for entry in db.session.scalars(replied)] == ["下周换", "换好了"]


def test_names_and_phone_numbers_are_pointed_out_to_those_who_screen(as_, scene):
    round_ = a_round_with_words(scene, "村民示007 收了钱", "打 13800000000 问", "路灯太暗")
    page = as_(scene.supervisor).open(f"/evaluations/{round_.id}/comments")
    marks = [mark.text for mark in page.html.select("main .badge--soon")]
    assert sorted(marks) == ["◆可能有人名或电话：13800000000", "◆可能有人名或电话：村民示007"]


# ---- the record of the count, and the totals as files ----


def test_every_step_of_the_count_is_on_a_page_with_who_did_it(as_, scene):
    round_ = published(scene, MIXED)
    page = as_(None).open(f"/evaluations/{round_.id}/ceremony")
    steps = [li.get_text(" ", strip=True) for li in page.html.select(".timeline__act")]
    words = (
        "准备一轮评议",
        "打印了 20 张票",
        "封定 20 张票",
        "投出 12 张，作废 8 张",
        "取出 12 份答卷",
        "销毁密钥",
        "公布结果",
    )
    places = [next(n for n, step in enumerate(steps) if word in step) for word in words]
    assert places == sorted(places)
    assert scene.supervisor.name in steps[-1]
    assert ":" not in "".join(step for step in steps if "2022" in step), "days, never hours"


def test_more_answers_than_slips_handed_out_are_pointed_out(as_, scene):
    round_ = published(scene, MIXED)
    round_.signatures = 11
    db.session.commit()
    assert "投进票箱的比领出的还多" in as_(None).open(f"/evaluations/{round_.id}/ceremony").main


def test_totals_come_as_excel_and_csv_once_they_may_be_seen(as_, scene):
    counted = a_counted_round(scene, MIXED)
    url = f"/evaluations/{counted.id}/totals"
    for outsider in (None, scene.lead):
        as_(outsider).open(f"{url}.csv", expect=404)
    as_(scene.secretary).open(f"{url}.csv")
    as_(scene.supervisor).open(f"/evaluations/{counted.id}").press("公布结果")

    csv = as_(None).open(f"{url}.csv").response.get_data(as_text=True)
    assert csv.startswith("\ufeff")
    assert f"{scene.project.code},{scene.project.name},进度,0,9,0,3,0,0,12,75.0,75.0,60.0" in csv
    excel = as_(None).open(f"{url}.xlsx")
    assert excel.response.data.startswith(b"PK")
    assert "attachment" in excel.headers["Content-Disposition"]


def test_what_somebody_typed_is_no_formula_in_the_files(as_, scene):
    scene.project.name = '=HYPERLINK("http://x")'
    db.session.commit()
    round_ = published(scene, MIXED)
    csv = as_(None).open(f"/evaluations/{round_.id}/totals.csv").response.get_data(as_text=True)
    assert "'=HYPERLINK" in csv
    assert ",=HYPERLINK" not in csv


def test_under_ten_valid_answers_there_are_no_files(as_, scene):
    round_ = published(scene, MIXED[:9])
    for ending in ("csv", "xlsx"):
        as_(scene.secretary).open(f"/evaluations/{round_.id}/totals.{ending}", expect=404)


def test_the_result_is_compared_with_the_last_round(as_, scene, monkeypatch):
    published(scene, ["a" * 8] * 12)
    for name in ("FIRST", "LAST", "AFTER"):
        monkeypatch.setattr(scenes, name, getattr(scenes, name) + timedelta(days=90))
    round_ = a_published_round(scene, MIXED)
    rows = as_(None).open(f"/evaluations/{round_.id}").rows()
    assert any(row.startswith("进度") and row.endswith("↓ 25.0") for row in rows)
    assert any(row.startswith("质量") and row.endswith("持平") for row in rows)


def test_the_points_of_the_village_are_in_the_formula_and_in_the_score(as_, scene):
    weights = {"very_satisfied": 100, "satisfied": 75, "basically_satisfied": 50, "dissatisfied": 0}
    rule = {"key": "evaluation.score_weights", "value": {"value": weights}}
    saved(LocalRule(village_id=scene.village.id, effective_from=date(2022, 1, 1), **rule))
    round_ = published(scene, ["bbbbbbbb"] * 12)
    page = as_(None).open(f"/evaluations/{round_.id}").main
    assert "得分 = (100a + 75b + 50c + 0d) ÷ n" in page
    assert "综合得分 75.0" in page


# ---- nobody can open the urn ----


def test_a_round_nobody_can_open_is_made_void_with_a_reason(as_, scene, on_day):
    round_ = scenes.a_closed_round(scene, MIXED)
    url = f"/evaluations/{round_.id}"
    with on_day("2022-06-30"):
        as_(scene.secretary).send(f"{url}/give-up", {"note": "打不开"}, expect=403)
        as_(scene.supervisor).send(f"{url}/give-up", {"note": ""}, expect=409)
        as_(scene.supervisor).open(url).press("打不开票箱，作废重来", {"note": "两位的口令和恢复码都丢了"})
    assert round_.state is State.VOID
    assert not urn.path_of(round_.id).exists()
    assert "没有计票就作废了" in as_(None).open(url).main, "what was open does not vanish"
    assert "两位的口令和恢复码都丢了" in as_(None).open(f"{url}/ceremony").main


@pytest.mark.parametrize("who", ["secretary", "supervisor", None])
def test_the_page_of_a_result_asks_the_database_a_dozen_times_at_most(as_, scene, statements, who):
    round_ = a_round_with_words(scene, "路灯太暗")
    screened(as_, scene, round_, {"路灯太暗"})
    as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
    reader = as_(getattr(scene, who) if who else None)
    url = f"/evaluations/{round_.id}"
    statements.clear()
    reader.open(url)
    assert len(statements) <= 12, statements
