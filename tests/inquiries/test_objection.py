"""Against a notice anybody may object, unnamed and without an account; the replies climb from village to town."""

import re
from datetime import date, timedelta

import pytest

from govproj.accounts.models import Office, Role
from govproj.core import brake, dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.disclosures.models import State
from govproj.inquiries import actions
from govproj.inquiries.models import Channel, Objection, ObjectionState
from govproj.villages.models import CalendarDay
from tests.disclosures.factories import a_disclosure
from tests.factories import (
    a_cadre,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    last_audit_entry,
    saved,
)
from tests.inquiries.factories import an_objection

WORDS = "砂石的钱好像多算了，请公布明细。我叫村民示明，电话 13812345678。"
REPLY = {"outcome": "explained", "text": "明细已张贴，按实际用量结算。"}


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-09"):  # a Thursday
        yield a_village(supervision_phone="0572-5000001")


@pytest.fixture
def notice(village):
    project = a_project(village, name="示例溪整治", lead=a_party_member(village), contact=a_cadre(village))
    return a_disclosure(project, state=State.PUBLISHED)


def objected(as_, notice, **said):
    page = as_(None).open(f"/disclosures/{notice.id}").browser.open(f"/disclosures/{notice.id}/object")
    return page.press(
        "提交意见", {"text": WORDS, "name": "村民示明", "phone": "13812345678", **said}, expect=200
    )


def receipt_on(page) -> str:
    return page.html.select_one("code").text


def only_objection() -> Objection:
    return db.session.scalars(db.select(Objection)).one()


def test_an_objection_needs_no_account_and_leaves_no_cookie(as_, notice):
    page = objected(as_, notice, name="", phone="")

    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    assert "村委会最迟 2022年6月16日 答复" in page.main  # five working days after the 9th
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", receipt_on(page))
    objection = only_objection()
    assert (objection.state, objection.recorded_by_id) == (ObjectionState.OPEN, None)
    assert receipt_on(page).replace("-", "") not in str(vars(objection))
    assert last_audit_entry() == ("disclosures.objected", 0)


def test_working_days_follow_the_calendar_of_the_town(as_, notice, village):
    saved(
        CalendarDay(town_id=village.town_id, day=date(2022, 6, 14), works=False, reason="庙会", by_name="示")
    )
    objected(as_, notice)
    assert only_objection().current.due_on == date(2022, 6, 17)


def test_an_empty_one_is_refused_and_keeps_what_was_typed(as_, notice):
    page = as_(None).open(f"/disclosures/{notice.id}/object")
    refused = page.press("提交意见", {"text": "  ", "phone": "0572-1"}, expect=422)
    assert "请写您的意见" in refused.main
    assert refused.html.select_one('[name="phone"]')["value"] == "0572-1"


def test_the_same_words_twice_are_one_objection(as_, notice):
    objected(as_, notice)
    page = as_(None).open(f"/disclosures/{notice.id}/object")
    assert "已经收到一条" in page.press("提交意见", {"text": WORDS}, expect=409).text


def test_against_a_draft_nobody_can_object(as_, village):
    draft = a_disclosure(a_project(village))
    as_(None).open(f"/disclosures/{draft.id}/object", expect=404)


def test_until_it_is_answered_only_its_day_is_public_and_afterwards_never_a_name(as_, notice):
    objected(as_, notice)
    address = f"/objections/{only_objection().id}"
    assert "砂石" not in as_(None).open(address).main
    assert "2022年6月16日" in as_(None).open(address).main

    cadre = a_cadre(notice.project.village)
    inside = as_(cadre).open(address)
    assert "村民示明 13812345678" in inside.main
    inside.browser.open(inside.links["答复"]).press("公开答复", REPLY)

    for reader in (None, a_supervisor(notice.project.village), cadre):
        seen = as_(reader).open(address).main
        assert "砂石的钱好像多算了" in seen
        assert "明细已张贴" in seen
        assert "村民示明" not in seen
        assert "13812345678" not in seen
        assert "138****5678" in seen
    board = as_(None).open(f"/disclosures/{notice.id}").main
    assert "解释说明：明细已张贴" in board
    logged = db.session.scalars(db.select(AuditEntry).filter_by(event="disclosures.objected")).one()
    assert "村民示明" not in logged.content
    assert "13812345678" not in logged.content


