"""A call reaches the Party members of one village; who stands, stands of their own will."""

import pytest

from govproj.accounts.models import Office, Role
from govproj.projects.models import State as ProjectState
from govproj.selections.states import State, Way
from tests.factories import (
    a_party_member,
    a_project,
    a_supervisor,
    a_villager,
    an_admin,
    last_audit_entry,
    somebody,
)
from tests.selections.things import a_candidate, a_selection

MYSELF = {"statement": "愿意", "age_band": "46-59", "education": "college"}


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def test_every_party_member_sees_the_calls_of_their_own_village_only(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        assert selection.project.name in as_(cast.other).open("/calls").main
        assert selection.project.name not in as_(a_party_member()).open("/calls").main
        as_(a_villager(cast.village)).open("/calls", expect=403)
        as_(a_party_member()).open(f"{page_of(selection)}/nominate", expect=404)
        as_(a_villager(cast.village)).open(f"{page_of(selection)}/nominate", expect=404)


def test_a_draft_of_the_call_is_for_those_in_office(as_, cast):
    selection = a_selection(cast, State.DRAFTING)
    assert "草拟" not in as_(cast.member).open(page_of(selection)).main
    assert "请全村党员报名" in as_(cast.secretary).open(page_of(selection)).main
    as_(cast.member).open(f"{page_of(selection)}/nominate", expect=404)


def test_who_is_called_to_a_project_still_in_planning_reads_the_call_and_nothing_else(as_, on_day, cast):
    project = a_project(cast.village, state=ProjectState.PROPOSED)
    selection = a_selection(cast, project=project)
    with on_day("2022-03-02"):
        assert "请全村党员报名" in as_(cast.member).open(page_of(selection)).main
        as_(cast.member).open(f"/projects/{project.id}", expect=404)
        for outsider in (None, a_villager(cast.village), a_party_member(), an_admin()):
            as_(outsider).open(page_of(selection), expect=404)


def test_once_sent_out_the_call_stays_as_people_read_it(as_, cast):
    selection = a_selection(cast, State.DRAFTING)
    form = as_(cast.secretary).open(f"{page_of(selection)}/edit")
    form.press("保存草稿", {"requirements": "每周在村三天"})
    as_(cast.secretary).open(f"{page_of(selection)}/publish").press("发布招募")

    refused = form.press("保存草稿", {"requirements": "不用在村"}, expect=409)

    assert "招募已经发布，内容不能再改" in refused.main
    assert selection.requirements == "每周在村三天"


@pytest.mark.parametrize(
    ("role", "sentence"),
    [(Role.SUPERVISOR, "是村务监督委员会成员，不能领办"), (Role.SECRETARY, "是书记，主持选任")],
)
def test_who_supervises_or_presides_does_not_stand(as_, on_day, cast, role, sentence):
    offices = [Office(role=each, village_id=cast.village.id) for each in (role, Role.PARTY_MEMBER)]
    person = somebody(*offices, name="金例诚")
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        assert "我要报名" not in as_(person).open(page_of(selection)).links
        refused = as_(person).send(f"{page_of(selection)}/nominate", MYSELF, expect=409)
        recommending = as_(cast.member).open(f"{page_of(selection)}/recommend")
    assert sentence in refused.main
    assert "金例诚" not in recommending.main
    assert selection.nominations == []


def test_recommended_means_asked_and_no_candidate_yet(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        form = as_(cast.member).open(f"{page_of(selection)}/recommend")
        form.press("推荐", {"person_id": cast.other.id, "recommendation": "肯干"})
    with on_day("2022-03-09"):
        page = as_(cast.secretary).open(page_of(selection))
        assert "被推荐的人还没有答应，请等本人答复" in page.main
        as_(cast.secretary).send(f"{page_of(selection)}/begin-assessment", expect=409)
        nomination = selection.nominations[0]
        as_(cast.member).open(f"/nominations/{nomination.id}/accept", expect=404)
        as_(cast.other).open(f"/nominations/{nomination.id}/accept").press("同意参选", MYSELF)
        as_(cast.secretary).open(f"{page_of(selection)}/begin-assessment").press("截止报名，开始研判")
    assert (nomination.way, nomination.recommended_by_id) == (Way.RECOMMENDED, cast.member.id)
    assert selection.state is State.ASSESSING


def test_who_was_recommended_and_applies_anyway_keeps_the_recommendation(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        form = as_(cast.member).open(f"{page_of(selection)}/recommend")
        form.press("推荐", {"person_id": cast.other.id, "recommendation": "肯干"})
        as_(cast.other).send(f"{page_of(selection)}/nominate", MYSELF)
    nomination = selection.nominations[0]
    assert nomination.stands
    assert (nomination.way, nomination.recommendation) == (Way.RECOMMENDED, "肯干")


def test_a_second_voice_is_kept_beside_and_changes_nothing_about_how_somebody_came(as_, on_day, cast):
    selection = a_selection(cast)
    a_candidate(selection, cast.other)
    third = a_party_member(cast.village)
    with on_day("2022-03-02"):
        for person in (cast.member, third):
            form = as_(person).open(f"{page_of(selection)}/recommend")
            form.press("推荐", {"person_id": cast.other.id, "recommendation": "肯干"})
        twice = as_(third).send(
            f"{page_of(selection)}/recommend",
            {"person_id": cast.other.id, "recommendation": "真的肯干"},
            expect=409,
        )
        assert "您已经推荐过邵试明" in twice.main
        assert "另有 2 人推荐" in as_(cast.secretary).open(page_of(selection)).main
    nomination = selection.nominations[0]
    assert (nomination.way, nomination.recommended_by_id) == (Way.SELF, None)
    assert [voice.by_id for voice in nomination.seconded] == [cast.member.id, third.id]


def test_where_nobody_applied_the_page_and_the_list_say_so(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-08"):
        assert "无人报名" not in as_(cast.secretary).open(page_of(selection)).main
    with on_day("2022-03-09"):
        assert selection.no_applicant
        assert "无人报名" in as_(cast.secretary).open(page_of(selection)).main
        assert "无人报名" in as_(cast.secretary).open("/calls").main
        as_(cast.secretary).send(f"{page_of(selection)}/extend")
        as_(cast.member).send(f"{page_of(selection)}/nominate", MYSELF)
        assert not selection.no_applicant
        assert "无人报名" not in as_(cast.secretary).open("/calls").main


def test_a_no_is_a_no(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        form = as_(cast.member).open(f"{page_of(selection)}/recommend")
        form.press("推荐", {"person_id": cast.other.id, "recommendation": "肯干"})
        nomination = selection.nominations[0]
        as_(cast.other).open(f"/nominations/{nomination.id}/decline").press("确定不参选")
        again = as_(a_party_member(cast.village)).open(f"{page_of(selection)}/recommend")
    assert last_audit_entry() == ("selections.declined", cast.other.id)
    assert cast.other.name not in again.main
    assert selection.candidates == []


def test_nobody_applies_twice_or_too_late(as_, on_day, cast):
    selection = a_selection(cast)
    a_candidate(selection, cast.member)
    with on_day("2022-03-02"):
        twice = as_(cast.member).send(f"{page_of(selection)}/nominate", MYSELF, expect=409)
    with on_day("2022-03-09"):
        late = as_(cast.other).send(f"{page_of(selection)}/nominate", MYSELF, expect=409)
    assert "您已经报过名了" in twice.main
    assert "现在不在报名期间" in late.main
    assert len(selection.nominations) == 1


def test_the_assessment_waits_for_the_end_of_the_call(as_, on_day, cast):
    selection = a_selection(cast)
    a_candidate(selection, cast.member)
    with on_day("2022-03-08"):
        refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-assessment", expect=409)
    assert "报名到 2022年3月8日 截止，还没有到期" in refused.main


def test_where_nobody_applies_the_call_is_extended_once_and_then_the_committee_looks_for_somebody(
    as_, on_day, cast
):
    selection = a_selection(cast)
    secretary, page = as_(cast.secretary), page_of(selection)
    with on_day("2022-03-09"):
        assert "没有人报名。请先把招募延长一次" in secretary.open(page).main
        early = secretary.send(
            f"{page}/recommend-by-committee",
            {"person_id": cast.other.id, "recommendation": "肯干"},
            expect=409,
        )
        assert "请先把招募延长一次" in early.main
        secretary.open(f"{page}/extend").press("延长招募")
        assert selection.closes_on.isoformat() == "2022-03-16"
    with on_day("2022-03-17"):
        assert "招募只能延长一次" in secretary.send(f"{page}/extend", expect=409).main
        form = secretary.open(secretary.open(page).links["由村两委推荐人选"])
        form.press("推荐", {"person_id": cast.other.id, "recommendation": "肯干"})
        nomination = selection.nominations[0]
        as_(cast.other).open(f"/nominations/{nomination.id}/accept").press("同意参选", MYSELF)
        secretary.open(f"{page}/begin-assessment").press("截止报名，开始研判")
    assert nomination.way is Way.COMMITTEE


def test_the_call_is_not_extended_while_somebody_stands(as_, on_day, cast):
    selection = a_selection(cast)
    a_candidate(selection, cast.member)
    with on_day("2022-03-09"):
        assert "延长招募" not in as_(cast.secretary).open(page_of(selection)).links
        refused = as_(cast.secretary).send(f"{page_of(selection)}/extend", expect=409)
    assert "已经有人报名或被推荐" in refused.main


def test_a_project_with_a_lead_needs_no_call(as_, cast):
    project = a_project(cast.village, lead=cast.member)
    call = {"reason": "x", "call": "x", "task": "x", "requirements": "x", "period": "x", "openings": 1}
    refused = as_(cast.secretary).send(f"/projects/{project.id}/selection/new", call, expect=409)
    assert "已经有领办人" in refused.main


def test_a_project_that_is_not_meant_to_be_led_gets_no_call(as_, cast):
    project = a_project(cast.village, wants_lead=False)
    assert "起草领办招募" not in as_(cast.secretary).open(f"/projects/{project.id}/selection").links
    call = {"reason": "x", "call": "x", "task": "x", "requirements": "x", "period": "x", "openings": 1}
    refused = as_(cast.secretary).send(f"/projects/{project.id}/selection/new", call, expect=409)
    assert "没有安排党员领办" in refused.main


def test_two_calls_for_one_project_do_not_run_side_by_side(as_, cast):
    selection = a_selection(cast)
    call = {"reason": "x", "call": "x", "task": "x", "requirements": "x", "period": "x", "openings": 1}
    refused = as_(cast.secretary).send(f"{page_of(selection)}/new", call, expect=409)
    assert "正在选任领办人，不能同时再开一次" in refused.main


def test_an_empty_form_is_refused_field_by_field(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        refused = as_(cast.member).send(f"{page_of(selection)}/nominate", {}, expect=422)
    assert refused.errors == [
        "请写几句自己的想法，这是个人意愿的依据。",
        "请选择年龄段。",
        "请选择学历。",
    ]


def test_a_member_of_the_supervision_committee_of_another_village_may_lead(as_, on_day, cast):
    elsewhere = a_supervisor().offices[0].village
    offices = [
        Office(role=Role.SUPERVISOR, village_id=elsewhere.id),
        Office(role=Role.PARTY_MEMBER, village_id=cast.village.id),
    ]
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        as_(somebody(*offices)).send(f"{page_of(selection)}/nominate", MYSELF)
    assert len(selection.candidates) == 1
