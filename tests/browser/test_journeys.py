"""The main jobs from beginning to end, as people do them: in a real browser, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.windows import DESK
from tests.disclosures.pictures import a_phone_photo

pytestmark = pytest.mark.browser

HOLDERS_PASSPHRASE = "demo2022-key"
VILLAGE, PROJECT = "马家弄村", "坞鸟溪河道提升项目"
SLIPS = 12
MOST_TABS = 30


def forward(window, *steps):
    """Move the demo's day with the buttons of the banner, which the slip pages do not have."""
    window.open("/sign-in")
    for days in steps:
        window.press(f"{days} 天")


# ---- looking ----


def test_searching_the_projects_needs_no_reload_and_the_result_can_be_passed_on(a_window):
    window = a_window(size=DESK).open("/projects")
    window.page.evaluate("window.isTheSamePage = true")

    window.type("找项目", "坞鸟溪").press("查找")

    rows = window.page.locator("#found tbody tr")
    expect(rows).to_have_count(1)
    assert window.page.evaluate("window.isTheSamePage")
    friend = a_window(script=False).open(window.page.url)
    assert friend.page.locator("#found tbody tr").all_text_contents() == rows.all_text_contents()
    assert window.complaints == []


def test_a_visitor_reads_the_board_in_english(a_window):
    window = a_window().open("/")
    assert window.page.locator("html").get_attribute("lang") == "zh-CN"

    window.press("English")

    assert window.page.locator("html").get_attribute("lang") == "en"
    assert window.page.get_by_role("link", name="Sign in").is_visible()
    assert window.problems() == []


def test_the_first_thing_to_do_is_reached_with_the_keyboard_alone(a_window):
    page = a_window(size=DESK).open("/sign-in").page
    press = page.keyboard.press

    press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    press("Enter")
    expect(page.locator("#main")).to_be_focused()
    press("Tab")
    page.keyboard.type("lead-2")
    press("Tab")
    page.keyboard.type("demo2022")
    press("Enter")
    page.wait_for_url(re.compile("/workbench"))

    todo = page.locator("main .rows a").first
    for _tab in range(MOST_TABS):
        press("Tab")
        if todo.evaluate("link => link === document.activeElement"):
            break
    expect(todo).to_be_focused()
    address = todo.get_attribute("href")
    press("Enter")
    page.wait_for_url(f"**{address}")
    expect(page.locator("main form").first).to_be_visible()


# ---- the notice of a month ----


@pytest.mark.parametrize("script", [True, False], ids=["with-scripts", "without-scripts"])
def test_the_notice_of_june_comes_from_the_lead_to_the_board(script, a_window, as_, site):
    project, village = site.project("MJN-01"), site.number("SELECT id FROM village WHERE name = ?", VILLAGE)
    forward(a_window(script=script), 7, 7)
    contact = as_("cadre", script=script).open("/workbench")
    contact.follow(f"登记2022年6月进度和支付：{PROJECT}").press(
        "保存"
    )  # what was typed in June was not final

    lead = as_("lead", script=script)
    lead.open(f"/projects/{project}/disclosures/2022-06/write")
    if script:
        assert lead.problems() == []
    lead.type("本月完成", "下游护岸砌到桥头，河床清了三百米。").type(
        "下月计划", "上游护岸开工，月底前完成一半。"
    )
    photo, name = a_phone_photo()
    lead.page.get_by_label("现场照片").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    lead.type("照片说明", "砌好的护岸")
    lead.press("保存并看样子")
    expect(lead.page.locator("h1")).to_contain_text(PROJECT)
    assert "村民看不到" in lead.words
    assert lead.page.locator("main img").count() >= 1
    lead.press("提交审核")
    assert "已办理" in lead.notices

    for reviewer in ("cadre", "supervisor", "supervisor-b"):
        window = as_(reviewer, script=script, size=DESK)
        window.open(f"/villages/{village}/disclosures/2022-06/review")
        assert PROJECT in window.words
        if script:
            assert window.problems() == []
        window.press("没打勾的全部通过")
        assert "办了 1 份" in window.notices

    cadre = as_("cadre", script=script)
    cadre.open(f"/villages/{village}/disclosures/2022-06/review").follow(PROJECT)
    cadre.press("发布公示")

    villager = a_window(script=script).open(f"/villages/{village}")
    assert "6月" in villager.words.replace(" ", "")
    villager.open(cadre.page.url)
    assert "下游护岸砌到桥头" in villager.words
    if script:
        assert villager.problems() == []
        assert lead.complaints + cadre.complaints == []


