"""The boards: every rate with its numerator, its denominator and its rows; few questions for many villages."""

from datetime import date, timedelta

import pytest

from govproj.core import dates
from govproj.core.db import db
from govproj.inspections.actions import submit_check
from govproj.inspections.models import Check
from govproj.inspections.queries import boards, checks_due, checks_of, weeks_missing_in_a_row
from govproj.inspections.states import CheckKind
from govproj.projects.models import State
from govproj.villages.models import Village
from tests.factories import a_project, a_town, a_town_inspector, saved
from tests.inspections.things import a_cast, a_check, seen


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-20"):
        yield a_cast()


def four_weeks(cast):
    """Kept, late, left out, left out; and one that is still to be done."""
    kept = {"done_by_id": cast.contact.id}
    rows = [
        a_check(cast.project, number=20, due=date(2022, 5, 22), done_day=date(2022, 5, 20), **kept),
        a_check(cast.project, number=21, due=date(2022, 5, 29), done_day=date(2022, 5, 31), **kept),
        a_check(cast.project, number=23, due=date(2022, 6, 12)),
        a_check(cast.project, number=24, due=date(2022, 6, 19)),
        a_check(cast.project, number=25, due=date(2022, 6, 26)),
    ]
    return rows


def test_coverage_counts_what_is_over_and_leads_to_its_rows(as_, cast):
    four_weeks(cast)
    page = as_(cast.inspector).open("/inspections")
    assert "25.0 %" in page.main
    assert "1 ÷ 4" in page.main
    assert "迟查 1，未查 2" in page.main

    village = as_(cast.inspector).open(f"/villages/{cast.village.id}/checks?which=missing")
    assert [row.split()[0] for row in village.rows("#main section:first-of-type .rows > li")] == [
        "2022年第24周周查",
        "2022年第23周周查",
    ]
    late = as_(cast.inspector).open(f"/villages/{cast.village.id}/checks?which=late")
    assert "2022年第21周周查" in late.main
    assert "25.0%（1 ÷ 4）" in late.main


def test_the_most_urgent_stand_first_on_the_page_of_the_village(as_, cast):
    four_weeks(cast)
    page = as_(cast.inspector).open(f"/villages/{cast.village.id}/checks")
    rows = page.rows("#main section:first-of-type .rows > li")
    assert [row.split()[0][5:9] for row in rows] == ["第25周", "第24周", "第23周"], "what is not done"
    nonsense = as_(cast.inspector).open(f"/villages/{cast.village.id}/checks?which=x&kind=y&key=z")
    assert nonsense.rows("#main section:first-of-type .rows > li") == rows


def test_what_is_finished_is_history_and_a_stop_hides_nothing(as_, cast):
    four_weeks(cast)
    cast.project.state = State.SUSPENDED
    db.session.commit()
    assert "1 ÷ 4" in as_(cast.inspector).open("/inspections").main, (
        "nobody stops a project to clean the board"
    )
    cast.project.state = State.COMPLETED
    db.session.commit()
    assert "0 ÷ 0" in as_(cast.inspector).open("/inspections").main
    rows = f"/villages/{cast.village.id}/checks"
    assert "2022年第21周周查" not in as_(cast.inspector).open(rows).main, "the rows are those of the figure"
    assert "2022年第21周周查" in as_(cast.inspector).open(f"{rows}?which=history").main


def test_the_heat_calendar_marks_each_week(cast):
    four_weeks(cast)
    weeks = boards.weeks_until(date(2022, 6, 20), 6)
    heat = boards.heat_of_projects([cast.project.id], weeks, date(2022, 6, 20))
    assert heat == {cast.project.id: ["on_time", "late", "none", "missing", "missing", "none"]}
    other = a_project(cast.village, contact=cast.contact)
    a_check(other, number=20, due=date(2022, 5, 22))
    villages = boards.heat_of_villages([cast.village.id], weeks, date(2022, 6, 20))
    assert villages[cast.village.id][0] == "missing", "one left out makes it a week left out"


def test_the_calendar_runs_over_a_53rd_week():
    weeks = boards.weeks_until(date(2021, 1, 5), 3)
    assert [tuple(week) for week in weeks] == [(2020, 52), (2020, 53), (2021, 1)]


def test_weeks_left_out_are_counted_back_from_the_last_one(cast):
    check = four_weeks(cast)[3]
    assert weeks_missing_in_a_row([cast.village.id], date(2022, 6, 20)) == {cast.project.id: 2}
    assert weeks_missing_in_a_row([cast.village.id], date(2022, 6, 19)) == {cast.project.id: 1}
    submit_check(check, seen(at=dates.now() - timedelta(hours=1)), by=cast.contact)
    assert weeks_missing_in_a_row([cast.village.id], date(2022, 6, 20)) == {}


def test_others_ask_for_the_checks_of_a_project_and_of_villages(cast):
    rows = four_weeks(cast)
    found = checks_of(cast.project, date(2022, 5, 23), date(2022, 6, 12))
    assert found == rows[1:3]
    due = checks_due([cast.village.id], date(2022, 6, 19), kind=CheckKind.WEEKLY)
    assert [row.number for row in due] == [20, 21, 23, 24]


def test_two_hundred_villages_ask_no_more_than_two(as_, cast, statements):
    town = a_town()
    inspector = a_town_inspector(town)
    for number in range(200):
        village = Village(town_id=town.id, name=f"示例{number}村", households=1, adults=1)
        db.session.add(village)
    db.session.commit()
    project = a_project(town.villages[7])
    a_check(project)
    browser = as_(inspector)
    browser.open("/inspections")
    statements.clear()
    page = browser.open("/inspections")
    assert len([verb for verb in statements if verb == "SELECT"]) <= 12
    assert "按时率最低的 30 个村" in page.main
    assert page.main.index("示例7村") < page.main.index("示例0村"), "the worst first"


def test_a_long_list_goes_on_where_it_ended(as_, cast):
    for number in range(1, 46):
        week = date.fromisocalendar(2021, number, 7)
        saved(
            Check(
                kind=CheckKind.WEEKLY,
                project_id=cast.project.id,
                village_id=cast.village.id,
                year=2021,
                number=number,
                due_day=week,
            )
        )
    first = as_(cast.inspector).open(f"/villages/{cast.village.id}/checks")
    second = as_(cast.inspector).open(first.links["下一页 →"])
    assert "2021年第25周周查" in second.main
    assert "2021年第26周周查" not in second.main
