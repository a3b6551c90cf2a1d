"""Against the combined sheet of governance work anybody may object as against a notice, naming a project or none."""

import pytest

from govproj.core.db import db
from govproj.inquiries.models import Objection, ObjectionState
from govproj.noticeboards.models import CombinedLine, SheetState
from govproj.projects.models import Kind
from tests.factories import (
    a_cadre,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_inspector,
    a_village,
    saved,
)
from tests.noticeboards.factories import a_sheet

REPLY = {"outcome": "explained", "text": "名单在村委会可以查。"}


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-09"):
        yield a_village(name="示例村", supervision_phone="0572-5000001")


@pytest.fixture
def sheet(village):
    """Of two projects, one of them led by a cadre."""
    sheet = a_sheet(village, SheetState.PUBLISHED)
    lead = a_cadre(village)
    other = a_project(village, kind=Kind.GOVERNANCE, name="门前三包示例", lead=lead)
    saved(CombinedLine(sheet=sheet, project=other, lead=lead.name, done="检查 20 户。", plan="评比。"))
    return sheet


def only_objection() -> Objection:
    return db.session.scalars(db.select(Objection)).one()


def objected(as_, sheet, *, named=None, text="劝导的户数不对。"):
    stranger = as_(None)
    page = stranger.open(stranger.open(f"/combined-sheets/{sheet.id}").links["在网上提意见"])
    fields = {"text": text, "named_id": str(named.id) if named else ""}
    return page.press("提交意见", fields, expect=200)


def test_a_villager_objects_and_the_answer_climbs_to_the_town(as_, village, sheet):
    received = objected(as_, sheet)
    assert "Set-Cookie" not in received.headers
    code = received.html.select_one("code").text
    objection = only_objection()
    assert objection.notice is sheet
    address = f"/objections/{objection.id}"
    assert "劝导的户数" not in as_(None).open(address).main
    assert "收到 1 条意见" in as_(None).open(f"/combined-sheets/{sheet.id}").main

    for office, state in (
        (a_secretary(village), ObjectionState.ANSWERED),
        (a_supervisor(village), ObjectionState.REVIEWED),
        (a_town_inspector(village.town), ObjectionState.SETTLED),
    ):
        form = as_(office).open(as_(office).open("/workbench").links["答复异议：示例村"])
        form.browser.open(form.links["答复"]).press("公开答复", REPLY)
        assert objection.state is state
        if state is not ObjectionState.SETTLED:
            as_(None).open(address).press("请上一级复核", {"code": code, "why": "还是不对"})
    assert "劝导的户数不对" in as_(None).open(address).main
    assert "治理项目合并公示 · 2022年5月" in as_(None).open(f"/villages/{village.id}/answers").main


def test_nobody_answers_where_work_of_their_own_stands_on_the_sheet(as_, village, sheet):
    """Named, it is one project's matter; against the whole sheet, that of everybody who leads a line of it."""
    theirs, others = sheet.lines[1].project, sheet.lines[0].project
    for named, may in ((theirs, False), (None, False), (others, True)):
        objected(as_, sheet, named=named, text=f"关于 {named and named.name}")
        objection = db.session.scalars(db.select(Objection).order_by(Objection.id.desc())).first()
        as_(theirs.lead).open(f"/objections/{objection.id}/reply", expect=200 if may else 403)
        assert (f"/objections/{objection.id}" in as_(theirs.lead).open("/workbench").links.values()) is may
        as_(a_cadre(village)).open(f"/objections/{objection.id}/reply")


def test_the_committee_member_who_looks_after_a_line_does_not_review_it(as_, village, sheet):
    member = a_supervisor(village)
    sheet.lines[0].project.contact = member
    db.session.commit()
    objected(as_, sheet)
    address = f"/objections/{only_objection().id}"
    as_(a_cadre(village)).open(f"{address}/reply").press("公开答复", REPLY)
    put_down = as_(a_cadre(village)).open(f"{address}/put-down-again")
    put_down.press("转上一级复核", {"why": "还是不服"})
    as_(member).open(f"{address}/reply", expect=403)
    assert address not in as_(member).open("/workbench").links.values()
    assert address in as_(a_supervisor(village)).open("/workbench").links.values()


def test_the_office_puts_down_what_somebody_says_about_the_sheet(as_, village, sheet):
    cadre = as_(a_cadre(village))
    page = cadre.open(cadre.open(f"/combined-sheets/{sheet.id}").links["登记别人的意见"])
    named = sheet.lines[0].project
    page.press("登记", {"channel": "in_person", "text": "字太小。", "named_id": str(named.id)})
    assert (only_objection().project, only_objection().channel) == (named, "in_person")


def test_against_a_sheet_that_is_not_public_nobody_can_object(as_, village):
    draft = a_sheet(village)
    for somebody in (None, a_cadre(village)):
        as_(somebody).open(f"/combined-sheets/{draft.id}/object", expect=404)
    as_(a_cadre(village)).open(f"/combined-sheets/{draft.id}/objections/new", expect=403)


def test_only_a_project_of_the_sheet_can_be_named(as_, village, sheet):
    page = as_(None).open(f"/combined-sheets/{sheet.id}/object")
    other = a_project(a_village())
    refused = page.press("提交意见", {"text": "x", "named_id": str(other.id)}, expect=422)
    assert "请从列出的里面选" in refused.main


def test_the_same_words_again_are_refused_on_the_form_that_keeps_them(as_, sheet):
    objected(as_, sheet)
    page = as_(None).open(f"/combined-sheets/{sheet.id}/object")
    refused = page.press("提交意见", {"text": "劝导的户数不对。", "phone": "0572-1"}, expect=409)
    assert "已经收到一条" in refused.main
    assert refused.html.select_one("textarea").text.strip() == "劝导的户数不对。"
