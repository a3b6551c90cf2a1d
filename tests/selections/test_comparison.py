"""The comparison with the firms of a project: in words before anybody rules, and again before the appointment."""

import pytest

from govproj.accounts.models import DeclaredRelative
from govproj.core.db import db
from govproj.firms.models import FirmPerson, FirmTie, Interest
from govproj.selections import conflicts, parties
from govproj.selections.actions import firms
from govproj.selections.models import InvolvedFirm
from govproj.selections.states import Outcome, Part, State
from govproj.villages.models import Resident
from tests.factories import a_firm, a_party_member, a_town_inspector, last_audit_entry, saved
from tests.selections.things import a_letter, a_selection

CLEAR = {"outcome": "clear"}


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def rule(as_, person, selection, ruling=CLEAR, expect=303):
    return as_(person).send(f"/nominations/{selection.nominations[0].id}/rule", ruling, expect=expect)


def behind(firm, name, tie=FirmTie.SHAREHOLDER, **kw):
    return saved(FirmPerson(firm_id=firm.id, name=name, tie=tie, **kw))


def a_brother(cast, **kw):
    return saved(DeclaredRelative(user_id=cast.member.id, name="徐示弟", relation="兄弟姐妹", **kw))


def noted(cast, selection, firm, part=Part.BIDDER):
    row = InvolvedFirm(project_id=selection.project_id, firm_id=firm.id, part=part, by_id=cast.cadre.id)
    return saved(row)


def hits(selection) -> list[str]:
    return [hit.words for hit in conflicts.of(selection.nominations[0]).hits]


@pytest.fixture
def selection(cast):
    return a_selection(cast, State.RECUSAL_CHECK)


@pytest.fixture
def inspector(cast):
    return a_town_inspector(cast.village.town)


def test_every_kind_of_tie_is_said_in_words(app, cast, selection):
    firm = selection.project.contractor
    cast.member.phone = "138-0000 1234"
    a_brother(cast, occupation=f"在{firm.name.partition('(')[0]}开车")
    saved(Interest(user_id=cast.member.id, firm_id=firm.id, nature="出租挖机"))
    behind(firm, cast.member.name, FirmTie.CREW)
    behind(firm, "徐示弟", FirmTie.SHAREHOLDER)
    behind(firm, "樊样人", FirmTie.MANAGER, phone="13800001234")
    where = f"施工单位“{firm.name}”"
    assert hits(selection) == [
        f"本人申报过和{where}的关系：出租挖机。",
        f"本人和{where}的施工班组成员同名，请核实是不是同一个人。",
        f"本人的电话和{where}的管理人员相同。",
        f"近亲属徐示弟（兄弟姐妹）和{where}的股东同名，请核实是不是同一个人。",
        f"近亲属徐示弟（兄弟姐妹）申报的工作单位是{where}。",
    ]


@pytest.mark.parametrize("part", list(Part))
def test_every_firm_of_the_project_is_compared(app, cast, selection, part):
    firm = a_firm("样板设备租赁(虚构)")
    saved(Interest(user_id=cast.member.id, firm_id=firm.id, nature="股东"))
    assert hits(selection) == []
    noted(cast, selection, firm, part)
    assert hits(selection) == [f"本人申报过和{part.label}“样板设备租赁(虚构)”的关系：股东。"]


def test_a_feature_above_may_know_more_firms(app, cast, selection, monkeypatch):
    firm = a_firm()
    saved(Interest(user_id=cast.member.id, firm_id=firm.id, nature="股东"))
    monkeypatch.setattr(parties, "_sources", [lambda project: [(firm.id, "投标人")]])
    assert hits(selection) == [f"本人申报过和投标人“{firm.name}”的关系：股东。"]


def test_a_relative_who_declared_it_himself_is_found(app, cast, selection):
    places = [
        Resident(village_id=cast.village.id, number=n, name=name, household=n)
        for n, name in ((1, "徐示弟"), (2, "x"))
    ]
    brother = a_party_member(cast.village, name="徐示弟", resident=saved(places[0]))
    a_brother(cast, resident_id=places[0].id)
    saved(Interest(user_id=brother.id, firm_id=selection.project.contractor_id, nature="合伙"))
    assert [words.partition("和")[0] for words in hits(selection)] == ["近亲属徐示弟（兄弟姐妹）申报过"]


