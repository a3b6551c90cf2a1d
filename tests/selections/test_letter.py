"""领办责任书: from a template, agreed to by both sides, printed, signed, scanned; without it nobody is appointed."""

from datetime import date
from io import BytesIO

import pytest

from govproj.accounts.models import DeclaredRelative, Office, Role
from govproj.core import dates
from govproj.core.db import db
from govproj.selections.actions import appointment
from govproj.selections.states import State
from tests.factories import a_cadre, a_villager, last_audit_entry, saved
from tests.selections.things import a_letter, a_selection


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


@pytest.fixture
def selection(cast):
    return a_selection(cast, State.PUBLICISED)


def appoint(as_, cast, selection, expect=303):
    return as_(cast.secretary).send(f"{page_of(selection)}/appoint", expect=expect)


def test_it_starts_from_the_facts_of_the_project(as_, cast, selection):
    selection.project.place = "沿溪一段"
    db.session.commit()
    form = as_(cast.secretary).open(as_(cast.secretary).open(page_of(selection)).links["拟领办责任书"])
    for fact in (
        selection.project.name,
        "沿溪一段",
        "每周在村五天",
        "盯进度",
        "领办人管进度",
        "2022年7月15日完工",
        "老中青三人。领办人管进度",
    ):
        assert fact in str(form.html)
    form.press("保存责任书", {"contact_id": cast.cadre.id, "mentor": "丁示爽"})
    letter = as_(cast.member).open(f"/letters/{selection.letter.id}")
    assert "每周在村五天" in letter.main
    assert "丁示爽" in letter.main


def test_a_near_relative_of_the_lead_does_not_look_after_his_project(as_, cast, selection):
    saved(DeclaredRelative(user_id=cast.member.id, name=cast.cadre.name, relation="兄弟姐妹"))
    form = as_(cast.secretary).open(f"{page_of(selection)}/letter")
    refused = form.press("保存责任书", {"contact_id": cast.cadre.id}, expect=409)
    assert "要回避，不能联系这个项目" in refused.main
    assert selection.letter is None


def test_a_contact_is_picked_and_not_whoever_stands_first(as_, cast, selection):
    a_cadre(cast.village, name="周示平")
    selection.project.contact_id = None
    db.session.commit()
    form = as_(cast.secretary).open(f"{page_of(selection)}/letter")
    assert "请选择联系人" in form.press("保存责任书", expect=422).main
    assert selection.letter is None


def test_one_side_s_word_is_not_enough(as_, on_day, cast, selection):
    with on_day("2022-03-28"):
        assert "还没有拟好领办责任书" in appoint(as_, cast, selection, expect=409).main
        letter = a_letter(cast, selection, agreed=False)
        as_(cast.secretary).open(f"/letters/{letter.id}").press("我已看过，同意")
        assert "领办人还没有在责任书上点“同意”" in appoint(as_, cast, selection, expect=409).main
        as_(cast.member).open(f"/letters/{letter.id}").press("我已看过，同意")
        assert last_audit_entry() == ("selections.letter_agreed", cast.member.id)
        appoint(as_, cast, selection)
    assert selection.letter_signed_on == date(2022, 3, 28)
    assert (selection.project.lead_id, selection.project.contact_id) == (cast.member.id, cast.cadre.id)


def test_the_secretary_does_not_agree_for_the_lead(as_, cast, selection):
    letter = a_letter(cast, selection, agreed=False)
    page = as_(cast.secretary).open(f"/letters/{letter.id}")
    page.press("我已看过，同意")
    assert "我已看过，同意" not in as_(cast.secretary).open(f"/letters/{letter.id}").buttons
    as_(cast.secretary).send(f"/letters/{letter.id}/agree", {"version": letter.version}, expect=409)
    assert letter.lead_agreed_at is None


def test_whoever_agreed_agreed_to_the_words_he_read(as_, cast, selection):
    letter = a_letter(cast, selection, agreed=False)
    read = as_(cast.member).open(f"/letters/{letter.id}")
    form = as_(cast.secretary).open(f"{page_of(selection)}/letter")
    form.press("保存责任书", {"text": "1. 领办不限期。", "contact_id": cast.cadre.id})
    late = read.press("我已看过，同意", expect=409)
    assert "内容刚被他人更新" in late.main
    as_(cast.member).open(f"/letters/{letter.id}").press("我已看过，同意")
    refused = form.press("保存责任书", {"text": "1. 另加一条。", "contact_id": cast.cadre.id}, expect=409)
    assert "内容不能再改" in refused.main
    assert letter.text == "1. 领办不限期。"