def test_who_is_not_satisfied_climbs_with_the_receipt_to_the_committee_and_to_the_town(as_, notice, village):
    code = receipt_on(objected(as_, notice))
    address = f"/objections/{only_objection().id}"
    as_(a_secretary(village)).open(f"{address}/reply").press("公开答复", REPLY)

    stranger = as_(None)
    wrong = stranger.open(address).press("请上一级复核", {"code": "ABCD-EFGH", "why": "没有明细"}, expect=422)
    assert "回执码不对" in wrong.main
    stranger.open(address).press("请上一级复核", {"code": f" {code.lower()} ", "why": "没有明细"})
    objection = only_objection()
    assert (objection.state, objection.current.due_on) == (ObjectionState.IN_REVIEW, date(2022, 6, 16))
    assert "没有明细" in stranger.open(address).main

    as_(a_supervisor(village)).open(f"{address}/reply").press("公开答复", {**REPLY, "text": "已复核，属实。"})
    stranger.open(address).press("请上一级复核", {"code": code, "why": "还是没有"})
    as_(a_town_inspector(village.town)).open(f"{address}/reply").press(
        "公开答复", {"outcome": "adopted", "text": "责成三日内张贴。"}
    )

    assert objection.state is ObjectionState.SETTLED
    last = stranger.open(address)
    assert "请上一级复核" not in last.buttons
    for words in ("村委会的答复", "村监会的答复", "镇里的答复", "责成三日内张贴"):
        assert words in last.main


def test_without_a_receipt_the_office_puts_it_down(as_, notice, village):
    cadre = as_(a_cadre(village))
    page = cadre.open(cadre.open(f"/disclosures/{notice.id}").links["登记别人的意见"])
    page.press("登记", {"channel": "in_person", "text": "字太小，老人看不清。"})
    objection = only_objection()
    assert (objection.channel, objection.receipt) == ("in_person", None)
    cadre.open(f"/objections/{objection.id}/reply").press("公开答复", REPLY)

    assert "请上一级复核" not in as_(None).open(f"/objections/{objection.id}").buttons
    as_(None).send(f"/objections/{objection.id}/again", {"code": "", "why": "x"}, expect=422)
    again = cadre.open(cadre.open(f"/objections/{objection.id}").links["登记：对答复不满意"])
    for nothing in ("", "　 ", "。", "无"):
        again.press("转上一级复核", {"why": nothing}, expect=422)
    assert objection.state is ObjectionState.ANSWERED
    again.press("转上一级复核", {"why": "还是小"})
    assert objection.state is ObjectionState.IN_REVIEW


def test_nobody_answers_out_of_turn_or_for_their_own_work(as_, notice, village):
    objection = an_objection(notice)
    address = f"/objections/{objection.id}/reply"
    cadre_who_leads = notice.project.lead
    for somebody in (a_supervisor(village), a_town_inspector(village.town), a_cadre(a_village())):
        as_(somebody).open(address, expect=403)
    as_(cadre_who_leads).open(address, expect=403)
    as_(a_cadre(village)).open(address).press("公开答复", REPLY)
    as_(a_cadre(village)).open(address, expect=403)


def test_two_who_answer_at_once_do_not_overwrite_each_other(as_, notice, village):
    objection = an_objection(notice)
    pages = [as_(a_cadre(village)).open(f"/objections/{objection.id}/reply") for _ in range(2)]
    pages[0].press("公开答复", REPLY)
    pages[1].press("公开答复", {**REPLY, "text": "另一个答复"}, expect=403)
    assert objection.replies[0].text == REPLY["text"]


def test_what_has_to_be_answered_stands_on_the_workbench_of_whoever_must(as_, notice, village):
    an_objection(notice)
    for somebody, listed in (
        (a_cadre(village), True),
        (a_secretary(village), True),
        (a_supervisor(village), False),
        (a_town_admin(village.town), False),
        (a_cadre(a_village()), False),
    ):
        assert ("答复异议" in as_(somebody).open("/workbench").main) is listed


def test_a_flood_of_objections_is_turned_away_with_a_phone_to_call(as_, notice):
    for number in range(50):
        an_objection(notice, text=f"第 {number} 条")
    page = as_(None).open(f"/disclosures/{notice.id}/object")
    assert "请打村监会或镇纪委的电话" in page.press("提交意见", {"text": "再来一条"}, expect=409).text


def test_one_address_cannot_bury_the_others_and_nobody_writes_down_which_it_was(as_, notice, monkeypatch):
    monkeypatch.setattr(brake, "MOST", 2)
    here, elsewhere = as_(None), as_(None)
    address = f"/disclosures/{notice.id}/object"
    here.open(address).press("提交意见", {"text": "路窄"}, expect=200)
    here.open(address).press("提交意见", {"text": ""}, expect=422)
    here.open(address).press("提交意见", {"text": "灯暗"}, expect=200)
    refused = here.open(address).press("提交意见", {"text": "桥滑，老人摔了"}, expect=429)
    assert "请过一刻钟再交" in refused.main
    assert "桥滑，老人摔了" in refused.main
    elsewhere.client.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    elsewhere.open(address).press("提交意见", {"text": "桥滑"}, expect=200)