def test_who_named_the_candidate_as_relative_is_compared_as_well(app, cast, selection):
    saved(DeclaredRelative(user_id=cast.cadre.id, name=cast.member.name, relation="子女的配偶"))
    saved(Interest(user_id=cast.cadre.id, firm_id=selection.project.contractor_id, nature="股东"))
    assert [words[:18] for words in hits(selection)] == ["把候选人申报为近亲属的沈示安申报过和"]


def test_what_ended_long_ago_no_longer_counts(app, on_day, cast, selection):
    firm = selection.project.contractor
    tie = behind(firm, cast.member.name)
    with on_day("2022-03-15"):
        for ended, counts in ((None, True), ("2019-03-15", True), ("2019-02-28", False)):
            tie.ended_on = ended and __import__("datetime").date.fromisoformat(ended)
            db.session.flush()
            assert bool(hits(selection)) is counts, ended
    db.session.rollback()


def test_the_checker_reads_the_hits_before_he_rules_and_they_stay_with_the_ruling(
    as_, cast, selection, inspector
):
    behind(selection.project.contractor, cast.member.name)
    form = as_(cast.other_supervisor).open(f"/nominations/{selection.nominations[0].id}/rule")
    assert "的股东同名，请核实是不是同一个人" in form.main
    assert form.press("记录结论", CLEAR, expect=422).errors == ["请写明理由。"]
    form.press("记录结论", {**CLEAR, "reason": "当面核对，只是同名"})
    check = selection.nominations[0].check
    assert (check.outcome, len(check.hits)) == (Outcome.CLEAR, 1)
    again = as_(inspector).open(f"/nominations/{selection.nominations[0].id}/rule")
    assert "当时比对" in again.main


def test_what_is_no_mere_namesake_goes_to_the_town(as_, cast, selection, inspector):
    saved(Interest(user_id=cast.member.id, firm_id=selection.project.contractor_id, nature="股东"))
    form = as_(cast.supervisor).open(f"/nominations/{selection.nominations[0].id}/rule")
    assert [i["value"] for i in form.html.select("[name=outcome]")] == ["referred"]
    rule(as_, cast.supervisor, selection, {**CLEAR, "reason": "没事"}, expect=422)
    rule(as_, cast.supervisor, selection, {"outcome": "referred", "reason": "本人是股东"})
    rule(as_, inspector, selection, {"outcome": "blocked", "reason": "本人是股东"})
    assert selection.nominations[0].is_blocked


def test_blocked_is_lifted_by_the_town_and_with_a_reason_only(as_, cast, selection, inspector):
    rule(as_, inspector, selection, {"outcome": "blocked", "reason": "持股"})
    for person in (cast.supervisor, cast.other_supervisor):
        rule(as_, person, selection, {**CLEAR, "reason": "没事"}, expect=422)
    rule(as_, cast.secretary, selection, {**CLEAR, "reason": "没事"}, expect=403)
    assert rule(as_, inspector, selection, CLEAR, expect=422).errors == ["请写明理由。"]
    managed = {"outcome": "managed", "recused_steps": "不参与招采"}
    assert rule(as_, inspector, selection, managed, expect=422).errors == ["请写明理由。"]
    rule(as_, inspector, selection, {**managed, "reason": "已转让股份"})
    assert not selection.nominations[0].is_blocked


def test_the_recused_steps_name_no_relative(as_, cast, selection, inspector):
    a_brother(cast)
    ruling = {"outcome": "managed", "reason": "弟弟供货", "recused_steps": "徐示弟供货的材料验收"}
    refused = rule(as_, inspector, selection, ruling, expect=422)
    assert refused.errors == ["回避环节会公开，不能写亲属的姓名（徐示弟）。"]


def test_the_public_reads_post_step_and_result(as_, cast, inspector):
    appointed = a_selection(cast, State.APPOINTED)
    rule(as_, inspector, appointed, {"outcome": "managed", "reason": "弟弟供货", "recused_steps": "材料验收"})
    row = as_().open(page_of(appointed)).html.find("caption", string="回避环节").find_parent("table").tbody
    assert row.get_text(" ", strip=True) == "领办人 材料验收 可管理（部分环节回避）"


