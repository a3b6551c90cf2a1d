"""What people try who should not: reading marks early, opening other villages' calls, judging their own relatives."""

import pytest

from govproj.accounts.models import DeclaredRelative, Office, Role
from govproj.core.db import db
from govproj.selections.states import Outcome, State
from tests.factories import (
    a_cadre,
    a_party_member,
    a_secretary,
    a_supervisor,
    a_town_inspector,
    a_villager,
    saved,
    somebody,
)
from tests.selections.things import a_candidate, a_letter, a_selection, assessed

SECRETS = ("82.0", "81.0", "水情最熟")


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def every_way(selection):
    """All pages that could show a mark."""
    nomination = selection.nominations[0]
    yield page_of(selection)
    for name in (
        "edit",
        "decide",
        "publicise",
        "appoint",
        "replace",
        "begin-check",
        "begin-decision",
        "minutes",
    ):
        yield f"{page_of(selection)}/{name}"
    for name in ("assess", "reconcile", "rule", "accept", "decline"):
        yield f"/nominations/{nomination.id}/{name}"
    yield "/calls"
    yield "/workbench"
    yield f"/projects/{selection.project_id}"
    yield f"/audit?project={selection.project_id}"
    yield f"/audit/projects/{selection.project_id}"
    yield f"/villages/{selection.village_id}/leads"


def nothing_leaks(as_, person, selection):
    for url in every_way(selection):
        page = as_(person)._ask("GET", url)
        for secret in SECRETS:
            assert secret not in page.text, f"{url} tells {secret}"


@pytest.fixture
def half_marked(cast):
    """Two candidates; one cadre has marked both, the others have not finished."""
    selection = a_selection(cast)
    for person in (cast.member, cast.other):
        a_candidate(selection, person)
    from datetime import date

    from govproj.core import dates
    from govproj.selections.actions import steps

    with dates.set_to(date(2022, 3, 9)):
        steps.move(selection, "begin_assessment", by=cast.secretary)
    cast.early = a_cadre(cast.village)
    for nomination in selection.candidates:
        assessed(nomination, by=cast.early, opinion="水情最熟")
    assessed(selection.candidates[0], by=cast.cadre, opinion="水情最熟")
    db.session.commit()
    return selection


def test_no_assessor_finds_a_page_with_others_marks_before_giving_all_his_own(as_, cast, half_marked):
    for person in (cast.secretary, cast.supervisor, cast.cadre):
        nothing_leaks(as_, person, half_marked)


def test_no_candidate_and_no_outsider_ever_reads_marks(as_, cast, half_marked):
    for person in (cast.member, cast.other, a_villager(cast.village), a_party_member(cast.village), None):
        nothing_leaks(as_, person, half_marked)
    done = a_selection(cast, State.APPOINTED)
    for person in (cast.member, cast.other, a_villager(cast.village), None):
        nothing_leaks(as_, person, done)


def test_a_candidate_s_relative_in_office_does_not_read_the_marks_while_they_are_given(
    as_, cast, half_marked
):
    brother = a_cadre(cast.village, name="徐示兄")
    saved(DeclaredRelative(user_id=cast.member.id, name="徐示兄", relation="兄弟姐妹"))
    assessed(half_marked.candidates[1], by=brother)
    db.session.commit()
    nothing_leaks(as_, brother, half_marked)


