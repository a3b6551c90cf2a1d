"""From above: rates of a town with the rows behind them, the heat calendar."""

from datetime import date

import pytest

from govproj.disclosures.duties import OnTime
from govproj.disclosures.models import State
from govproj.noticeboards.queries import rates
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import a_project, a_town, a_village


@pytest.fixture
def town(app, on_day):
    with on_day("2022-06-20"):
        yield a_town(name="样板镇")


@pytest.fixture
def village(town):
    village = a_village(name="示例村", town=town)
    road = a_project(village, name="样板路")
    a_disclosure(road, month="2022-03", state=State.PUBLISHED, published="2022-04-08")
    a_disclosure(road, month="2022-04", state=State.PUBLISHED, published="2022-05-14")
    a_duty(road, "2022-05")
    a_duty(road, "2022-06")  # not due yet
    return village


def test_the_rate_of_a_town_adds_up_and_every_figure_leads_to_its_rows(as_, town, village):
    other = a_village(name="样板村", town=town)
    a_disclosure(a_project(other), month="2022-03", state=State.PUBLISHED, published="2022-04-08")
    a_village(name="演示村", town=town)  # owes nothing
    page = as_(None).open(f"/towns/{town.id}/disclosures")

    assert "50.0 % 2 ÷ 4" in page.main
    villages = ["示例村 3 1 1 1 33.3%", "样板村 1 1 0 0 100.0%", "演示村 0 0 0 0 —"]
    assert page.rows() == [*villages, "全镇 4 2 1 1 50.0%"]
    for which, month in (("on_time", "3月"), ("late", "4月"), ("missing", "5月")):
        rows = page.browser.open(f"/villages/{village.id}/disclosures/duties/{which}").rows()
        assert len(rows) == 1
        assert month in rows[0]
    assert len(page.browser.open(f"/villages/{village.id}/disclosures/duties/due").rows()) == 3
    page.browser.open(f"/villages/{village.id}/disclosures/duties/everything", expect=404)


def test_the_figures_of_the_town_lead_to_the_rows_of_all_its_villages(as_, town, village):
    other = a_village(name="样板村", town=town)
    a_disclosure(a_project(other), month="2022-03", state=State.PUBLISHED, published="2022-04-08")
    a_disclosure(a_project(a_village()), month="2022-03", state=State.PUBLISHED, published="2022-04-08")
    page = as_(None).open(f"/towns/{town.id}/disclosures")
    assert page.links["2 ÷ 4"] == f"/towns/{town.id}/disclosures/duties/due"
    for which, count in (("due", 4), ("on_time", 2), ("late", 1), ("missing", 1)):
        rows = page.browser.open(f"/towns/{town.id}/disclosures/duties/{which}").rows()
        assert len(rows) == count
        assert all("示例村" in row or "样板村" in row for row in rows)
    page.browser.open(f"/towns/{town.id}/disclosures/duties/x", expect=404)


def test_a_long_list_of_rows_is_paged_by_key(as_, town, village, monkeypatch):
    monkeypatch.setattr(rates, "A_PAGE", 2)
    address, seen = f"/villages/{village.id}/disclosures/duties/due", []
    for _ in range(2):
        page = as_(None).open(address)
        seen += [row.split()[1] for row in page.rows()]
        address = page.links.get("下一页 →")
    assert seen == ["2022年5月", "2022年4月", "2022年3月"]
    assert address is None
    for nonsense in ("x", "2022-05-01.", "2022-05-01.²", "2022-99-99.1", "2022-05-01.99999999999999999999"):
        as_(None).open(f"/villages/{village.id}/disclosures/duties/due?after={nonsense}")


def test_the_heat_calendar_shows_on_time_late_and_missing(as_, village):
    page = as_(None).open(f"/villages/{village.id}/disclosures")
    cells = [cell["class"][1] for cell in page.html.select(".plot__cell")]
    assert cells == ["plot__cell--on_time", "plot__cell--late", "plot__cell--missing", "plot__cell--none"]
    assert "逾期补发" in page.html.select_one(".plot figcaption").text


def test_overdue_months_and_the_rate_are_counted_in_the_database(app, on_day):
    village = a_village()
    road = a_project(village)
    a_duty(road, "2022-02", done=date(2022, 3, 10))
    a_duty(road, "2022-03", done=date(2022, 4, 14))
    a_duty(road, "2022-04")
    a_duty(road, "2022-05")
    a_duty(a_project(), "2022-04")
    with on_day("2022-06-05"):
        assert [duty.month for duty in rates.overdue_months(village.id)] == ["2022-04"]
        assert rates.on_time_rate(village.id) == OnTime(on_time=1, late=1, missing=1)
