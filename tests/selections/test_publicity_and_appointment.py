"""The person chosen hangs on the board for five working days; objections are answered before the appointment."""

import pytest

from govproj.accounts.models import Office, Role
from govproj.core.db import db
from govproj.selections.states import State
from tests.factories import a_villager, saved
from tests.selections.things import a_letter, a_selection

VOTE = {
    "reason": "熟悉",
    "held_on": "2022-03-10",
    "expected": 5,
    "attendance": "五人",
    "votes_for": 3,
    "votes_against": 1,
    "abstained": 1,
    "minutes": "同意",
    "team": "三人",
    "division": "管进度",
    "deputy_id": 0,
}


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def appoint(as_, cast, selection, expect=303):
    return as_(cast.secretary).send(f"{page_of(selection)}/appoint", expect=expect)


@pytest.mark.parametrize(("votes_for", "errors"), [(2, ["赞成没有过半，不能确定为人选。"]), (3, [])])
def test_a_decision_needs_more_than_half(as_, on_day, cast, votes_for, errors):
    selection = a_selection(cast, State.DECIDING)
    fields = {**VOTE, "nomination_id": selection.candidates[0].id, "votes_for": votes_for}
    with on_day("2022-03-10"):
        answer = as_(cast.secretary).send(
            f"{page_of(selection)}/decide", fields, expect=422 if errors else 303
        )
    assert answer.errors == errors
    assert (selection.decision is None) == bool(errors)


@pytest.mark.parametrize(
    ("expected", "error"),
    [(4, "投票的有 5 人，比应到的还多，请核对。"), (10, "到会没有过半，会议不能作决定。"), (9, None)],
)
def test_a_meeting_without_half_of_its_members_decides_nothing(as_, on_day, cast, expected, error):
    selection = a_selection(cast, State.DECIDING)
    fields = {**VOTE, "nomination_id": selection.candidates[0].id, "expected": expected}
    with on_day("2022-03-10"):
        answer = as_(cast.secretary).send(
            f"{page_of(selection)}/decide", fields, expect=422 if error else 303
        )
    assert answer.errors == ([error] if error else [])
    assert (selection.decision is None) == bool(error)


def test_a_meeting_of_tomorrow_has_decided_nothing(as_, on_day, cast):
    selection = a_selection(cast, State.DECIDING)
    fields = {**VOTE, "nomination_id": selection.candidates[0].id, "held_on": "2022-03-11"}
    with on_day("2022-03-10"):
        refused = as_(cast.secretary).send(f"{page_of(selection)}/decide", fields, expect=422)
    assert refused.errors == ["日期不能晚于今天。"]


def test_without_a_decision_nobody_is_publicised(as_, cast):
    selection = a_selection(cast, State.DECIDING)
    refused = as_(cast.secretary).send(f"{page_of(selection)}/publicise", expect=409)
    assert "还没有登记村两委会议的决定" in refused.main


def test_publicity_lasts_five_working_days(as_, on_day, cast):
    selection = a_selection(cast, State.PUBLICISED)  # since Monday, 21 March
    a_letter(cast, selection)
    assert selection.publicised_until.isoformat() == "2022-03-25"
    with on_day("2022-03-25"):
        refused = appoint(as_, cast, selection, expect=409)
        assert "公示到 2022年3月25日 期满，还没有到期" in refused.main
    with on_day("2022-03-26"):
        appoint(as_, cast, selection)
    assert selection.project.lead_id == cast.member.id


def test_whoever_is_proposed_stands_on_the_front_page_of_the_village_while_the_time_runs(as_, on_day, cast):
    selection = a_selection(cast, State.PUBLICISED)
    board, name = f"/villages/{cast.village.id}", selection.project.name
    with on_day("2022-03-25"):
        page = as_().open(board)
        assert f"领办人选公示 {name}" in page.main
        assert "拟由徐示荣领办，有不同意见请在2022年3月25日以前提出" in page.main
        assert f'href="{page_of(selection)}"' in str(page.html.main)
    with on_day("2022-03-26"):
        assert "领办人选公示" not in as_().open(board).main


def test_after_a_good_objection_the_committees_decide_again(as_, cast):
    selection = a_selection(cast, State.PUBLICISED)
    url = f"{page_of(selection)}/reconsider"
    assert as_(cast.secretary).open(url).press("重新确定人选", expect=422).errors == ["请写明理由。"]
    as_(cast.secretary).open(url).press("重新确定人选", {"note": "异议属实"})

    assert selection.state is State.DECIDING
    assert selection.decision is None
    assert len(selection.decisions) == 1
    assert "徐示荣" not in as_().open(page_of(selection)).main


def test_whoever_joined_the_supervision_committee_meanwhile_is_not_appointed(as_, on_day, cast):
    selection = a_selection(cast, State.PUBLICISED)
    a_letter(cast, selection)
    saved(Office(role=Role.SUPERVISOR, village_id=cast.village.id, user_id=cast.member.id))
    db.session.expire_all()
    with on_day("2022-03-28"):
        refused = appoint(as_, cast, selection, expect=409)
    assert "徐示荣是村务监督委员会成员，不能领办" in refused.main


def test_everybody_reads_who_leads_and_how_that_came_about(as_, cast):
    selection = a_selection(cast, State.APPOINTED)
    for reader in (None, a_villager(cast.village)):
        page = as_(reader).open(f"/projects/{selection.project_id}")
        shown = as_(reader).open(page.links["领办人"])
        for fact in ("徐示荣", "主动报名", "2022年3月28日", "发布招募", "2022年3月1日", "熟悉情况，村民认可"):
            assert fact in shown.main
        assert "下一步" not in shown.main
