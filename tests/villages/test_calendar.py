"""Days laid down as worked or off, and the deadlines counted with them."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.villages.calendar import calendar_of, workdays_in
from govproj.villages.models import CalendarDay
from tests.factories import a_supervisor, a_town_admin, a_village, an_admin, last_audit_entry, saved

FRIDAY, SATURDAY, MONDAY = date(2022, 7, 1), date(2022, 7, 2), date(2022, 7, 4)


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture(autouse=True)
def today(app, on_day):
    with on_day("2022-06-20"):
        yield


def lay_down(browser, url, day, works, **typed):
    form = {"day": day, "works": works, "reason": "样板文件", **typed}
    return browser.open(url).press("定下来", form)


def test_a_worked_saturday_counts(as_, village):
    clerk = a_town_admin(village.town)
    assert workdays_in(village, FRIDAY, 1) == MONDAY
    lay_down(as_(clerk), f"/towns/{village.town_id}/calendar", "2022-07-02", "yes")

    assert workdays_in(village, FRIDAY, 1) == SATURDAY
    assert workdays_in(a_village(), FRIDAY, 1) == MONDAY
    assert last_audit_entry() == ("villages.day_worked", clerk.id)


def test_the_towns_word_goes_before_the_countys(as_, village):
    county = village.town.county
    lay_down(as_(an_admin()), f"/counties/{county.id}/calendar", "2022-07-04", "no")
    assert workdays_in(village, FRIDAY, 1) == date(2022, 7, 5)
    lay_down(as_(a_town_admin(village.town)), f"/towns/{village.town_id}/calendar", "2022-07-04", "yes")
    assert workdays_in(village, FRIDAY, 1) == MONDAY
    assert workdays_in(a_village(town=a_village(town=None).town), FRIDAY, 1) == MONDAY


def test_what_is_ahead_is_taken_back_and_what_is_past_stays(as_, village, on_day):
    clerk = a_town_admin(village.town)
    url = f"/towns/{village.town_id}/calendar"
    lay_down(as_(clerk), url, "2022-07-02", "yes")
    page = as_(clerk).open(url)
    with on_day("2022-07-03"):
        row = db.session.scalars(select(CalendarDay)).one()
        assert "撤回" not in as_(clerk).open(url).buttons
        as_(clerk).send(f"{url}/{row.id}/take-back", expect=409)
    page.press("撤回")
    assert db.session.scalars(select(CalendarDay)).all() == []
    assert last_audit_entry() == ("villages.day_taken_back", clerk.id)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": "2022-06-19"}, "已经过去"),
        ({"day": "哪天"}, "日期"),
        ({"day": ""}, "请填写日期"),
        ({"works": ""}, "上班还是放假"),
        ({"works": "maybe"}, ""),
        ({"reason": " "}, "请写明原因"),
        ({"reason": "长" * 121}, "最多 120"),
    ],
)
def test_bad_days_are_refused(as_, village, typed, says):
    page = as_(a_town_admin(village.town)).open(f"/towns/{village.town_id}/calendar")
    refused = page.press(
        "定下来", {"day": "2022-07-02", "works": "yes", "reason": "样板", **typed}, expect=422
    )
    assert says in refused.main
    assert db.session.scalars(select(CalendarDay)).all() == []


def test_a_day_is_laid_down_once(as_, village):
    clerk, url = as_(a_town_admin(village.town)), f"/towns/{village.town_id}/calendar"
    lay_down(clerk, url, "2022-07-02", "yes")
    form = {"day": "2022-07-02", "works": "no", "reason": "样板"}
    assert "已经定过" in clerk.open(url).press("定下来", form, expect=422).main


def test_others_read_it_and_change_nothing(as_, village):
    url = f"/towns/{village.town_id}/calendar"
    page = as_(a_supervisor(village)).open(url)
    assert "2022年10月8日 上班" in page.main
    assert "定下来" not in page.buttons
    as_(a_supervisor(village)).send(url, {"day": "2022-07-02", "works": "yes", "reason": "x"}, expect=409)


def test_the_calendar_costs_one_question(village, statements):
    saved(CalendarDay(town_id=village.town_id, day=SATURDAY, works=True, reason="样板"))
    number = village.id
    statements.clear()
    assert calendar_of(number).is_working(SATURDAY)
    assert statements == ["SELECT"]
