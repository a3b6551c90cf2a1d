"""A problem that comes back: found, put right, closed, looked back at in vain, and open again as the same case."""

import pytest
from playwright.sync_api import expect

from tests.browser.windows import DESK
from tests.disclosures.pictures import a_phone_photo

pytestmark = pytest.mark.browser

PROJECT = "QTW-03"


def forward(window, *steps):
    """Move the demo's day with the buttons of the banner."""
    window.open("/sign-in")
    for days in steps:
        window.press(f"{days} 天")


@pytest.mark.parametrize("script", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_problem_is_put_right_comes_back_and_is_open_again(script, a_window, as_, site):
    project = site.project(PROJECT)
    supervisor = as_("supervisor-2", script=script)
    supervisor.open(f"/projects/{project}/rectifications").follow("登记发现的问题")
    supervisor.page.get_by_text("一般", exact=True).click()
    supervisor.type("问题", "塘边没有围挡").type("事实", "清淤作业面没有围挡，村民能走近。")
    supervisor.press("登记")
    says(supervisor, "编号 ZG-2022-004")
    case = supervisor.page.url

    inspector = as_("town-inspector", script=script, size=DESK)
    inspector.open(case).follow("交办")
    inspector.page.get_by_label("责任人").select_option(label="施例远")
    inspector.type("整改要求", "三天内装好围挡。").press("交办")
    says(inspector, "已交办")

    cadre = as_("cadre-2", script=script)
    cadre.open("/workbench").follow("写整改方案：塘边没有围挡")
    cadre.type("问题原因", "班组图省事").type("整改措施", "装围挡，专人看守").press("整改方案")
    says(cadre, "方案已交")
    cadre.press("开始整改")
    cadre.follow("申请销号").type("完善措施", "开工前查围挡，写进班组交底")
    photo, name = a_phone_photo()
    cadre.page.get_by_label("整改后照片").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    cadre.press("申请销号")
    says(cadre, "等待核实")

    judge(supervisor.open(case), "核实", "围挡已装好")
    says(supervisor, "已核实")
    supervisor.follow("销号").type("成效评估", "村民说放心多了").press("销号")
    says(supervisor, "已销号")

    forward(a_window(script=script), 30)
    inspector = as_("town-inspector", script=script, size=DESK)
    inspector.open(case)
    judge(inspector, "重新整改", "围挡又拆了一段")
    says(inspector, "已重新打开，计入反弹")
    assert "反弹重开" in inspector.words
    assert "村民说放心多了" in inspector.words, "the first turn stays readable"

    again = as_("cadre-2", script=script).open("/workbench")
    assert "写整改方案：塘边没有围挡" in again.words
    inspector.open("/rectifications/boards").follow("2 ÷ 3")
    assert "ZG-2022-004" in inspector.words, "the rebound is counted, and the figure leads to it"
    if script:
        assert supervisor.complaints + cadre.complaints + inspector.complaints == []


def says(window, words):
    """With a script the answer takes the place of the page a moment later."""
    expect(window.page.locator("#notices")).to_contain_text(words)


def judge(window, button, words):
    """The buttons that ask for a reason unfold first."""
    window.page.get_by_text(f"{button}…", exact=True).click()
    window.page.locator("details[open] textarea").fill(words)
    window.press(button)
