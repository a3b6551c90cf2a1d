"""The weekly check where the line is bad: kept on the phone until the server has it, then a finding is put right."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.disclosures.pictures import a_phone_photo

pytestmark = pytest.mark.browser

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


def a_large_photo() -> dict:
    """Some megabytes, as a phone takes them."""
    picture = Image.effect_noise((3200, 2400), 90).convert("RGB")
    content = BytesIO()
    picture.save(content, "JPEG", quality=95)
    return {"name": "盖板.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_each_photo_stays_with_its_problem_and_goes_small_over_a_thin_line(as_, site):
    check, cadre = the_open_week(site), as_("cadre-2")
    cadre.open(f"/checks/{check}/report")
    fill_in(cadre)
    large = a_large_photo()
    assert len(large["buffer"]) > 2_000_000
    cadre.page.get_by_label("问题 1 的照片").set_input_files([large])
    cadre.type("形象进度（%）", "610")
    cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator(".form-errors")).to_contain_text("形象进度")
    cadre.complaints.clear()  # the answer 422
    cadre.type("形象进度（%）", "61")
    cadre.page.wait_for_timeout(2100)  # a second press at once is taken for a slip
    with cadre.page.expect_request(lambda request: request.method == "POST") as sent:
        cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator("#notices")).to_contain_text("检查记录已收到")
    assert int(sent.value.headers.get("content-length", 0)) < 2_000_000
    assert cadre.page.locator("li", has_text="边沟盖板断了两块").locator("img").count() == 1
    assert cadre.page.locator("main img").count() == 3


def test_a_phone_whose_clock_is_wrong_is_told_and_the_server_decides(as_, site):
    check, cadre = the_open_week(site), as_("cadre-2")
    ahead = 3_000_000_000  # a month
    cadre.page.add_init_script(f"const real = Date.now; Date.now = () => real() + {ahead};")
    cadre.open(f"/checks/{check}/report")
    expect(cadre.page.locator("#notices")).to_contain_text("手机的时间和服务器差了")
    fill_in(cadre)
    cadre.page.get_by_label("到场日期").fill("2031-01-01")
    cadre.page.get_by_role("button", name="交检查记录").click()
    expect(cadre.page.locator(".form-errors")).to_contain_text("到场时间还没有到")
    assert rectifications(site) == 0


def test_two_presses_and_two_phones_make_one_record(as_, site):
    check, first, second = the_open_week(site), as_("cadre-2"), as_("cadre-2")
    for window in (first, second):
        window.open(f"/checks/{check}/report")
        fill_in(window)
    first.page.get_by_role("button", name="交检查记录").dblclick()
    expect(first.page.locator("#notices")).to_contain_text("检查记录已收到")
    second.page.get_by_role("button", name="交检查记录").click()
    expect(second.page.locator("#notices")).to_contain_text("没有重复记录")
    second.complaints.clear()  # the answer 409
    assert rectifications(site) == 1
    expect(second.page.get_by_label("本周完成")).to_have_value("浇筑路面 80 米")
