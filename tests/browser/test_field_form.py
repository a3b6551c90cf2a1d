"""The weekly check where the line is bad: kept on the phone until the server has it, then a finding is put right."""

import pytest
from playwright.sync_api import expect

from tests.disclosures.pictures import a_phone_photo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PROJECT = "QTW-01"


def the_open_week(site) -> int:
    return site.number(
        "SELECT c.id FROM supervision_check c JOIN project p ON p.id = c.project_id"
        " WHERE p.code = ? AND c.kind = 'weekly' AND c.done_day IS NULL ORDER BY c.due_day DESC LIMIT 1",
        PROJECT,
    )


def fill_in(window):
    page = window.page
    window.type("形象进度（%）", "61").type("本周完成", "浇筑路面 80 米").type("下周计划", "养护")
    window.type("到岗人数", "8").type("质量安全", "围挡完好")
    page.get_by_label("在", exact=True).check()
    for choice in page.get_by_label("正常", exact=True).all():
        choice.check()
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": a_phone_photo()[0].read()}
        for name in ("a.jpg", "b.jpg")
    ]
    page.get_by_label("照片", exact=True).set_input_files(files)
    window.type("问题 1", "边沟盖板断了两块")
    page.get_by_label("问题 1 怎么办", exact=True).select_option("major")


def rectifications(site) -> int:
    return site.number("SELECT count(*) FROM rectification WHERE title = ?", "边沟盖板断了两块")


def test_a_check_sent_without_a_signal_arrives_by_itself_and_once(as_, site):
    check, cadre = the_open_week(site), as_("cadre-2")
    cadre.open(f"/checks/{check}/report")
    assert cadre.problems() == []
    fill_in(cadre)

    cadre.context.set_offline(True)
    cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator("#notices")).to_contain_text("没有信号，表已存在这部手机里")
    assert rectifications(site) == 0
    cadre.complaints.clear()  # the browser itself complains that there is no network
    cadre.context.set_offline(False)

    expect(cadre.page.locator("#notices")).to_contain_text("检查记录已收到")
    assert "浇筑路面 80 米" in cadre.words
    assert rectifications(site) == 1
    cadre.open(f"/checks/{check}").follow("边沟盖板断了两块")
    assert "待交办" in cadre.words
    assert cadre.problems() == []


def test_a_phone_that_was_switched_off_sends_when_the_page_is_opened_again(as_, site):
    check, cadre = the_open_week(site), as_("cadre-2")
    cadre.open(f"/checks/{check}/report")
    fill_in(cadre)
    cadre.context.set_offline(True)
    cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator("#notices")).to_contain_text("表已存在")
    cadre.page.close()
    cadre.context.set_offline(False)

    cadre.page = cadre.context.new_page()
    cadre.open(f"/checks/{check}/report")

    expect(cadre.page.locator("#notices")).to_contain_text("检查记录已收到")
    assert "浇筑路面 80 米" in cadre.words


def test_what_is_wrong_is_said_in_place_and_the_photos_stay(as_, site):
    check, cadre = the_open_week(site), as_("cadre-2")
    cadre.open(f"/checks/{check}/report")
    fill_in(cadre)
    cadre.type("形象进度（%）", "610")
    cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator(".form-errors")).to_contain_text("形象进度")
    cadre.complaints.clear()  # the answer 422
    cadre.type("形象进度（%）", "61")
    cadre.page.wait_for_timeout(2100)  # a second press at once is taken for a slip
    cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator("#notices")).to_contain_text("检查记录已收到")
    assert cadre.page.locator("main img").count() == 2
    assert rectifications(site) == 1


def test_without_scripts_it_is_an_ordinary_form(as_, site):
    check, cadre = the_open_week(site), as_("cadre-2", script=False)
    cadre.open(f"/checks/{check}/report")
    fill_in(cadre)
    cadre.press("交检查记录")
    assert "检查记录已收到" in cadre.notices
    assert rectifications(site) == 1