def test_the_spread_is_not_told_before_all_have_marked(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    nomination = selection.candidates[0]
    assessed(nomination, by=cast.cadre)
    assessed(nomination, by=a_cadre(cast.village), willingness=0, communication=0, project_nature_fit=0)
    assessed(nomination, by=a_cadre(cast.village))
    db.session.commit()
    shown = as_(cast.secretary).open(page_of(selection)).main
    assert "还缺" in shown
    assert "相差超过" not in shown


def test_an_assessor_does_not_reconcile_before_he_has_marked_everybody(as_, cast, half_marked):
    nomination = half_marked.candidates[0]
    as_(cast.cadre).open(f"/nominations/{nomination.id}/reconcile", expect=403)
    as_(cast.early).open(f"/nominations/{nomination.id}/reconcile")


def test_the_log_of_an_assessment_carries_no_mark(as_, cast, half_marked):
    inspector = a_town_inspector(cast.village.town)
    shown = as_(inspector).open(f"/audit/projects/{half_marked.project_id}").main
    assert "完成对徐示荣的研判" in shown
    for secret in SECRETS:
        assert secret not in shown


def test_another_village_does_not_see_the_call_nor_act_in_it(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        for stranger in (a_party_member(), a_secretary(), a_cadre(), a_supervisor()):
            assert "请全村党员报名" not in as_(stranger).open(page_of(selection)).main
            for act in ("nominate", "recommend", "edit", "publish", "extend", "letter", "minutes"):
                as_(stranger).open(f"{page_of(selection)}/{act}", expect=404)
        member_elsewhere = a_party_member()
        assert selection.project.name not in as_(member_elsewhere).open("/calls").main
        assert selection.project.name not in as_(member_elsewhere).open("/workbench").main


def test_a_supervisor_neither_assesses_nor_rules_his_own_relative(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    saved(DeclaredRelative(user_id=cast.supervisor.id, name=cast.member.name, relation="兄弟姐妹"))
    nomination = selection.candidates[0]
    as_(cast.supervisor).send(f"/nominations/{nomination.id}/assess", expect=403)
    as_(cast.supervisor).send(f"/nominations/{nomination.id}/rule", {"outcome": "clear"}, expect=403)
    page = as_(cast.supervisor).open(page_of(selection))
    assert "给徐示荣打分" not in page.links
    assert nomination.checks == []


def test_an_inspector_does_not_rule_his_own_relative(as_, cast):
    inspector = a_town_inspector(cast.village.town, name="顾示清")
    selection = a_selection(cast, State.RECUSAL_CHECK)
    saved(DeclaredRelative(user_id=cast.member.id, name="顾示清", relation="配偶的兄弟姐妹"))
    as_(inspector).send(f"/nominations/{selection.candidates[0].id}/rule", {"outcome": "clear"}, expect=403)


@pytest.mark.parametrize("outcome", [Outcome.BLOCKED, Outcome.REFERRED])
def test_the_secretary_cannot_appoint_somebody_blocked_by_posting_directly(as_, on_day, cast, outcome):
    inspector = a_town_inspector(cast.village.town)
    selection = a_selection(cast, State.PUBLICISED)
    a_letter(cast, selection)
    if outcome is Outcome.BLOCKED:
        facts = {"outcome": "blocked", "reason": "持股"}
        as_(inspector).send(f"/nominations/{selection.candidates[0].id}/rule", facts)
    else:
        saved(DeclaredRelative(user_id=cast.member.id, name="徐示弟", relation="兄弟姐妹"))
        facts = {"outcome": "referred", "reason": "新申报"}
        as_(cast.supervisor).send(f"/nominations/{selection.candidates[0].id}/rule", facts)
    with on_day("2022-03-28"):
        for fields in ({}, {"lead_id": cast.member.id, "contact_id": cast.cadre.id, "outcome": "clear"}):
            as_(cast.secretary).send(f"{page_of(selection)}/appoint", fields, expect=409)
    assert selection.project.lead_id is None
    assert selection.state is State.PUBLICISED


def test_nobody_skips_a_stage_by_posting_directly(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    for act in (
        "publish",
        "extend",
        "begin-assessment",
        "begin-decision",
        "publicise",
        "appoint",
        "reconsider",
    ):
        as_(cast.secretary).send(f"{page_of(selection)}/{act}", {"note": "x"}, expect=409)
    assert selection.state is State.ASSESSING


def test_a_secretary_who_supervises_elsewhere_gains_nothing_here(as_, cast):
    both = somebody(
        Office(role=Role.SECRETARY, village_id=a_villager().offices[0].village_id),
        Office(role=Role.PARTY_MEMBER, village_id=cast.village.id),
    )
    selection = a_selection(cast, State.DECIDING)
    for act in ("decide", "publicise", "minutes", "letter"):
        as_(both).open(f"{page_of(selection)}/{act}", expect=403)
