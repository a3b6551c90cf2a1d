"""A call on a member's phone and the form of an assessor: without scripts, and without scrolling sideways."""

import pytest

from tests.browser.windows import TOO_WIDE

pytestmark = pytest.mark.browser

CALL = {
    "为什么选这几项请党员领办": "年度重点",
    "领办任务（要做哪几件事）": "盯进度，做沿线农户的工作",
    "推进要求": "常年在村，每周到现场三次",
    "领办期限": "2022 年 7 月至 12 月",
}
FACTORS = ("一、项目性质", "二、推进要求", "三、个人意愿", "四、年龄层次", "五、学历水平", "六、沟通能力")


def fits(window) -> bool:
    return window.page.evaluate(TOO_WIDE) <= 0


def test_a_call_goes_out_is_answered_on_a_phone_and_marked_factor_by_factor(as_, site):
    village = site.number("SELECT id FROM village WHERE name = '马家弄村'")
    secretary = as_("secretary", script=False).open(f"/villages/{village}/leads/call")
    for label, words in CALL.items():
        secretary.type(label, words)
    secretary.page.get_by_role("checkbox").first.check()
    secretary.press("发布给全村党员")
    called = secretary.page.locator("main a[href$='/selection']").first.get_attribute("href")

    member = as_("party-member", script=False).open("/workbench").follow("报名或推荐领办人")
    assert member.page.url.endswith(called)
    assert "盯进度，做沿线农户的工作" in member.words
    assert fits(member)
    member.follow("我要报名").type("我为什么愿意领办", "住在边上，愿意出力")
    member.page.get_by_label("年龄段").select_option(index=1)
    member.page.get_by_label("学历").select_option(index=3)
    member.press("报名")

    for _ in range(2):
        secretary.open("/sign-in").press("7 天")
    secretary.open(called).follow("截止报名，开始研判").press("截止报名，开始研判")
    assessor = as_("cadre", script=False).open(called).follow("给邵试明打分")
    assert all(factor in assessor.words for factor in FACTORS)
    assert "看群众口碑，看有没有调处过矛盾" in assessor.words
    assert fits(assessor)
    for mark in assessor.page.locator("input[type=radio][value='4'], input[value=pass]").all():
        mark.check()
    for text in assessor.page.locator("main textarea").all():
        text.fill("常年在村，调解过沿溪纠纷")
    assessor.press("提交打分")
    assert "打分已提交" in assessor.notices


@pytest.mark.parametrize("address", ["/leads", "/villages/{village}/leads", "/projects/{project}/selection"])
def test_what_everybody_reads_has_no_barrier(a_window, site, address):
    village = site.number("SELECT id FROM village WHERE name = '马家弄村'")
    window = a_window().open(address.format(village=village, project=site.project("QTW-01")))
    assert window.problems() == []


def test_the_letter_and_the_comparison_have_no_barrier(as_, site):
    letter = site.number("SELECT min(id) FROM responsibility_letter")
    nomination = site.number("SELECT min(id) FROM nomination")
    assert as_("secretary").open(f"/letters/{letter}").problems() == []
    assert as_("supervisor").open(f"/nominations/{nomination}/rule").problems() == []
    assert as_("cadre").open(f"/nominations/{nomination}/assess").problems() == []
