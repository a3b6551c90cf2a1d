"""Formal inquiries to the village by those who have the right to it, and complaints that go past it to the town."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.accounts.models import Office, Role
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.disclosures.models import State
from govproj.inquiries.models import Complaint, Inquiry
from govproj.inquiries.unnamed import unnamed
from tests.disclosures.factories import a_disclosure
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    a_villager,
    somebody,
)
from tests.inquiries.factories import a_complaint

WORDS = {"text": "三次变更的原因、金额和审批情况。", "received_on": "2022-06-09"}


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-12"):
        yield a_village(name="示例村", adults=730)


def inquire(as_, somebody, village, **asked):
    page = as_(somebody).open(f"/villages/{village.id}/inquiries/new")
    refused = asked.pop("expect", 303)
    return page.press("登记", {**WORDS, **asked}, expect=refused)


@pytest.mark.parametrize(
    ("who", "asked_by", "signers", "refusal"),
    [
        (a_cadre, "reps", 5, ""),
        (a_cadre, "reps", 4, "村民代表质询要 5 人以上联名"),
        (a_secretary, "voters", 73, ""),
        (a_secretary, "voters", 72, "本村至少 73 人"),
        (a_supervisor, "committee", 1, ""),
        (a_cadre, "committee", 3, "由村监会成员登记"),
        (a_cadre, "reps", 0, "至少 1 人"),
    ],
)
def test_who_may_inquire(as_, village, who, asked_by, signers, refusal):
    status = 422 if refusal else 303
    page = inquire(as_, who(village), village, asked_by=asked_by, signers=signers, expect=status)
    assert refusal in page.text
    assert (db.session.scalar(db.select(Inquiry)) is None) is bool(refusal)


def test_the_fifteen_days_run_from_the_day_it_came_and_the_reply_is_public(as_, village):
    bridge = a_project(village, name="示例桥加固")
    cadre = a_cadre(village)
    page = inquire(as_, cadre, village, asked_by="reps", signers=6, project_id=str(bridge.id)).follow()
    inquiry = db.session.scalars(db.select(Inquiry)).one()
    assert inquiry.due_on == date(2022, 6, 24)
    assert "6 人联名" in page.main
    assert "答复质询：示例桥加固" in as_(cadre).open("/workbench").main

    form = as_(cadre).open(page.links["答复质询"])
    form.press("公开答复", {"way": "at_meeting", "reply": "三次变更共 4.2 万元，均已补批。"})

    seen = as_(None).open(f"/inquiries/{inquiry.id}").main
    assert "三次变更共 4.2 万元" in seen
    assert "在村民代表会议上口头答复" in seen
    assert "已答复" in as_(None).open(f"/villages/{village.id}/answers").main
    as_(cadre).open(f"/inquiries/{inquiry.id}/answer", expect=403)


def test_a_day_to_come_is_no_day_of_receipt(as_, village):
    page = inquire(
        as_, a_cadre(village), village, asked_by="reps", signers=6, received_on="2022-06-13", expect=422
    )
    assert "日期不能晚于今天" in " ".join(page.errors)


def complained(as_, village, **said):
    page = as_(None).open(f"/villages/{village.id}/complain")
    return page.press(
        "提交给镇里",
        {"about": "false", "text": "4月的付款没写上。村民示明 13812345678", "name": "村民示明", **said},
        expect=200,
    )


def test_a_complaint_goes_past_the_village_to_the_town(as_, village):
    page = complained(as_, village)
    assert "镇里最迟 2022年7月2日 调查答复" in page.main  # twenty days
    assert "Set-Cookie" not in page.headers
    complaint = db.session.scalars(db.select(Complaint)).one()
    address = f"/complaints/{complaint.id}"

    for stranger in (
        None,
        a_villager(village),
        a_cadre(village),
        a_secretary(village),
        a_supervisor(village),
    ):
        assert "付款没写上" not in as_(stranger).open(address).main
        assert "调查答复投诉" not in (as_(stranger).open("/workbench").main if stranger else "")
    logged = db.session.scalars(db.select(AuditEntry).filter_by(event="disclosures.complained")).one()
    assert "付款" not in logged.content

    town = a_town_inspector(village.town)
    assert "付款没写上" in as_(a_county_inspector(village.town.county)).open(address).main
    assert "调查答复投诉" in as_(town).open("/workbench").main
    form = as_(town).open(as_(town).open(address).links["答复投诉"])
    form.press("公开答复", {"finding": "confirmed", "reply": "已责成补登并重新公示。"})

    seen = as_(None).open(address).main
    assert "4月的付款没写上" in seen
    assert "属实" in seen
    assert "已责成补登" in seen
    assert "村民示明" not in seen
    assert "13812345678" not in seen


def test_the_town_puts_down_what_comes_by_phone_and_the_village_may_not(as_, village):
    form = as_(a_town_admin(village.town)).open(f"/villages/{village.id}/complaints/new")
    form.press("登记", {"about": "late", "text": "5月的没贴。", "channel": "phone"})
    complaint = db.session.scalars(db.select(Complaint)).one()
    assert complaint.recorded_by_id is not None
    assert complaint.receipt is None
    as_(a_cadre(village)).open(f"/villages/{village.id}/complaints/new", expect=403)
    as_(a_town_inspector()).open(f"/complaints/{complaint.id}/answer", expect=403)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("砂石的钱，。 ", max_size=5))
def test_a_phone_in_the_words_is_masked_wherever_it_stands(phone, words):
    assert phone not in unnamed(f"{words}{phone}{words}")


def test_numbers_of_identity_and_accounts_are_left_out():
    words = "身份证33052319900101001X，卡号6222021234567890123，金额 281.60 万元"
    assert unnamed(words) == "身份证（证件号已隐去），卡号（账号已隐去），金额 281.60 万元"


@pytest.mark.parametrize(
    "typed",
    [
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "6222 0212 3456 7890 123",
        "6222-0212-3456-7890",
    ],
)
def test_numbers_typed_in_groups_or_in_wide_signs_are_masked_as_well(typed):
    assert typed not in unnamed(f"请打{typed}，谢谢")


@pytest.mark.parametrize("typed", ["2022-05-01", "281.60 万元", "第 1381 2345 号", "2022 年 1 到 5 月"])
def test_dates_and_amounts_stay_as_they_are(typed):
    assert unnamed(typed) == typed


def test_a_flood_from_the_web_does_not_keep_out_whoever_calls_the_town(as_, village):
    for number in range(50):
        a_complaint(village, text=f"第 {number} 条")
    page = as_(None).open(f"/villages/{village.id}/complain")
    words = {"about": "late", "text": "又一条"}
    buttons = [button for button in page.buttons if "投诉" in button or "提交" in button]
    assert "请打镇纪委的电话" in page.press(buttons[0], words, expect=409).text
    form = as_(a_town_admin(village.town)).open(f"/villages/{village.id}/complaints/new")
    form.press("登记", {**words, "channel": "phone"})


def test_the_answer_to_a_complaint_does_not_say_who_complained(as_, village):
    complaint = a_complaint(village, name="村民示明", phone="0572-5661234")
    form = as_(a_town_admin(village.town)).open(f"/complaints/{complaint.id}/answer")
    form.press("公开答复", {"finding": "unfounded", "reply": "村民示明（0572-5661234）反映的不属实。"})
    public = as_(None).open(f"/complaints/{complaint.id}").main
    assert "不属实" in public
    assert "村民示明" not in public
    assert "0572-5661234" not in public


def test_a_complaint_goes_past_whoever_also_holds_an_office_in_the_village(as_, village):
    """Somebody of the town's administration may be a cadre as well: not where he works, and not about his own work."""
    complaint = a_complaint(village, text="公示的工程量是假的。", name="村民示明")
    town = Office(role=Role.TOWN_ADMIN, town_id=village.town_id)
    both = somebody(town, Office(role=Role.CADRE, village_id=village.id))
    seen = as_(both).open(f"/complaints/{complaint.id}").main
    assert "假的" not in seen
    assert "村民示明" not in seen
    as_(both).open(f"/complaints/{complaint.id}/answer", expect=403)
    assert "答复投诉" not in as_(both).open("/workbench").main


