"""From the offers to the money kept back: six people, one project, no script, and a year in between."""

from datetime import date

import pytest

from govproj.config import MARKER
from govproj.core import dates
from tests.browser.windows import TOO_WIDE

pytestmark = pytest.mark.browser

PROJECT = "竹林道修复"
A_YEAR_LATER = date(
    2023, 7, 15
)  # in one step: the buttons of the demo would do the chores of every month between
OFFERS = (("样板路桥(虚构)", "45.8"), ("示例水建(虚构)", "46.2"), ("演示建筑(虚构)", "46.9"))
SIGNERS = ("cadre-b", "supervisor", "town-admin", "secretary")


@pytest.fixture
def desk(as_):
    """`desk("cadre")`: the window this person has open, the same all along."""
    windows = {}

    def of(username):
        if username not in windows:
            windows[username] = as_(username, script=False)
        return windows[username]

    return of


def choose(window, label, words):
    window.page.get_by_label(label, exact=True).select_option(label=words)
    return window


def paid(desk, project, kind, amount):
    """Applied for by the village, signed by four in turn, booked by the town."""
    cadre = choose(desk("cadre").open(f"/projects/{project}/payments/new"), "款项", kind)
    cadre.type("申请金额（万元）", amount).type("已完工程量和用途", "路基、排水沟")
    cadre.page.get_by_label("核定形象进度").fill("60")
    assert "等第一位签字" in cadre.press("申请付款").notices
    for signer in SIGNERS:
        desk(signer).open("/workbench").follow(f"付款签字：{PROJECT}").press("签字同意")
    town = desk("town-admin").open("/workbench").follow(f"付款记账：{PROJECT}")
    town.page.get_by_label("从哪项资金付").select_option(index=1)
    return town.type("银行回单号", f"HD-{amount}").press("付款记账")


def test_from_the_offers_to_the_money_kept_back(a_window, desk, site):
    project = site.project("MJN-05")
    money = f"/projects/{project}/ledger"
    cadre = desk("cadre").open(money).follow("招采办理")
    procurement = cadre.page.url
    for firm, fen in OFFERS:
        cadre.open(procurement).follow("登记报价").type("报价单位", firm).type("报价（万元）", fen)
        cadre.type("递交日期", "2022-06-10").press("登记报价")
    cadre.follow("定标").type("中标通知书编号", "ZB-05").type("中标理由", "有效最低价").press("定标")
    assert (
        "共 3 天" in cadre.words
    )  # the candidates have hung as long as the local rule asks, without counting
    cadre.follow("登记合同").type("合同编号", "HT-05").type("约定开工", "2022-06-21")
    cadre.type("约定完工", "2022-10-31").type("质保金（占结算 %）", "3").press("登记合同")

    town = desk("town-admin").open("/workbench").follow(f"合同备案：{PROJECT}")
    town.type("备案编号", "三资备-5").press("合同备案")
    assert "已签约" in a_window().open(f"/projects/{project}").words  # nobody had to say it twice

    assert "已付款记账" in paid(desk, project, "进度款", "10").notices
    assert desk("secretary").page.evaluate(TOO_WIDE) <= 0

    cadre.open(money).follow("结算送审").type("送审价（万元）", "45.8")
    cadre.type("审核单位", "测试造价咨询(虚构)").press("结算送审")
    town.open("/workbench").follow(f"审定结算：{PROJECT}").type("审定价（万元）", "45")
    town.type("审核报告编号", "SD-5").press("审定结算")
    assert "1.35" in a_window().open(money).words  # 3 % of 45.00

    dates.write_demo_day(site.folder / MARKER, A_YEAR_LATER)
    assert f"检查保修并退还质保金：{PROJECT}" in cadre.open("/workbench").words
    assert "已付款记账" in paid(desk, project, "退还质保金", "1.35").notices
    seen = a_window().open(money)
    assert "11.35" in seen.words
    assert seen.problems() == []