def test_what_a_dissatisfied_objector_adds_is_as_nameless_as_the_first_words(as_, notice, village):
    code = receipt_on(objected(as_, notice, phone="0572-5661234"))
    address = f"/objections/{only_objection().id}"
    as_(a_secretary(village)).open(f"{address}/reply").press("公开答复", REPLY)
    why = "我村民示明还是不服，请打 0572-5661234 或 139 1234 5678。"
    as_(None).open(address).press("请上一级复核", {"code": code, "why": why})

    public = as_(None).open(address).main
    assert "还是不服" in public
    for word in ("村民示明", "0572-5661234", "139 1234 5678"):
        assert word not in public


def test_asking_the_next_instance_leaves_no_cookie(as_, notice, village):
    code = receipt_on(objected(as_, notice))
    address = f"/objections/{only_objection().id}"
    as_(a_secretary(village)).open(f"{address}/reply").press("公开答复", REPLY)
    answered = as_(None).open(address).press("请上一级复核", {"code": code, "why": "不服"})
    assert "Set-Cookie" not in answered.headers
    assert "村监会的答复" in answered.follow().main


def test_whoever_answers_cannot_tell_everybody_who_objected(as_, notice, village):
    """He sees name and phone to call back, and the reply is public."""
    objected(as_, notice)
    address = f"/objections/{only_objection().id}"
    exposed = "村民示明（13812345678）说得不对，请打办公室 0572-5000001。"
    as_(a_secretary(village)).open(f"{address}/reply").press("公开答复", {**REPLY, "text": exposed})
    for page in (address, f"/disclosures/{notice.id}"):
        public = as_(None).open(page).main
        assert "村民示明" not in public
        assert "13812345678" not in public
        assert "请打办公室 0572-5000001" in public


def test_whoever_answered_for_the_village_does_not_review_the_answer_in_a_new_office(as_, notice, village):
    objection = an_objection(notice)
    cadre = a_cadre(village)
    as_(cadre).open(f"/objections/{objection.id}/reply").press("公开答复", REPLY)
    actions.ask_again(objection, why="不服", by=cadre)
    cadre.offices[0].until = dates.today() - timedelta(days=1)
    new = Office(role=Role.SUPERVISOR, village_id=village.id, since=dates.today())
    cadre.offices.append(new)
    db.session.commit()

    as_(cadre).open(f"/objections/{objection.id}/reply", expect=403)
    assert "答复异议" not in as_(cadre).open("/workbench").main
    assert "答复异议" in as_(a_supervisor(village)).open("/workbench").main


def test_a_flood_from_the_web_does_not_keep_out_whoever_comes_to_the_office(as_, notice, village):
    for number in range(50):
        an_objection(notice, text=f"第 {number} 条")
    form = as_(a_cadre(village)).open(f"/disclosures/{notice.id}/objections/new")
    form.press("登记", {"channel": "phone", "text": "照登记的电话打来的"})
    assert Channel.PHONE in db.session.scalars(db.select(Objection.channel)).all()


def test_a_flood_over_all_notices_of_a_village_is_turned_away_as_well(as_, notice, village, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OF_VILLAGE", 3)
    other = a_disclosure(a_project(village), state=State.PUBLISHED)
    for number in range(3):
        an_objection(notice, text=f"第 {number} 条")
    page = as_(None).open(f"/disclosures/{other.id}/object")
    assert "请打村监会或镇纪委的电话" in page.press("提交意见", {"text": "再来一条"}, expect=409).text


def test_an_objection_does_not_take_the_notice_off_the_board(as_, notice):
    objected(as_, notice)
    assert notice.state is State.PUBLISHED
    assert "收到 1 条意见" in as_(None).open(f"/disclosures/{notice.id}").main


def test_an_objection_that_was_taken_up_leads_on_to_the_correction(as_, notice, village):
    objected(as_, notice)
    address = f"/objections/{only_objection().id}"
    cadre = as_(a_cadre(village))
    cadre.open(f"{address}/reply").press("公开答复", {"outcome": "adopted", "text": "已更正。"})
    assert cadre.open(address).links["已采纳，去更正这一期"] == f"/disclosures/{notice.id}#next-step"
    assert "已采纳，去更正这一期" not in as_(a_supervisor(village)).open(address).links
    cadre.open(f"/disclosures/{notice.id}").press("更正这一期", {"note": "砂石数量"})
    assert "已采纳，去更正这一期" not in cadre.open(address).links