def test_nobody_of_the_town_answers_a_complaint_about_a_project_in_their_own_hands(as_, village):
    lead = a_town_admin(village.town)
    complaint = a_complaint(village, text="公示的工程量是假的。")
    complaint.project = a_project(village, lead=lead)
    db.session.commit()
    assert "假的" not in as_(lead).open(f"/complaints/{complaint.id}").main
    as_(lead).open(f"/complaints/{complaint.id}/answer", expect=403)
    assert "答复投诉" not in as_(lead).open("/workbench").main
    assert "答复投诉" in as_(a_town_admin(village.town)).open("/workbench").main


def test_whoever_holds_a_receipt_finds_the_answer_again_without_a_trace(as_, village):
    notice = a_disclosure(a_project(village), state=State.PUBLISHED)
    stranger = as_(None)
    given = {}
    page = stranger.open(f"/disclosures/{notice.id}/object")
    given["/objections/"] = page.press("提交意见", {"text": "砂石多算了。"}, expect=200)
    page = stranger.open(f"/villages/{village.id}/complain")
    given["/complaints/"] = page.press("提交给镇里", {"about": "late", "text": "没有贴。"}, expect=200)
    for address, received in given.items():
        code = received.html.select_one("code").text
        answer = (
            as_(None).open(f"/villages/{village.id}/answers").press("查答复", {"code": f" {code.lower()}"})
        )
        assert answer.headers["Location"].startswith(address)
        assert "Set-Cookie" not in answer.headers
    wrong = (
        as_(None).open(f"/villages/{village.id}/answers").press("查答复", {"code": "ABCD-EFGH"}, expect=422)
    )
    assert "没有这个回执码" in wrong.main


def test_everybody_reads_how_many_it_takes_to_inquire(as_, village):
    words = as_(None).open(f"/villages/{village.id}/answers").main
    assert "村民代表要 5 人以上联名，选民要 10% 以上联名（本村至少 73 人）" in words