def test_it_is_printed_with_lines_to_sign_on(as_, cast, selection):
    letter = a_letter(cast, selection)
    sheet = as_(cast.member).open(f"/letters/{letter.id}/print")
    for line in ("领办人签字", "村（书记签字）", "联系人签字", "村监会见证", "（盖章）", "每周在村五天"):
        assert line in sheet.main


def test_the_signed_paper_is_scanned_and_read_by_those_concerned_only(as_, cast, selection):
    letter = a_letter(cast, selection)
    page = as_(cast.cadre).open(f"/letters/{letter.id}")
    pdf = (BytesIO(b"%PDF-1.4 letter"), "责任书.pdf")
    page.press("上传", files={"files": pdf})
    scan = as_(cast.member).open(f"/letters/{letter.id}").links["责任书.pdf"]
    assert as_(cast.member).open(scan).headers["Content-Disposition"].startswith("attachment")
    for outsider in (cast.other, a_villager(cast.village)):
        as_(outsider).open(scan, expect=404)
        as_(outsider).open(f"/letters/{letter.id}", expect=404)
        as_(outsider).open(f"/letters/{letter.id}/print", expect=404)


def test_a_programme_is_no_scan(as_, cast, selection):
    letter = a_letter(cast, selection)
    page = as_(cast.cadre).open(f"/letters/{letter.id}")
    refused = page.press("上传", files={"files": (BytesIO(b"MZ\x90"), "a.exe")}, expect=422)
    assert "不是能识别的照片" in refused.main
    assert letter.scans == []


@pytest.mark.parametrize("who", ["the lead", "a member", "a supervisor"])
def test_the_contact_cadre_is_of_the_committee_and_supervises_nothing(as_, cast, selection, who):
    if who == "a supervisor":
        saved(Office(role=Role.SUPERVISOR, village_id=cast.village.id, user_id=cast.cadre.id))
        db.session.expire_all()
    person = {"the lead": cast.member, "a member": cast.other, "a supervisor": cast.cadre}[who]
    form = {"contact_id": person.id, "text": "1. 略"}
    answer = as_(cast.secretary).send(
        f"{page_of(selection)}/letter", form, expect=409 if who == "a supervisor" else 422
    )
    assert selection.letter is None
    if who == "a supervisor":
        assert "村务监督委员会成员不能担任自己监督项目的联系人" in answer.main


def test_a_letter_for_somebody_else_is_void(as_, on_day, cast, selection):
    letter = a_letter(cast, selection)
    as_(cast.secretary).send(f"{page_of(selection)}/reconsider", {"note": "异议属实"})
    refused = as_(cast.member).send(f"/letters/{letter.id}/agree", {"version": letter.version}, expect=409)
    assert "这份责任书已经不用了" in refused.main


def test_two_pressing_appoint_at_once_appoint_once(as_, on_day, cast, selection):
    a_letter(cast, selection)
    with on_day("2022-03-28"):
        one, other = (as_(cast.secretary).open(f"{page_of(selection)}/appoint") for _ in range(2))
        one.press("聘任")
        late = other.press("聘任", expect=409)
    assert "“已聘任”状态下不能聘任，请刷新页面后重试" in late.main
    assert [step.move for step in selection.steps].count("appoint") == 1


def test_the_minutes_are_printed_with_votes_group_and_division(as_, cast, selection):
    sheet = as_(cast.cadre).open(f"{page_of(selection)}/minutes")
    for fact in (
        "徐示荣",
        "应到 5 人，到会 5 人",
        "赞成 4 票",
        "老中青三人",
        "领办人管进度",
        "主持人",
        "到会人员签字",
    ):
        assert fact in sheet.main
    as_(cast.member).open(f"{page_of(selection)}/minutes", expect=403)


def test_the_database_keeps_one_letter_for_one_decision(app, cast, selection):
    with dates.set_to(date(2022, 3, 28)):
        a_letter(cast, selection)
        twin = appointment.ResponsibilityLetter(
            selection=selection, decision_id=selection.decision.id, contact_id=cast.cadre.id, text="x"
        )
        db.session.add(twin)
        with pytest.raises(Exception, match=r"UNIQUE|uq_responsibility_letter"):
            db.session.flush()
    db.session.rollback()
