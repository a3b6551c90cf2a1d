"""At least three mark alone, from each of the three offices; nobody marks themselves or a relative."""

from govproj.accounts.models import DeclaredRelative
from govproj.core.db import db
from govproj.selections.models import LeadAssessment
from govproj.selections.states import State
from govproj.villages.models import LocalRule
from tests.factories import a_cadre, a_party_member, a_project, a_villager, saved
from tests.selections.things import MARKS as NUMBERS
from tests.selections.things import PUBLISHED_ON, WORDS, a_candidate, a_selection, assessed

MARKS = {**NUMBERS, **WORDS, "integrity_record": "pass"}


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def mark(as_, person, nomination, expect=303, **fields):
    return as_(person).send(f"/nominations/{nomination.id}/assess", {**MARKS, **fields}, expect=expect)


def test_with_fewer_than_three_marks_it_goes_no_further_and_says_why(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    mark(as_, cast.secretary, nomination)
    mark(as_, cast.cadre, nomination)

    page = as_(cast.secretary).open(page_of(selection))

    assert "徐示荣还差 1 人研判，至少要 3 人" in page.main
    assert "研判完成，转回避核查" not in page.links
    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-check", expect=409)
    assert "徐示荣还差 1 人研判" in refused.main


def test_three_marks_from_two_offices_are_not_enough(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    for person in (cast.secretary, cast.cadre, a_cadre(cast.village)):
        mark(as_, person, nomination)

    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-check", expect=409)
    assert "徐示荣还缺村务监督委员会成员的研判" in refused.main

    mark(as_, cast.supervisor, nomination)
    as_(cast.secretary).send(f"{page_of(selection)}/begin-check")
    assert selection.state is State.RECUSAL_CHECK


def test_an_assessor_sees_others_marks_only_after_giving_his_own(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    mark(as_, cast.secretary, nomination, opinion="沿溪长大，水情最熟")

    before = as_(cast.cadre).open(page_of(selection))
    assert "1 人已打分" in before.main
    assert "水情最熟" not in before.main
    assert "82.0" not in before.main
    mark(as_, cast.cadre, nomination)
    after = as_(cast.cadre).open(page_of(selection))
    assert "水情最熟" in after.main
    assert "81.0" in after.main


def test_marks_once_given_stay(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    mark(as_, cast.cadre, selection.candidates[0])
    again = mark(as_, cast.cadre, selection.candidates[0], expect=409, communication=5)
    assert "打分不能改" in again.main
    assert [a.communication for a in selection.candidates[0].assessments] == [3]


def test_a_near_relative_does_not_mark(as_, cast):
    saved(DeclaredRelative(user_id=cast.member.id, name=cast.cadre.name, relation="兄弟"))
    selection = a_selection(cast, State.ASSESSING)
    assert "给徐示荣打分" not in as_(cast.cadre).open(page_of(selection)).links
    mark(as_, cast.cadre, selection.candidates[0], expect=403)


def test_an_office_all_of_whose_holders_stand_aside_is_not_waited_for(as_, cast):
    saved(DeclaredRelative(user_id=cast.secretary.id, name=cast.member.name, relation="堂弟"))
    selection = a_selection(cast, State.ASSESSING)
    for person in (cast.cadre, a_cadre(cast.village), cast.supervisor):
        mark(as_, person, selection.candidates[0])
    as_(cast.secretary).send(f"{page_of(selection)}/begin-check")
    assert selection.state is State.RECUSAL_CHECK


def test_marks_far_apart_want_a_written_reconciliation(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    mark(as_, cast.secretary, nomination)
    mark(as_, cast.cadre, nomination, communication=0, willingness=1)
    mark(as_, cast.supervisor, nomination, communication=5)

    assert nomination.spread == 32
    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-check", expect=409)
    assert "徐示荣的评分相差超过 25 分，请研判人写明复议意见" in refused.main
    form = as_(cast.cadre).open(as_(cast.cadre).open(page_of(selection)).links["写徐示荣的复议意见"])
    form.press("保存", {"text": "对沟通能力理解不同，合议后认可"})
    as_(cast.secretary).send(f"{page_of(selection)}/begin-check")

    assert selection.state is State.RECUSAL_CHECK
    assert "对沟通能力理解不同" in as_(cast.secretary).open(page_of(selection)).main


def test_twenty_five_points_apart_is_still_close_enough(app, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    nomination.assessments = [LeadAssessment(total_tenths=tenths) for tenths in (500, 750)]
    assert not nomination.wants_reconciliation
    nomination.assessments[1].total_tenths = 751
    assert nomination.wants_reconciliation
    db.session.rollback()


def test_the_weights_are_those_of_the_village_on_that_day(app, cast):
    only_will = {"willingness": 100}
    saved(
        LocalRule(
            key="lead.weights",
            value={"value": only_will},
            effective_from=PUBLISHED_ON,
            village_id=cast.village.id,
        )
    )
    selection = a_selection(cast, State.ASSESSING)
    assert assessed(selection.candidates[0], by=cast.cadre, willingness=2).total == 40
    db.session.rollback()


def test_what_somebody_leads_already_is_counted_and_said(as_, cast):
    for _ in range(2):
        a_project(cast.village, lead=cast.member)
    selection = a_selection(cast, State.ASSESSING)
    form = as_(cast.cadre).open(f"/nominations/{selection.candidates[0].id}/assess")
    assert "2 个项目" in form.main
    assert "已经领办 2 个项目，再领一个可能顾不过来" in form.main
    form.press("提交打分", MARKS)
    assert selection.candidates[0].assessments[0].current_load == 2
    assert selection.candidates[0].assessments[0].total == 73  # 81, less 8 of the 10 points for time


def test_a_failed_integrity_record_is_a_closed_gate(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    for person in (cast.secretary, cast.cadre):
        mark(as_, person, nomination)
    mark(as_, cast.supervisor, nomination, integrity_record="fail")
    as_(cast.secretary).send(f"{page_of(selection)}/begin-check")
    as_(cast.other_supervisor).send(f"/nominations/{nomination.id}/rule", {"outcome": "clear"})

    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-decision", expect=409)
    assert "没有可以聘任的人选" in refused.main


def test_a_candidate_who_steps_back_is_out_of_the_race(as_, on_day, cast):
    selection = a_selection(cast)
    a_candidate(selection, cast.member)
    a_candidate(selection, cast.other)
    with on_day("2022-03-09"):
        as_(cast.secretary).send(f"{page_of(selection)}/begin-assessment")
        as_(cast.other).open(as_(cast.other).open(page_of(selection)).links["我要退出"]).press("确定不参选")
        for person in cast.assessors:
            mark(as_, person, selection.candidates[0])
        as_(cast.secretary).send(f"{page_of(selection)}/begin-check")
        late = mark(as_, cast.supervisor, selection.nominations[1], expect=409)
    assert "现在不在研判阶段" in late.main


def test_age_schooling_and_marks_are_for_those_who_assess(as_, cast):
    selection = a_selection(cast, State.APPOINTED)
    form = as_(cast.cadre).open(f"/nominations/{selection.candidates[0].id}/assess")
    assert "46–59 岁" in form.main
    assert "大专" in form.main
    for outsider in (None, cast.member, a_party_member(cast.village), a_villager(cast.village)):
        shown = as_(outsider).open(page_of(selection)).text
        for secret in ("46–59", "大专", "81.0", "住在溪边，愿意出力", "五人到会", cast.supervisor.name):
            assert secret not in shown
