"""Conflicts of interest: the committee clears or refers, the inspectors rule; the public sees step and result."""

import pytest

from govproj.accounts.models import DeclaredRelative, Role
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.firms.models import Interest
from govproj.selections.actions import candidates
from govproj.selections.models import ConflictCheck
from govproj.selections.states import Outcome, State
from tests.factories import a_county_inspector, a_town_inspector, a_villager, last_audit_entry, saved
from tests.selections.things import a_selection

RECUSED = {"outcome": "managed", "reason": "堂弟在施工单位开车", "recused_steps": "不参与验收和付款审核"}
BLOCKED = {"outcome": "blocked", "reason": "本人持有施工单位股份"}


@pytest.fixture
def inspector(cast):
    return a_town_inspector(cast.village.town, name="顾示清")


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def rule(as_, person, selection, ruling, expect=303):
    return as_(person).send(f"/nominations/{selection.nominations[0].id}/rule", ruling, expect=expect)


def test_without_a_ruling_the_committees_do_not_decide(as_, cast):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-decision", expect=409)
    assert "徐示荣还没有做回避核查，请村监会办理" in refused.main


def test_in_doubt_the_committee_asks_the_town_and_everybody_waits_for_it(as_, cast, inspector):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    rule(as_, cast.supervisor, selection, {"outcome": "referred", "reason": "堂弟在施工单位"})

    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-decision", expect=409)
    assert "徐示荣的情况已报镇纪委，请等答复" in refused.main

    form = as_(inspector).open(as_(inspector).open(page_of(selection)).links["核查徐示荣"])
    form.press("记录结论", RECUSED)
    assert last_audit_entry() == ("selections.ruled", inspector.id)
    as_(cast.secretary).send(f"{page_of(selection)}/begin-decision")


def test_the_committee_can_neither_manage_nor_block_nor_overrule_the_town(as_, cast, inspector):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    form = as_(cast.supervisor).open(f"/nominations/{selection.nominations[0].id}/rule")
    assert "须回避" not in form.html.form.get_text()
    rule(as_, cast.supervisor, selection, BLOCKED, expect=422)
    rule(as_, inspector, selection, BLOCKED)
    rule(as_, cast.supervisor, selection, {"outcome": "clear"}, expect=422)
    assert [check.outcome for check in selection.nominations[0].checks] == [Outcome.BLOCKED]


def test_no_way_around_the_form_overrules_the_town(app, cast, inspector):
    nomination = a_selection(cast, State.RECUSAL_CHECK).nominations[0]
    candidates.rule(nomination, outcome=Outcome.BLOCKED, reason="持有股份", by=inspector)
    for outcome in Outcome:
        with pytest.raises(MoveRefused):
            candidates.rule(nomination, outcome=outcome, reason="x", recused_steps="x", by=cast.supervisor)


def test_whoever_is_blocked_is_not_chosen(as_, cast, inspector):
    selection = a_selection(cast, State.DECIDING)
    rule(as_, inspector, selection, BLOCKED)
    decision = {
        "nomination_id": selection.nominations[0].id,
        "reason": "熟悉",
        "held_on": "2022-03-20",
        "expected": 5,
        "attendance": "五人",
        "votes_for": 5,
        "votes_against": 0,
        "abstained": 0,
        "minutes": "同意",
        "team": "三人",
        "division": "管进度",
        "deputy_id": 0,
    }
    refused = as_(cast.secretary).send(f"{page_of(selection)}/decide", decision, expect=422)
    assert refused.errors == ["徐示荣存在利益冲突，须回避，不能聘任。"]
    assert refused.html.select_one('[name="division"]').text.strip() == "管进度"
    assert selection.decision is None


def test_a_conflict_found_during_publicity_stops_the_appointment(as_, on_day, cast, inspector):
    selection = a_selection(cast, State.PUBLICISED)
    rule(as_, inspector, selection, BLOCKED)
    appointment = {"contact_id": cast.cadre.id, "letter_signed_on": "2022-03-28"}
    with on_day("2022-03-28"):
        assert "聘任" not in as_(cast.secretary).open(page_of(selection)).links
        refused = as_(cast.secretary).send(f"{page_of(selection)}/appoint", appointment, expect=409)
    assert "须回避，不能聘任" in refused.main
    assert selection.project.lead_id is None


@pytest.mark.parametrize("county", [False, True])
def test_only_inspectors_turn_blocked_into_managed_and_both_rulings_stay(as_, cast, inspector, county):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    rule(as_, inspector, selection, BLOCKED)
    person = a_county_inspector(cast.village.town.county) if county else inspector
    rule(as_, person, selection, RECUSED)
    outcomes = [check.outcome for check in selection.nominations[0].checks]
    assert outcomes == [Outcome.BLOCKED, Outcome.MANAGED]
    assert not selection.nominations[0].is_blocked


def test_a_ruling_against_somebody_has_its_reason_and_its_steps(as_, cast, inspector):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    refused = rule(as_, inspector, selection, {"outcome": "managed"}, expect=422)
    assert refused.errors == ["请写明理由。", "请写明哪些环节要回避，例如招采、验收。"]


def test_a_relative_of_the_candidate_does_not_rule(as_, cast):
    saved(DeclaredRelative(user_id=cast.supervisor.id, name=cast.member.name, relation="兄弟"))
    selection = _with_other_assessor(cast)
    rule(as_, cast.supervisor, selection, {"outcome": "clear"}, expect=403)


def _with_other_assessor(cast):
    cast.supervisor, cast.other_supervisor = cast.other_supervisor, cast.supervisor
    selection = a_selection(cast, State.RECUSAL_CHECK)
    cast.supervisor, cast.other_supervisor = cast.other_supervisor, cast.supervisor
    return selection


def test_who_checks_reads_what_was_declared_beside_the_contractor(as_, cast):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    firm = selection.project.contractor
    saved(DeclaredRelative(user_id=cast.member.id, name="徐示弟", relation="堂弟", occupation="开挖机"))
    saved(Interest(user_id=cast.member.id, firm_id=firm.id, nature="租给机械"))
    form = as_(cast.other_supervisor).open(f"/nominations/{selection.nominations[0].id}/rule")
    assert "徐示弟" in form.main
    assert "开挖机" in form.main
    assert firm.name in form.main
    assert f"本人申报过和施工单位“{firm.name}”的关系：租给机械。" in form.main


def test_the_public_reads_which_steps_are_recused_and_no_name_or_reason(as_, cast, inspector):
    saved(DeclaredRelative(user_id=cast.member.id, name="徐示弟", relation="堂弟"))
    selection = a_selection(cast, State.APPOINTED)
    rule(as_, inspector, selection, RECUSED)
    for outsider in (None, a_villager(cast.village), cast.other):
        shown = as_(outsider).open(page_of(selection)).text
        assert "不参与验收和付款审核" in shown
        assert "堂弟" not in shown
        assert "徐示弟" not in shown


def test_the_database_itself_wants_a_reason(app, cast):
    selection = a_selection(cast, State.RECUSAL_CHECK)
    bare = ConflictCheck(
        nomination=selection.nominations[0],
        outcome=Outcome.BLOCKED,
        by_id=cast.supervisor.id,
        office=Role.SUPERVISOR,
    )
    db.session.add(bare)
    with pytest.raises(Exception, match="with_a_reason"):
        db.session.flush()
    db.session.rollback()