# ---- an evaluation ----


def test_a_village_evaluates_and_the_result_can_be_worked_out_again(a_window, as_, site):
    village = site.number("SELECT id FROM village WHERE name = ?", VILLAGE)
    secretary, supervisor = as_("secretary", size=DESK), as_("supervisor", size=DESK)

    secretary.open(f"/villages/{village}/evaluations/new").type("名称", "2022年第二季度评议")
    secretary.page.get_by_label(PROJECT).check()
    secretary.type("开始日期", "2022-06-20").type("最后一天", "2022-06-21").press("生成名册，保存")
    assert "已准备好" in secretary.notices
    address = secretary.page.url

    codes = printed_slips(supervisor.open(address).follow("打印票"))
    assert len(codes) == SLIPS
    inspector = as_("town-inspector", size=DESK)
    inspector.open("/workbench").follow("确认您当时在场：打印票（2022年第二季度评议）").press("我在场")
    supervisor.open(address).press("开启评议")
    assert "票已封定" in supervisor.notices

    reader = a_window().open(f"/v/{codes[-1]}")  # looking at the questions does not spend the slip
    assert reader.problems() == []
    villager = a_window(script=False)
    answer(villager, codes[0])
    assert "已收到" in villager.heading
    assert villager.context.cookies() == []
    villager.open("/v").type("票上的号码", codes[0]).press("下一步")
    assert villager.heading == "这张票不能用"
    for code in codes[1:10]:
        answer(villager, code)

    forward(a_window(), 7)
    supervisor.open(address).follow("截止评议")
    supervisor.type("签名领票人数", "10").type("剩下没发的票", "2").press("截止，作废余票")
    supervisor.follow("计票").type("计票口令或恢复码", HOLDERS_PASSPHRASE).press("打开票箱，计票")
    assert "计票完成" in supervisor.notices
    supervisor.press("公布结果")

    anybody = a_window().open(address)
    assert "满意率 = (a + b + c) ÷ n" in anybody.words
    assert "100.0%" in anybody.words
    assert anybody.problems() == []


def printed_slips(window) -> list[str]:
    window.type("打印张数", str(SLIPS))
    window.page.get_by_label("另一家在场的人").select_option(label="顾示清")
    window.press("生成并打印")
    return window.page.locator(".slip__code").all_inner_texts()


def answer(window, code):
    """The villager is satisfied with everything, on a phone that runs no scripts."""
    window.open("/v").type("票上的号码", code).press("下一步")
    for question in window.page.get_by_role("radio", name=re.compile("^满意$")).all():
        question.check()
    window.press("填好了，看一遍").press("交上去")


# ---- paper and reading ----


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_every_notice_goes_on_one_sheet_of_paper(size, a_window, site):
    """The fullest of the demo: one with a reason for the delay, a photo and three texts, and a corrected one."""
    page = a_window(size=DESK).page
    for code, month in (("QTW-01", "2022-03"), ("MJN-01", "2022-05"), ("YXK-02", "2022-04")):
        notice = site.number(
            "SELECT max(d.id) FROM disclosure d JOIN project p ON p.id = d.project_id WHERE p.code = ? AND d.month = ?",
            code,
            month,
        )
        page.goto(f"/disclosures/{notice}/print?size={size}")
        page.wait_for_load_state("networkidle")
        paper = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, f"{code} {month} on {size}"


def test_large_type_is_switched_without_losing_the_place_and_stays(a_window):
    window = a_window().open("/projects")
    window.page.evaluate("window.isTheSamePage = true")
    with window.page.expect_response("**/reading"):
        window.press("大字版")

    root = window.page.locator("html")
    expect(root).to_have_attribute("data-size", "large")
    assert window.page.evaluate("window.isTheSamePage")
    window.open("/")
    expect(root).to_have_attribute("data-size", "large")
    assert window.problems() == []
