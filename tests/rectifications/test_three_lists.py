"""项目、问题、反馈: three lists from one record, whose numbers lead to each other, on screen, on paper and in Excel."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from govproj.core.db import db
from govproj.rectifications import actions
from govproj.rectifications.states import Level
from tests.factories import a_supervisor, a_town_inspector, a_village
from tests.rectifications.test_demo_cases import dust, overpaid, town, unapproved  # noqa: F401
from tests.rectifications.things import a_case, a_case_handed_in, a_cast

NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def inspector(dust, overpaid, unapproved, town):  # noqa: F811
    return a_town_inspector(town)


def in_excel(answer) -> dict[str, list[list[str]]]:
    """The rows of each sheet by its name, as texts."""
    with zipfile.ZipFile(io.BytesIO(answer.response.data)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
        words = ["".join(item.itertext()) for item in shared.iterfind("x:si", NAMESPACE)]
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        pages = [book.read(f"xl/worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
        assert not any(b"<f>" in page for page in pages), "no formula anywhere"
        return {name: _cells(page, words) for name, page in zip(names, pages, strict=True)}


def _cells(page, words):
    rows = ElementTree.fromstring(page).iterfind(".//x:row", NAMESPACE)  # noqa: S314
    return [
        [
            words[int(c.findtext("x:v", "", NAMESPACE))]
            if c.get("t") == "s"
            else c.findtext("x:v", "", NAMESPACE)
            for c in row
        ]
        for row in rows
    ]


def test_the_numbers_of_the_three_lists_lead_to_each_other(as_, inspector, on_day):
    with on_day("2022-06-20"):
        book = in_excel(as_(inspector).open("/rectifications/lists/excel?year=2022"))
    projects, problems, feedback = (book[name][1:] for name in ("项目清单", "问题清单", "反馈清单"))

    assert [row[0] for row in problems] == ["ZG-2022-001", "ZG-2022-002", "ZG-2022-003"]
    assert [row[0] for row in feedback] == ["ZG-2022-001-1", "ZG-2022-003-1"]
    assert [row[-1] for row in problems] == ["是", "是", "否"], "what stays within the offices is marked"
    assert {row[0]: row[-2] for row in problems} == {
        "ZG-2022-001": "ZG-2022-001-1",
        "ZG-2022-002": "",
        "ZG-2022-003": "ZG-2022-003-1",
    }
    named = {number: row[1] for row in projects for number in row[7].split("、") if number}
    assert named == {row[0]: row[2] for row in problems}, (
        "each problem stands with its project, under one code"
    )
    assert {row[1]: row[3] for row in feedback}.items() <= {row[0]: row[2] for row in problems}.items()


def test_screen_and_paper_say_the_same(as_, inspector, on_day):
    with on_day("2022-06-20"):
        screen = as_(inspector).open("/rectifications/lists").main
        paper = as_(inspector).open("/rectifications/lists/print").main
    for words in ("ZG-2022-002", "ZG-2022-003-1", "付款超进度", "定下每天收工前巡一遍的规矩", "手续已补"):
        assert words in screen
        assert words in paper
    assert "ZG-2022-002-1" not in screen, "nothing has been handed in yet"


def test_a_case_that_came_back_is_one_problem_with_two_feedbacks(as_, on_day):
    cast = a_cast()
    with on_day("2022-06-01"):
        case = a_case_handed_in(cast)
        actions.verify(case, result="看过", by=cast.supervisor)
        actions.close(case, assessment="好了", by=cast.supervisor)
        actions.look_back(case, passed=False, note="又坏了", by=cast.inspector)
        db.session.commit()
        book = in_excel(as_(cast.inspector).open("/rectifications/lists/excel"))
    assert [row[0] for row in book["问题清单"][1:]] == [case.number]
    assert [(row[0], row[-1]) for row in book["反馈清单"][1:]] == [(f"{case.number}-1", "反弹")]


def test_nothing_typed_becomes_a_formula(as_, on_day):
    cast = a_cast()
    with on_day("2022-06-01"):
        a_case(cast.project, title='=HYPERLINK("http://x","点")')
        book = in_excel(as_(cast.inspector).open("/rectifications/lists/excel"))
    assert book["问题清单"][1][4] == '=HYPERLINK("http://x","点")'


def test_the_lists_of_eleven_villages_and_of_one(as_, town, on_day):  # noqa: F811
    with on_day("2022-06-20"):
        casts = [a_cast(town) for _number in range(11)]
        for cast in casts:
            a_case(cast.project, level=Level.MINOR, title=f"{cast.village.name}的问题")
        inspector = a_town_inspector(town)
        page = as_(inspector).open("/rectifications/lists")
        assert all(f"{cast.village.name}的问题" in page.main for cast in casts)
        one = as_(inspector).open(f"/rectifications/lists?year=2022&village={casts[3].village.id}")
        assert f"{casts[3].village.name}的问题" in one.main
        assert f"{casts[4].village.name}的问题" not in one.main
        boards = as_(inspector).open("/rectifications/boards").rows("section[aria-label='按村'] tbody tr")
        assert len(boards) == 11
        assert all("0.0%" in row for row in boards), "found and not answered yet, village by village"
        neighbour = as_(a_supervisor(a_village())).open("/rectifications/lists")
        assert "的问题" not in neighbour.main


def test_a_year_or_village_that_makes_no_sense_shows_this_year(as_, inspector):
    for words in ("year=1800", "year=x&village=9", "village=99999999999999"):
        as_(inspector).open(f"/rectifications/lists?{words}", expect=422)
        as_(inspector).open(f"/rectifications/lists/excel?{words}")
