"""However much is written, every word is on the paper, in order and in letters for elders."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.disclosures.models import State
from govproj.disclosures.room import PAPERS, room_for, sheets_of
from tests.disclosures.factories import a_disclosure
from tests.factories import a_project, a_village

texts = st.lists(
    st.tuples(
        st.sampled_from(["本月完成", "下月计划", "质量安全检查和隐蔽工程验收"]),
        st.text("工程进度。；，", min_size=1, max_size=1200),
    ),
    max_size=7,
)
rows = st.lists(st.tuples(st.just("资金来源"), st.text("款", min_size=1, max_size=60)), max_size=14)


@given(texts, rows, st.sampled_from(sorted(PAPERS)), st.booleans())
def test_nothing_is_left_out_and_no_sheet_is_overfull(texts, rows, size, void):
    paper = PAPERS[size]
    sheets = sheets_of(paper, texts, rows, void, "（续）")
    assert "".join(words for sheet in sheets for _title, words in sheet) == "".join(
        words for _t, words in texts
    )
    for sheet in sheets[1:]:
        assert sheet
        assert (
            sum(ceil((len(title) + 2 + len(words)) / paper.letters) for title, words in sheet) <= paper.next
        )


@pytest.fixture
def long_winded(app, on_day):
    with on_day("2022-06-09"):
        words = {
            "summary": "砌筑护岸二十米。" * 120,
            "next_plan": "完成步道。" * 90,
            "problems_text": "已改。" * 100,
        }
        yield a_disclosure(
            a_project(a_village()), state=State.PUBLISHED, checkpoint="ABCDEFGHJKMN2345", **words
        )


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_long_notice_goes_on_on_further_sheets_and_says_so(as_, long_winded, size):
    page = as_(None).open(f"/disclosures/{long_winded.id}/print?size={size}")
    first, *more = page.html.select("article")
    assert "没有写完，接第 2 页" in first.text
    assert (
        len(first.select(".monthly__code")) == 2
    )  # the codes, the slip and the places for pens stay on the first
    assert first.select(".tear-off")
    for number, sheet in enumerate(more, 2):
        assert sheet.h2.text.endswith("公示（续）")
        assert f"第 {number} 页，共 {len(more) + 1} 页" in sheet.text
        assert "ABCD-EFGH-JKMN-2345" in sheet.text
    assert "本月完成（续）" in more[0].text
    said = "".join(
        words.text.split(maxsplit=1)[1]
        for words in page.html.select(".monthly__words")
        if "▶" not in words.text
    )
    assert said.count("砌筑护岸二十米。") == 120


def test_a_short_notice_is_one_sheet_without_a_word_about_it(as_, on_day, app):
    with on_day("2022-06-09"):
        page = as_(None).open(f"/disclosures/{a_disclosure(a_project(), state=State.PUBLISHED).id}/print")
        assert len(page.html.select("article")) == 1
        assert "接第 2 页" not in page.main
        assert "共 1 页" not in page.main


def test_the_sheet_of_the_village_has_a_slip_as_well(as_, long_winded):
    village = long_winded.project.village_id
    page = as_(None).open(f"/villages/{village}/disclosures/2022-05/print")
    (slip,) = page.html.select(".tear-off")
    for words in ("意见反馈条", "哪个项目、什么意见：", "姓名（可不写）：", "剪下来投进意见箱"):
        assert words in slip.text


def test_room_is_counted_for_the_size_that_is_printed():
    words = [("本月完成", "砌筑护岸。" * 30)]
    assert room_for("a3", words, [], void=False).photos == 4
    assert room_for("a3", words, [], void=True).photos == 2
    assert room_for("a4", words, [("领办人", "示")] * 20, void=False).photos == 0
