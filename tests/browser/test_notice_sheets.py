"""Paper: what hangs on the board fits the sheet it is printed on, whatever the projects are called."""

import re
import sqlite3
from contextlib import closing

import pytest

from tests.browser.windows import DESK

pytestmark = pytest.mark.browser

LONG_NAME = "沿溪人居环境综合整治提升及配套道路亮化绿化排水改造工程二期第三标段示例项目"
LONG_TEXT = "完成管线铺设三百二十米、检查井砌筑二十八座、路面恢复四百平方米，增设围挡和便道。" * 4
A4, A3 = (595, 842), (1191, 842)  # points, upright and across


def pages_of(window, address) -> list[tuple[int, int]]:
    """The sizes of the pages the browser makes of it, in points."""
    window.open(address)
    paper = window.page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def close_to(size, expected) -> bool:
    return all(abs(one - other) <= 2 for one, other in zip(size, expected, strict=True))


def copy_row(database, table, number, **changed) -> int:
    """A second row like this one."""
    found = database.execute(f"SELECT * FROM {table} WHERE id = ?", (number,))
    row = dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))
    row |= {"id": None, **changed}
    marks = ", ".join("?" * len(row))
    return database.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
    ).lastrowid


@pytest.fixture
def village(site) -> int:
    """Twelve notices of May in the village with the governance work, all with the longest names and words."""
    may = "SELECT d.id, d.project_id FROM disclosure d JOIN project p ON p.id = d.project_id"
    may += " WHERE d.month = '2022-05' AND p.village_id = ? ORDER BY d.id"
    with closing(sqlite3.connect(site.folder / "site.db")) as database, database:
        here = database.execute("SELECT village_id FROM combined_sheet LIMIT 1").fetchone()[0]
        there = database.execute(may, (here,)).fetchall()
        for number in range(len(there), 12):
            project = copy_row(database, "project", there[0][1], code=f"X-{number}", work_item_id=None)
            copy_row(database, "disclosure", there[0][0], project_id=project)
        database.execute("UPDATE project SET name = ? || id WHERE village_id = ?", (LONG_NAME, here))
        database.execute("UPDATE disclosure SET summary = ?, next_plan = ?", (LONG_TEXT, LONG_TEXT))
        database.execute("UPDATE combined_line SET done = ?, plan = ?", (LONG_TEXT, LONG_TEXT))
    return here


def test_twelve_projects_with_long_names_fit_one_a3(a_window, village):
    window = a_window(size=DESK)
    (size,) = pages_of(window, f"/villages/{village}/disclosures/2022-05/print")
    assert close_to(size, A3)
    assert window.page.locator("article tbody tr").count() == 12 + 4  # and the governance work
    assert window.page.locator("img[alt*='二维码']").count() == 2


def test_the_fullest_notices_of_the_demo_fit_their_sheets_upright_and_across(a_window, site):
    window = a_window(size=DESK)
    of_may = "SELECT d.id FROM disclosure d JOIN project p ON p.id = d.project_id"
    of_may += " WHERE d.month = '2022-05' AND code = ?"
    corrected = site.number("SELECT id FROM disclosure WHERE edition = 2")
    for number in (corrected, site.number(of_may, "YXK-01"), site.number(of_may, "MJN-01")):
        for query, paper in (("", A4), ("?size=a3", A3)):
            sizes = pages_of(window, f"/disclosures/{number}/print{query}")
            assert len(sizes) == 1, f"notice {number}{query} takes {len(sizes)} pages"
            assert close_to(sizes[0], paper)
    village = site.number("SELECT id FROM village ORDER BY id LIMIT 1")
    (size,) = pages_of(window, f"/villages/{village}/disclosures/2022-05/print")
    assert close_to(size, A3)


def test_a_notice_with_a_long_name_and_many_words_still_fits_one_sheet(a_window, site, village):
    with closing(sqlite3.connect(site.folder / "site.db")) as database, database:
        database.execute(
            "UPDATE disclosure SET summary = ?, next_plan = ?", (LONG_TEXT[:100], LONG_TEXT[:60])
        )
    number = site.number("SELECT min(id) FROM disclosure WHERE month = '2022-05' AND state = 'published'")
    window = a_window(size=DESK)
    assert len(pages_of(window, f"/disclosures/{number}/print")) == 1
    assert len(pages_of(window, f"/disclosures/{number}/print?size=a3")) == 1


def test_the_longest_words_go_on_on_as_many_sheets_as_the_page_says(a_window, site):
    number = site.number("SELECT min(id) FROM disclosure WHERE month = '2022-05' AND state = 'published'")
    fields = ("deviation_reason", "next_plan", "problems_text", "labour_text", "checks_text")
    with closing(sqlite3.connect(site.folder / "site.db")) as database, database:
        for name in fields:
            database.execute(f"UPDATE disclosure SET {name} = ?", ((LONG_TEXT * 4)[:500],))
        database.execute("UPDATE disclosure SET summary = ?", ((LONG_TEXT * 7)[:1000],))
    window = a_window(size=DESK)
    for query, paper in (("", A4), ("?size=a3", A3)):
        sizes = pages_of(window, f"/disclosures/{number}/print{query}")
        assert len(sizes) == window.page.locator("article").count() > 1
        assert all(close_to(size, paper) for size in sizes)


def test_nothing_on_the_paper_needs_colour(a_window, site):
    """Every colour of a printed sheet is black, white or a grey."""
    number = site.number("SELECT max(id) FROM disclosure WHERE state = 'published'")
    window = a_window(size=DESK).open(f"/disclosures/{number}/print")
    window.page.emulate_media(media="print")
    colours = window.page.evaluate(
        "[...document.querySelectorAll('article *')].flatMap(e => { const s = getComputedStyle(e);"
        " return [s.color, s.backgroundColor, s.borderTopColor, s.fill, s.stroke] })"
    )
    for colour in set(colours):
        red, green, blue = [*re.findall(r"\d+", colour), 0, 0, 0][:3]
        assert red == green == blue, colour
