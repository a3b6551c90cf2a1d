"""The sheet for the notice board: everything a villager should be able to read, in black and white."""

import re
from pathlib import Path

import pytest

from govproj.core.qr import qr_image
from govproj.disclosures.models import State
from tests.disclosures.factories import a_disclosure, a_photo
from tests.factories import a_month, a_party_member, a_project, a_supervisor, a_village

CSS = Path(__file__).parents[2] / "static" / "css" / "print.css"


@pytest.fixture
def notice(app, on_day):
    with on_day("2022-06-09"):
        village = a_village(name="示例村", supervision_phone="0572-5000001", letter_box="祠堂门口")
        project = a_project(
            village,
            name="示例溪整治",
            lead=a_party_member(village, name="徐示荣"),
            contract_fen=281_6000_00,
            funds=[{"source": "上级水利补助", "fen": 200_0000_00}],
        )
        a_month(project, "2022-05", planned=45, actual=47, paid_fen=112_6400_00)
        yield a_disclosure(
            project,
            state=State.PUBLISHED,
            checkpoint="ABCDEFGHJKMN2345",
            signed_by=[a_supervisor(village, name="吴样明")],
        )


def sheet(as_, notice, size=""):
    return as_(None).open(f"/disclosures/{notice.id}/print{size}")


def test_the_sheet_says_it_all(as_, notice):
    text = sheet(as_, notice).main
    for words in (
        *("示例溪整治 2022年5月公示", "第 2022-05 期 · 第 1 版", "公示期 2022年6月9日 至 2022年6月16日"),
        *("实际进度 47", "计划进度 45", "累计支付 112.64", "未付余额 168.96", "徐示荣", "吴样明"),
        *("上级水利补助 200.00", "面层摊铺完成", "下月计划", "0572-5000001", "12388", "祠堂门口"),
        *("打印时间 2022年6月9日 12:00", "ABCD-EFGH-JKMN-2345", "意见反馈条", "姓名（可不写）", "（盖章）"),
        *(
            "建设单位 示例村村民委员会",
            "累计支付占合同 40.0%",
            f"网页：http://localhost/disclosures/{notice.id} ",
        ),
    ):
        assert words in text


def test_groups_without_anything_to_say_are_not_printed(as_, notice):
    text = sheet(as_, notice).main
    for heading in ("采购和用工", "质量安全检查", "上月问题整改情况", "工程变更", "与计划有差距的原因"):
        assert heading not in text


def test_two_codes_lead_to_the_page_and_to_its_proof(as_, app, notice):
    codes = [image["src"] for image in sheet(as_, notice).html.select(".monthly__code img")]
    assert codes == [
        qr_image(f"http://localhost/disclosures/{notice.id}"),
        qr_image("http://localhost/verify?letters=ABCDEFGHJKMN2345"),
    ]


def test_without_a_public_address_there_are_letters_but_no_codes(as_, app, notice, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", None)
    page = sheet(as_, notice)
    assert page.html.select("img") == []
    assert "ABCD-EFGH-JKMN-2345" in page.main


def test_upright_on_a4_and_across_on_a3(as_, notice):
    assert sheet(as_, notice).html.select_one("article.sheet--a4")
    assert sheet(as_, notice, "?size=a3").html.select_one("article.sheet--a3")
    assert sheet(as_, notice, "?size=x").html.select_one("article.sheet--a4")


def test_the_photos_are_printed_where_there_is_room(as_, notice):
    for number in range(5):
        a_photo(notice, f"护岸 {number}")
    assert len(sheet(as_, notice).html.select("figure")) == 2
    assert len(sheet(as_, notice, "?size=a3").html.select("figure")) == 4


def test_on_a_full_a4_the_words_go_before_the_photos(as_, village_full):
    notice = village_full
    a_photo(notice, "护岸")
    assert sheet(as_, notice).html.select("figure") == []
    assert len(sheet(as_, notice, "?size=a3").html.select("figure")) == 1


@pytest.fixture
def village_full(notice):
    words = {"summary": "砌筑护岸。" * 30, "next_plan": "完成步道。" * 20, "deviation_reason": "下雨。" * 10}
    project = a_project(notice.project.village, name="满满一页", lead=notice.project.lead)
    return a_disclosure(project, state=State.PUBLISHED, **words)


def test_a_corrected_version_prints_that_it_is_void(as_, notice):
    new = a_disclosure(
        notice.project, state=State.PUBLISHED, edition=2, supersedes=notice, correction_reason="少填一笔"
    )
    assert "作废：已由第 2 版更正（少填一笔）" in sheet(as_, notice).main
    assert "更正版，更正原因：少填一笔" in sheet(as_, new).main


def test_letters_are_large_enough_for_elders():
    """workflows.md 3.4: title ≥ 22 pt, body ≥ 14 pt, key figures ≥ 18 pt."""
    css = CSS.read_text()

    def points(selector):
        rules = re.findall(rf"^{re.escape(selector)} {{([^}}]*)}}", css, re.M)
        return [float(size) for rule in rules for size in re.findall(r"([\d.]+)pt[/;]", rule)]

    assert min(points("body")) >= 14
    assert min(points(".monthly.sheet--a4 .sheet__head h1")) >= 22
    assert max(points(".sheet__figures dd")) >= 18
    assert not re.search(
        r"^\.monthly(?!__foot|__code)[^{]*{[^}]*font-size: (?:[0-9]|1[0-3])(?:\.\d)?pt", css, re.M
    )
