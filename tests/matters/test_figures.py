"""What is counted of matters, and from what: the figures printed about the six-matters method, and the median."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median as by_the_book

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.core.db import db
from govproj.matters import actions
from govproj.matters.figures import Fact, Rate, by_village, change, counted, figures_of, median
from govproj.matters.states import State
from tests.factories import a_village
from tests.matters.things import a_cast, a_matter, replied

CAME = datetime(2022, 5, 1, 8, tzinfo=UTC)


def an_urgent_one(minutes: int, on_site: bool) -> Fact:
    due, done = CAME + timedelta(hours=1), CAME + timedelta(minutes=minutes)
    arrived = CAME + timedelta(minutes=5) if on_site else None
    return Fact(1, "urgent", True, State.CLOSED, CAME, due, due, 5, minutes, done, arrived)


def test_of_282_urgent_ones_167_of_the_169_on_site_took_an_hour_at_most():
    on_site = [an_urgent_one(60 if number < 167 else 61, True) for number in range(169)]
    others = [an_urgent_one(30, False) for _number in range(282 - 169)]
    found = counted([*on_site, *others], [])
    assert found.received == 282
    assert (found.within_hour_on_site, found.within_hour_on_site.value) == (Rate(167, 169), Decimal("98.8"))
    assert (found.within_hour_of_all, found.within_hour_of_all.value) == (Rate(280, 282), Decimal("99.3"))


def test_of_332_follow_ups_331_satisfied():
    found = counted([an_urgent_one(30, True)], [True] * 331 + [False])
    assert (found.satisfied, found.satisfied.value) == (Rate(331, 332), Decimal("99.7"))


@pytest.mark.parametrize(
    ("before", "after", "moved"), [(125, 47, "-62.4"), (263, 71, "-73.0"), (100, 125, "25.0")]
)
def test_the_change_from_year_to_year(before, after, moved):
    assert change(before, after) == Decimal(moved)


def test_of_a_hundred_to_be_dealt_with_97_were():
    closed = an_urgent_one(30, True)
    others = [closed._replace(state=state) for state in (State.REPLIED, State.IN_PROGRESS, State.RECEIVED)]
    refused = [
        closed._replace(state=state) for state in (State.NOT_ADOPTED, State.PASSED_ON, State.DUPLICATE)
    ]
    found = counted([*[closed] * 97, *others, *refused], [])
    assert (found.effective, found.effective.value) == (Rate(97, 100), Decimal("97.0"))


def test_errands_are_counted_with_those_on_site_and_their_mean_time():
    errands = [
        an_urgent_one(minutes, at)._replace(kind="errand") for minutes, at in ((90, True), (100, False))
    ]
    (found,) = counted(errands, []).kinds
    assert (found.received, found.on_site, found.mean_finish) == (2, 1, Decimal("1.6"))


def test_from_nothing_there_is_no_change_and_no_rate():
    assert change(0, 5) is None
    assert median([]) is None
    assert Rate(0, 0).value is None


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_the_median_is_the_one_of_the_books(minutes):
    assert median(minutes) == Decimal(str(by_the_book(minutes)))


def test_late_is_what_was_done_late_and_what_is_not_done_in_time():
    late = an_urgent_one(61, True)
    waiting = late._replace(state=State.RECEIVED, done_at=None, finish_minutes=None)
    refused = waiting._replace(state=State.NOT_ADOPTED)
    found = counted([an_urgent_one(60, True), late, waiting, refused], [])
    assert (found.in_time, found.open, found.overdue) == (Rate(1, 3), 1, 1)


def test_the_page_shows_each_rate_with_what_it_was_counted_from(as_, app, on_day):
    with on_day("2022-06-09"):
        cast = a_cast()
        a_matter(a_village(), text="别的村的")
        matter = replied(a_matter(cast.village), cast.cadre, by=cast.secretary)
        actions.follow_up(matter, satisfied=True, words="", by=cast.other)
        db.session.commit()
        page = as_(cast.inspector).open("/matters/figures")
        assert "1 ÷ 1" in page.main
        assert "分母：上门的急事" in page.main
        assert figures_of([cast.village.id], 2022).received == 1
        assert by_village([cast.village.id], 2022)[cast.village.id] == figures_of([cast.village.id], 2022)
        assert "还没有反映的事" in as_(cast.inspector).open("/matters/figures?year=2021").main
        assert as_(cast.inspector).open("/matters/figures?year=99999").status == 200
