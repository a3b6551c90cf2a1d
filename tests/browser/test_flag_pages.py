"""An inspector goes from the matrix to a red flag and the rectification it leads to, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.windows import DESK

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_flag_is_asked_answered_and_confirmed(script, as_):
    inspector = as_("town-inspector", script=script, size=DESK)
    inspector.open("/checklists").follow("茶厂厂房翻修")
    inspector.follow("预警").follow("村干部领取用工费")
    assert "白例民在村里任职，领取用工费 600.00 元" in inspector.words
    address = inspector.page.url
    ask(inspector, "想让项目组说明什么", "看护三天为什么由村干部自己做？", "向项目组发问")
    says(inspector, "已向项目组发问")

    cadre = as_("cadre-3", script=script)
    cadre.open(address).follow("答复")
    cadre.page.get_by_label("有问题，还没有改正").check()
    cadre.type("说明", "当时找不到人，先由我看护，应当退回。").press("交答复")
    says(cadre, "已答复")

    inspector.open("/flags")
    inspector.page.get_by_label("办到哪一步").select_option("answered")
    inspector.press("查找").follow("村干部领取用工费")
    inspector.follow("核定为查实")
    inspector.type("核实的情况", "村干部领取用工费六百元，属实，应当退回。")
    inspector.page.get_by_label("立案整改", exact=True).check()
    inspector.page.get_by_label("责任人").select_option(label="毛测立")
    if script:
        assert inspector.problems() == []
    inspector.press("核定为查实")
    says(inspector, "已核定为查实")
    if script:
        assert inspector.problems() == []
        assert cadre.problems() == []

    inspector.follow("村干部领取用工费")
    assert "应当退回" in inspector.words
    assert "毛测立" in inspector.words
    assert "不公开" in inspector.words


def says(window, words):
    """Where scripts send a form, the answer comes a moment later."""
    expect(window.page.locator("#notices")).to_contain_text(words)


def ask(window, label, words, button):
    """Words behind a fold, then the button beside them."""
    window.page.get_by_text(f"{button}…", exact=True).click()
    window.page.get_by_label(label).fill(words)
    window.press(button)


def test_nobody_outside_learns_that_anything_was_asked(as_, a_window, site):
    project = site.project("YXK-03")
    flag = site.number("SELECT id FROM flag WHERE rule = 'RF30'")
    stranger = a_window().open(f"/projects/{project}")
    assert "预警" not in stranger.words
    answer = stranger.page.goto(f"/flags/{flag}")
    assert "/sign-in" in answer.url
    villager = as_("villager-3")
    assert villager.page.goto(f"/flags/{flag}").status == 404
    assert villager.page.goto("/flags").status == 403
