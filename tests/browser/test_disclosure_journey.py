"""A month of one project from the draft to the answer to whoever objects, and a text that outlives its session."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.windows import DESK
from tests.disclosures.pictures import a_phone_photo

pytestmark = pytest.mark.browser

SUMMARY = "机耕路东段路基压实完成，西段开始铺设。"


@pytest.fixture
def june(a_window, site):
    """Fourteen days on, June is to be written; its address."""
    window = a_window(script=False).open("/sign-in")
    window.press("7 天").press("7 天")
    return f"/projects/{site.project('QTW-01')}/disclosures/2022-06/write"


def test_a_month_goes_from_the_draft_to_the_answer_of_an_objection(a_window, as_, site, june):
    village = site.number("SELECT village_id FROM project WHERE code = 'QTW-01'")
    as_("cadre-2").open("/workbench").follow("登记2022年6月进度和支付：机耕路硬化").press("保存")
    lead = as_("lead-2").open(june)
    assert "进度登记" in lead.words
    assert "资金台账" in lead.words
    lead.type("本月完成", SUMMARY).type("与计划有差距的原因", "雨天多。").type("下月计划", "西段铺完。")
    photo, name = a_phone_photo()
    lead.page.get_by_label("现场照片").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    lead.type("照片说明", "东段路基").press("保存并看样子").press("提交审核")
    for reviewer in ("cadre-2", "supervisor-2", "supervisor-b-2", "cadre-2"):
        window = as_(reviewer, size=DESK).open(f"/villages/{village}/disclosures/2022-06/review")
        window.press("没打勾的全部通过")
        assert "办了 1 份" in window.notices

    number = site.number("SELECT id FROM disclosure WHERE month = '2022-06' AND state = 'published'")
    villager = a_window().open(f"/disclosures/{number}")
    assert SUMMARY in villager.words
    assert villager.problems() == []
    villager.follow("在网上提意见")
    assert villager.problems() == []
    villager.type("您的意见", "西段的石子比合同薄。").press("提交意见")
    code = villager.page.locator("code").inner_text()
    assert villager.context.cookies() == []
    villager.follow("看这条意见")
    assert "石子" not in villager.words

    cadre = as_("cadre-2").open("/workbench").follow("答复异议")
    cadre.follow("答复").page.get_by_label("解释说明").check()
    cadre.type("答复（会公开，不写提出人的名字）", "已量，厚度够，记录贴在公开栏。").press("公开答复")
    expect(cadre.page.locator("#notices")).to_contain_text("已公开")

    villager.page.reload()
    assert "西段的石子比合同薄" in villager.words
    assert "厚度够" in villager.words
    villager.type("回执码", code).type("还有哪里不满意", "只量了一处。").press("请上一级复核")
    expect(villager.page.locator("main")).to_contain_text("待村监会复核")
    assert villager.problems() == []
    assert cadre.complaints + lead.complaints == []


def test_a_long_text_survives_the_end_of_its_session(as_, site, june):
    lead = as_("lead-2").open(june)
    lead.type("本月完成", "先存一点。").press("保存并看样子")
    expect(lead.page.locator("#notices")).to_contain_text("草稿已保存")
    lead.open(june).type("本月完成", SUMMARY * 5)
    with closing(sqlite3.connect(site.folder / "site.db", timeout=20)) as database, database:
        database.execute("DELETE FROM sign_in_session")
    lead.page.get_by_role("button", name="保存并看样子").click()
    expect(lead.page).to_have_url(re.compile("/sign-in"))

    lead.sign_in("lead-2").open(june)
    assert lead.page.get_by_label("本月完成", exact=True).input_value() == SUMMARY * 5
    lead.press("保存并看样子")
    expect(lead.page.locator("main")).to_contain_text(SUMMARY)
    assert re.search(r"/disclosures/\d+$", lead.page.url)
