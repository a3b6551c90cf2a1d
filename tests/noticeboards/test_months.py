"""The months of a village side by side: who is reminded of what, what hangs on the board, the sheet for the wall."""

import pytest

from govproj.disclosures.models import State
from govproj.noticeboards.models import SheetState
from govproj.noticeboards.queries.months import latest_published
from tests.disclosures.factories import a_disclosure, a_duty, a_photo
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_inspector,
    a_village,
)
from tests.noticeboards.factories import a_sheet


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-06"):
        yield a_village(name="示例村", supervision_phone="0572-5000001")


@pytest.fixture
def lead(village):
    return a_party_member(village)


@pytest.fixture
def creek(village, lead):
    return a_project(village, name="示例溪整治", lead=lead)


def desk(as_, user):
    page = as_(user).open("/workbench")
    return [row.get_text(" ", strip=True) for row in page.html.select(".row") if "公示" in row.text]


def test_overdue_months_are_on_the_desks_of_all_who_answer_for_them_or_watch(
    as_, village, creek, lead, on_day
):
    a_duty(creek, "2022-03")
    a_duty(creek, "2022-04")
    late = "示例村有 2 份公示逾期 ▲ 已逾期 57 天"
    watching = (a_secretary(village), a_supervisor(village), a_town_inspector(village.town))
    for person in (*watching, a_county_inspector(village.town.county)):
        assert desk(as_, person) == [late]
    assert "▲ 已逾期 61 天" in desk(as_, lead)[0]
    assert desk(as_, a_town_inspector()) == []


@pytest.mark.parametrize(
    ("day", "reminded"), [("2022-06-06", False), ("2022-06-07", True), ("2022-06-11", False)]
)
def test_the_village_is_told_whom_to_remind_once_the_day_of_the_leads_is_over(
    as_, village, creek, lead, on_day, day, reminded
):
    a_duty(creek)
    with on_day(day):
        line = f"催一下2022年5月公示：1 个项目还没填 等{lead.name} ▲ 已逾期"
        for person, concerned in (
            (a_cadre(village), True),
            (a_secretary(village), True),
            (a_supervisor(village), False),
        ):
            told = [words for words in desk(as_, person) if words.startswith(line)]
            assert bool(told) is (reminded and concerned)


def test_nobody_is_reminded_of_what_is_handed_in(as_, village, creek):
    a_disclosure(creek, state=State.SUBMITTED)
    assert not [line for line in desk(as_, a_secretary(village)) if "催一下" in line]


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2022-06-09", ["首日"]),
        ("2022-06-15", ["首日"]),
        ("2022-06-16", ["首日", "末日"]),
        ("2022-06-24", ["末日"]),
        ("2022-07-01", []),
    ],
)
def test_photos_of_the_board_are_asked_for_on_the_first_and_on_the_last_day(
    as_, village, creek, on_day, day, asked
):
    a_disclosure(creek, state=State.PUBLISHED)  # hangs from the 9th to the 16th
    with on_day(day):
        lines = [line for line in desk(as_, a_cadre(village)) if "张贴照片" in line]
        assert [which for which in ("首日", "末日") if any(which in line for line in lines)] == asked
        assert not [line for line in desk(as_, a_supervisor(village)) if "张贴照片" in line]


def test_the_list_of_a_month_says_what_hangs_on_the_board(as_, village, creek, on_day):
    notice = a_disclosure(creek, state=State.PUBLISHED)
    a_photo(notice, posted=True, posting="first")
    with on_day("2022-06-12"):
        assert (
            "示例溪整治 2022年6月9日 – 2022年6月16日 ● 已贴 ○ 还没到"
            in as_(None).open(f"/villages/{village.id}/disclosures/2022-05/posting").rows()
        )
        assert "公开栏已贴" in as_(None).open(f"/disclosures/{notice.id}").main
    with on_day("2022-06-17"):
        assert "没有照片" in as_(None).open(f"/villages/{village.id}/disclosures/2022-05/posting").main


def test_the_calendar_of_the_village_says_on_time_late_or_missing(as_, creek, village, on_day):
    a_disclosure(creek, month="2022-02", state=State.PUBLISHED, published="2022-03-10")
    a_disclosure(creek, month="2022-03", state=State.PUBLISHED, published="2022-04-14")
    a_duty(creek, "2022-04")
    with on_day("2022-06-06"):
        a_duty(creek, "2022-05")
        page = as_(None).open(f"/villages/{village.id}/disclosures")

    assert page.rows() == ["示例溪整治 ● 按时 ◆ 逾期补发 ▲ 逾期未公示 ○ 待公示"]
    assert "1 ÷ 3" in page.main
    assert "33.3" in page.main
    missing = page.html.select_one(".badge--late")
    assert missing.get_text(strip=True) == "▲逾期未公示"


def test_the_board_is_told_the_newest_published_month_and_only_what_is_valid(app):
    village = a_village()
    road, creek = a_project(village), a_project(village)
    a_disclosure(road, month="2022-04", state=State.PUBLISHED)
    old = a_disclosure(road, month="2022-05", state=State.CORRECTED)
    new = a_disclosure(
        road, month="2022-05", state=State.PUBLISHED, edition=2, supersedes=old, correction_reason="写错"
    )
    a_disclosure(creek, month="2022-06")
    assert [line.id for line in latest_published(village.id)] == [new.id]
    assert latest_published(a_village().id) == []


def test_the_wall_sheet_of_the_village_shows_every_project_of_the_month(as_, village):
    a_sheet(village, SheetState.PUBLISHED)
    for number in range(13):
        a_disclosure(a_project(village, name=f"样板路{number:02}"), state=State.PUBLISHED)
    page = as_(None).open(f"/villages/{village.id}/disclosures/2022-05/print")
    assert len(page.html.select("article.overview")) == 2  # twelve a sheet
    assert len(page.html.select("article:first-of-type tbody tr")) == 12
    for words in ("样板路12", "治理", "0572-5000001", "12388", "（盖章）"):
        assert words in page.main


def test_the_wall_sheet_of_a_month_without_notices_says_so(as_, village):
    assert "没有发布的项目公示" in as_(None).open(f"/villages/{village.id}/disclosures/2022-03/print").main