def test_a_later_bidder_is_caught_before_the_appointment(as_, on_day, cast, inspector):
    selection = a_selection(cast, State.PUBLICISED)
    a_letter(cast, selection)
    firm = a_firm("样板路桥(虚构)")
    behind(firm, cast.member.name)
    as_(cast.cadre).open(f"/projects/{selection.project_id}/firms").press(
        "登记企业", {"firm": firm.name, "part": "bidder"}
    )
    with on_day("2022-03-28"):
        page = as_(cast.secretary).open(page_of(selection))
        assert "徐示荣核查之后有新情况，请重新核查" in page.main
        refused = as_(cast.secretary).send(f"{page_of(selection)}/appoint", expect=409)
        assert "投标人“样板路桥(虚构)”的股东同名" in refused.main
        checker = as_(cast.other_supervisor).open(page_of(selection))
        form = as_(cast.other_supervisor).open(checker.links["重新核查徐示荣"])
        assert "上次核查之后有新情况" in form.main
        form.press("记录结论", {**CLEAR, "reason": "只是同名"})
        as_(cast.secretary).send(f"{page_of(selection)}/appoint")
    assert selection.state is State.APPOINTED


@pytest.mark.parametrize("change", ["relative", "interest", "withdrawn"])
def test_a_changed_declaration_opens_the_check_again(as_, cast, selection, change):
    if change == "withdrawn":
        gone = a_brother(cast)
    rule(as_, cast.other_supervisor, selection)
    if change == "relative":
        a_brother(cast)
    elif change == "interest":
        saved(Interest(user_id=cast.member.id, firm_id=a_firm().id, nature="股东"))
    else:
        gone.ended_on = gone.declared_on
        db.session.commit()
    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-decision", expect=409)
    assert "徐示荣核查之后有新情况，请重新核查：徐示荣的申报有变化" in refused.main
    again = f"申报有变化，重新核查利益冲突：{selection.project.name}"
    assert as_(cast.supervisor).open("/workbench").links[again] == page_of(selection)
    rule(as_, cast.other_supervisor, selection)
    assert again not in as_(cast.supervisor).open("/workbench").main
    as_(cast.secretary).send(f"{page_of(selection)}/begin-decision")


def test_over_a_ruling_of_the_town_the_committee_can_only_refer(as_, cast, selection, inspector):
    rule(as_, inspector, selection)
    a_brother(cast)
    rule(as_, cast.supervisor, selection, CLEAR, expect=422)
    rule(as_, cast.supervisor, selection, {"outcome": "referred", "reason": "新申报了弟弟"})
    refused = as_(cast.secretary).send(f"{page_of(selection)}/begin-decision", expect=409)
    assert "已报镇纪委，请等答复" in refused.main


def test_firms_are_noted_once_and_struck_by_those_who_carry_out(as_, cast, selection):
    url = f"/projects/{selection.project_id}/firms"
    form = as_(cast.cadre).open(url)
    assert form.press("登记企业", expect=422).errors == ["请填写企业名称。", "请选择。"]
    form.press("登记企业", {"firm": "样板设计院(虚构)", "part": "designer"})
    twice = form.press("登记企业", {"firm": "样板设计院(虚构)", "part": "designer"}, expect=409)
    assert "已经登记过" in twice.main
    assert "样板设计院(虚构)" in as_(cast.supervisor).open(url).main
    as_(cast.member).open(url, expect=403)
    as_(cast.cadre).open(url).press("划去：样板设计院(虚构)（设计单位）")
    assert last_audit_entry() == ("selections.firm_struck", cast.cadre.id)
    assert parties.noted(selection.project) == []


def test_noting_takes_a_known_firm(app, cast, selection):
    known = a_firm("样板材料(虚构)")
    row = firms.note(selection.project, name="样板材料(虚构)", part=Part.SUPPLIER, by=cast.cadre)
    assert row.firm is known
    db.session.rollback()


@pytest.mark.parametrize("state", [State.RECUSAL_CHECK, State.DECIDING, State.PUBLICISED])
def test_the_comparison_asks_little_however_many_stand_and_are_tied(as_, cast, inspector, statements, state):
    selection = a_selection(cast, state)
    for n in range(8):
        firm = a_firm()
        noted(cast, selection, firm, Part.SUPPLIER)
        behind(firm, cast.member.name)
        saved(DeclaredRelative(user_id=cast.member.id, name=f"徐示{n}", relation="兄弟姐妹"))
        saved(Interest(user_id=cast.member.id, firm_id=firm.id, nature="股东"))
    for person in (cast.secretary, cast.other_supervisor, inspector):
        browser = as_(person)
        for url in (page_of(selection), f"/nominations/{selection.nominations[0].id}/rule"):
            browser._ask("GET", url)
            statements.clear()
            browser._ask("GET", url)
            assert len(statements) <= 12, (url, person.name, len(statements))
