"""What is published: figures with numerators and denominators, screened words, weak links and what follows."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.evaluations.answers import Answer
from govproj.evaluations.models import Comment, Screening, StratumTotal, Verdict, WeakLink
from govproj.rectifications.models import Rectification
from govproj.villages.models import LocalRule
from tests.evaluations import scenes
from tests.evaluations.scenes import (
    a_counted_round,
    a_published_round,
    a_village_that_evaluates,
    an_open_round,
)
from tests.factories import a_cadre, a_supervisor, a_villager, saved

# openness … lead_performance, overall: 12 people; schedule is weak (3 of 12 dissatisfied: 75 %)
MIXED = ["aabaaaaa"] * 5 + ["bbabbbbb"] * 4 + ["aadaaaau"] * 3


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


def test_the_result_shows_every_rate_with_what_it_was_counted_from(as_, scene):
    round_ = a_published_round(scene, MIXED)
    page = as_(None).open(f"/evaluations/{round_.id}")

    assert "进度 4 5 0 3 0 12 75.0% 75.0% 66.7" in page.rows()
    assert "总体 5 4 0 0 3 9 100.0% 100.0% 91.1" in page.rows()
    assert "9 ÷ 12" in page.main  # 知晓率
    assert "12 ÷ 30" in page.main  # 参与率
    for formula in ("满意率 = (a + b + c) ÷ n", "得分 = (100a + 80b + 60c + 0d) ÷ n"):
        assert formula in page.main


def test_before_publication_only_officials_see_the_figures(as_, scene, on_day):
    round_ = a_counted_round(scene, MIXED)
    url = f"/evaluations/{round_.id}"

    for official in (scene.secretary, scene.supervisor, scene.inspector, a_cadre(scene.village)):
        assert "66.7" in as_(official).open(url).main
    for other in (None, scene.lead, a_villager(scene.village), a_supervisor()):
        assert "66.7" not in as_(other).open(url).main

    as_(scene.supervisor).open(url).press("公布结果")
    assert "66.7" in as_(None).open(url).main


def test_under_ten_valid_answers_nothing_is_shown_and_nothing_proposed(as_, scene):
    round_ = a_published_round(scene, MIXED[-9:])
    page = as_(scene.secretary).open(f"/evaluations/{round_.id}")
    assert "有效答卷不足 10 份" in page.main
    assert "75.0%" not in page.main
    assert db.session.scalars(select(WeakLink)).all() == []


def test_under_twenty_answers_the_result_is_only_for_reference(as_, scene):
    few = a_published_round(scene, MIXED)
    enough = a_published_round(scene, MIXED * 2, number=30)
    assert "样本不足，仅供参考" in as_(None).open(f"/evaluations/{few.id}").main
    assert "样本不足，仅供参考" not in as_(None).open(f"/evaluations/{enough.id}").main


def test_a_project_lists_its_rounds(as_, scene):
    round_ = a_published_round(scene, MIXED)
    page = as_(None).open(f"/projects/{scene.project.id}/evaluations")
    assert page.links[round_.title] == f"/evaluations/{round_.id}"
    assert "还没有评议" in as_(None).open(f"/evaluations?village={a_villager().offices[0].village_id}").main


def test_the_page_of_the_project_opens_with_the_verdict(as_, scene, on_day):
    project = f"/projects/{scene.project.id}"
    assert "村民满意率 还没有评议" in as_(None).open(project).main
    a_published_round(scene, MIXED * 2, number=30)
    assert "村民满意率 100.0 % 18 ÷ 18" in as_(None).open(project).main

    running, _codes = an_open_round(scene)

    with on_day("2022-05-21"):
        assert f"村民满意率 ◆ 正在评议 {running.title}" in as_(None).open(project).main
    assert (
        "100.0 % 18 ÷ 18" in as_(None).open(project).main
    )  # over and not counted yet: the last figure stands


def test_a_verdict_of_too_few_is_not_shown_on_the_project_either(as_, scene):
    a_published_round(scene, MIXED[-9:])
    assert "村民满意率 还没有评议" in as_(None).open(f"/projects/{scene.project.id}").main


# ---- comments ----


def a_round_with_comments(scene):
    said = ["路灯太暗", "示例人五收了好处", *[""] * 10]
    return a_counted_round(
        scene,
        [Answer({str(scene.project.id): "a" * 8}, comment=words) for words in said],
    )


def test_comments_are_read_by_the_committee_before_anybody_else(as_, scene):
    round_ = a_round_with_comments(scene)
    for other in (scene.secretary, scene.inspector):
        as_(other).open(f"/evaluations/{round_.id}/comments", expect=403)
        assert "路灯" not in as_(other).open(f"/evaluations/{round_.id}").main

    page = as_(scene.supervisor).open(f"/evaluations/{round_.id}/comments")
    harmless = db.session.scalars(select(Comment).where(Comment.text == "路灯太暗")).one()
    both = [comment.name for comment in db.session.scalars(select(Comment))]
    page.press("公开勾上的，其余不公开", {"shown": [harmless.name], "seen": both})

    shown = as_(scene.secretary).open(f"/evaluations/{round_.id}").main
    assert "路灯太暗" in shown
    assert "好处" not in shown
    assert {c.screening for c in db.session.scalars(select(Comment))} == {Screening.SHOWN, Screening.WITHHELD}


def test_no_word_of_a_comment_gets_into_the_log(as_, scene):
    a_round_with_comments(scene)
    assert "路灯" not in "".join(db.session.scalars(select(AuditEntry.content)))


# ---- strata ----


def test_strata_are_shown_only_where_no_cell_is_under_five(scene, as_):
    def answers(stratum, signs):
        return [Answer({str(scene.project.id): "-" * 7 + sign}, stratum=stratum) for sign in signs]

    round_ = a_published_round(
        scene, answers("party", "aaaaabbbcd") + answers("villager", "aaaaaaabbbbbbcd"), number=30
    )

    kept = {(t.stratum, t.levels): t.answers for t in db.session.scalars(select(StratumTotal))}
    assert kept == {("party", "a"): 5, ("party", "bcd"): 5, ("villager", "a"): 7, ("villager", "bcd"): 8}
    assert "党员：非常满意 5，满意＋基本满意＋不满意 5" in as_(None).open(f"/evaluations/{round_.id}").main


def test_a_small_stratum_is_not_kept_at_all(scene):
    few = [Answer({str(scene.project.id): "-" * 7 + "a"}, stratum="party")] * 4
    many = [Answer({str(scene.project.id): "-" * 7 + "a"}, stratum="villager")] * 12
    a_published_round(scene, few + many)
    assert db.session.scalars(select(StratumTotal)).all() == []


def test_how_small_is_too_small_is_a_rule_of_the_village(scene, as_):
    rule = {"key": "privacy.min_cell", "value": {"value": 13}, "effective_from": date(2022, 1, 1)}
    saved(LocalRule(village_id=scene.village.id, **rule))

    def answers(stratum, number):
        return [Answer({str(scene.project.id): "-" * 7 + "a"}, stratum=stratum)] * number

    round_ = a_published_round(scene, answers("party", 12) + answers("villager", 14), number=30)
    assert db.session.scalars(select(StratumTotal)).all() == []
    assert "不到 13 的格子合并" in as_(None).open(f"/evaluations/{round_.id}").main


# ---- weak links ----


def the_weak_link():
    return db.session.scalars(select(WeakLink)).one()


def test_a_weak_link_is_proposed_and_the_secretary_writes_why_not(as_, scene):
    round_ = a_published_round(scene, MIXED)
    weak = the_weak_link()
    assert (weak.aspect, set(weak.reasons)) == ("schedule", {"low_rate", "among_lowest"})

    page = as_(scene.secretary).open(
        as_(scene.secretary).open(f"/evaluations/{round_.id}").links["去确认 进度"]
    )
    assert page.press("不列入，保存理由", {"note": ""}, expect=422).errors == ["请写明理由。"]
    page.press("不列入，保存理由", {"note": "雨季停工，已顺延工期"})

    assert the_weak_link().verdict is Verdict.DECLINED
    assert "雨季停工，已顺延工期" in as_(scene.supervisor).open(f"/evaluations/{round_.id}").main
    as_(scene.secretary).open(f"/evaluations/weak-links/{weak.id}", expect=403)


def test_a_confirmed_weak_link_opens_a_rectification(as_, scene):
    round_ = a_published_round(scene, MIXED)
    page = as_(scene.secretary).open(f"/evaluations/weak-links/{the_weak_link().id}")
    assert "满意率 75.0%" in page.html.select_one("#fact").text

    page.press("确认，开出整改单", {"place": "沿溪路段"})

    weak = the_weak_link()
    assert weak.verdict is Verdict.CONFIRMED
    case = db.session.get(Rectification, weak.rectification_id)
    assert (case.project_id, case.source, case.place) == (scene.project.id, "evaluation", "沿溪路段")
    assert "整改单" in as_(None).open(f"/evaluations/{round_.id}").links


def test_only_the_secretary_judges_weak_links(as_, scene):
    a_published_round(scene, MIXED)
    url = f"/evaluations/weak-links/{the_weak_link().id}"
    for official in (scene.supervisor, scene.inspector, a_cadre(scene.village)):
        as_(official).open(url, expect=403)
        as_(official).send(f"{url}/decline", {"note": "不用改"}, expect=403)
    for outsider in (scene.lead, a_villager(scene.village), a_supervisor()):
        as_(outsider).open(url, expect=404)


def test_falling_since_the_last_published_round_is_weak(scene, monkeypatch):
    a_published_round(scene, ["a" * 8] * 20)
    for name in ("FIRST", "LAST", "AFTER"):
        monkeypatch.setattr(scenes, name, getattr(scenes, name) + timedelta(days=90))
    a_published_round(scene, ["a" * 8] * 18 + ["aaaadaaa"] * 2)
    assert (the_weak_link().aspect, the_weak_link().reasons) == ("safety", ["fell"])


BAD = ["ddaddddd"] * 4 + ["aadaaaaa"] * 8  # overall 66.7 %


def test_what_a_bad_result_sets_off_is_said(as_, scene):
    round_ = a_published_round(scene, BAD)
    notices = as_(None).open(f"/evaluations/{round_.id}").notices
    assert "必须整改" in notices
    assert "重新核对这个项目的公示" in notices
    assert "必须整改" not in as_(None).open(f"/evaluations/{a_published_round(scene, MIXED).id}").main


def test_after_a_bad_result_the_last_weak_link_cannot_be_declined(as_, scene):
    a_published_round(scene, BAD)
    *others, last = db.session.scalars(select(WeakLink)).all()
    secretary = as_(scene.secretary)
    for weak in others:
        secretary.send(f"/evaluations/weak-links/{weak.id}/decline", {"note": "先缓一缓"})
    refused = secretary.send(f"/evaluations/weak-links/{last.id}/decline", {"note": "先缓一缓"}, expect=409)
    assert "至少要有一项列入整改" in refused.main


def test_the_workbench_leads_to_what_is_to_be_done(as_, scene, on_day):
    def lines(user):
        return [
            link
            for link in as_(user).open("/workbench").links
            if scene.round.title in link or "薄弱环节“" in link
        ]

    scene.round = scenes.a_round(scene)
    with on_day("2022-05-20"):
        assert lines(scene.supervisor) == lines(scene.inspector) == ["开启评议：2022年第二季度评议"]
        assert lines(scene.secretary) == []
    scene.round = a_published_round(scene, MIXED)
    assert "答复薄弱环节“进度”：" + scene.project.name in lines(scene.secretary)
