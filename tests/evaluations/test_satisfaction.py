"""The figures as a village accountant would check them with a pencil."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govproj.evaluations.satisfaction import (
    Points,
    Rate,
    Tally,
    Turnout,
    composite,
    is_publishable,
    is_representative,
    merge_small_cells,
    merge_small_groups,
    shown,
)
from tests.evaluations.rounds import R1, R2

WORKED_EXAMPLE = Tally(30, 42, 15, 8, 5)


def test_the_worked_example():
    example = WORKED_EXAMPLE
    assert example.n == 95
    assert (example.rate, example.rate.percent) == (Rate(87, 95), Decimal("91.6"))
    assert (example.strict_rate, example.strict_rate.percent) == (Rate(72, 95), Decimal("75.8"))
    assert (example.score(), example.score().mean) == ((3000 + 3360 + 900, 95), Decimal("76.4"))
    assert (example.awareness, example.awareness.percent) == (Rate(95, 100), Decimal("95.0"))


@pytest.mark.parametrize(
    ("aspect", "n", "rate", "strict", "score"),
    [
        ("openness", 145, "96.6", "84.1", "84.7"),
        ("participation", 141, "97.2", "83.0", "84.1"),
        ("schedule", 146, "97.3", "82.9", "84.5"),
        ("quality", 142, "98.6", "86.6", "87.0"),
        ("safety", 147, "93.2", "76.9", "79.2"),
        ("integrity", 136, "97.8", "83.1", "85.0"),
        ("lead_performance", 146, "98.6", "89.0", "88.5"),
        ("overall", 147, "98.0", "86.4", "86.7"),
    ],
)
def test_the_first_demo_round(aspect, n, rate, strict, score):
    tally = R1[aspect]
    published = (tally.n, tally.rate.percent, tally.strict_rate.percent, tally.score().mean)
    assert published == (n, Decimal(rate), Decimal(strict), Decimal(score))


def test_the_second_demo_round():
    assert [
        (tally.n, str(tally.rate.percent), str(tally.strict_rate.percent), str(tally.score().mean))
        for tally in R2.values()
    ] == [
        (80, "97.5", "85.0", "85.0"),
        (78, "97.4", "82.1", "83.3"),
        (81, "97.5", "86.4", "85.9"),
        (80, "98.8", "88.8", "88.0"),
        (81, "97.5", "84.0", "84.4"),
        (74, "98.6", "85.1", "85.7"),
        (80, "98.8", "88.8", "87.5"),
        (81, "98.8", "87.7", "87.4"),
    ]


def test_the_turnout_of_the_first_demo_round():
    turnout = Turnout(eligible=1120, issued=170, returned=156, invalid=6)
    assert turnout.valid == 150
    assert turnout.effective_return.percent == Decimal("88.2")
    assert turnout.participation.percent == Decimal("13.4")


def test_a_half_goes_up_not_to_the_even_neighbour():
    assert Rate(1305, 2000).percent == Decimal("65.3")  # 65.25
    assert Rate(1, 160).percent == Decimal("0.6")  # 0.625


def test_three_rates_are_the_whole():
    assert sum(rate.part for rate in WORKED_EXAMPLE.three_rates()) == WORKED_EXAMPLE.n


def test_answers_are_tallied_by_their_signs():
    assert Tally.of("aabbbcdu--") == Tally(2, 3, 1, 1, 1, 2)
    assert Tally.of("aabbbcdu--").valid == 10


def test_where_nobody_judged_there_is_no_figure():
    silent = Tally.of("uu-")
    assert (silent.rate.percent, silent.score().mean) == (None, None)
    assert shown(silent.rate) == "—"


def test_points_may_be_set():
    assert Tally(1, 1, 1, 1).score(Points(100, 75, 50, 25)).exact == Fraction(250, 4)


def test_the_composite_weighs_the_scores_and_leaves_out_what_nobody_judged():
    scores = {"quality": Tally(1).score(), "safety": Tally(0, 0, 1).score(), "schedule": Tally().score()}
    assert composite(scores) == 80
    assert composite(scores, {"quality": 3, "safety": 1}) == 90
    assert composite({}) is None


# ---- small numbers ----


@pytest.mark.parametrize(("valid", "published"), [(0, False), (9, False), (10, True)])
def test_nothing_is_published_under_ten_answers(valid, published):
    assert is_publishable(valid) is published


@pytest.mark.parametrize(
    ("valid", "households", "enough"),
    [(19, 100, False), (20, 100, True), (38, 386, False), (39, 386, True), (150, 386, True)],
)
def test_a_result_needs_twenty_answers_and_a_tenth_of_the_households(valid, households, enough):
    assert is_representative(valid, households) is enough


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(12, 12), "≥ 95%"),
        (Rate(0, 12), "≤ 5%"),
        (Rate(11, 12), "91.7%"),
        (Rate(20, 20), "100.0%"),
    ],
)
def test_a_unanimous_small_group_is_not_given_away(rate, words):
    assert shown(rate) == words


def test_small_groups_become_one():
    groups = {"一组": (20, 3), "二组": (2, 1), "三组": (1, 3), "四组": (9, 0)}
    assert merge_small_groups(groups, rest="其他") == {"一组": (20, 3), "四组": (9, 0), "其他": (3, 4)}


def test_a_single_small_group_takes_the_next_larger_one_along():
    groups = {"一组": (20, 3), "二组": (2, 1), "三组": (9, 0)}
    assert merge_small_groups(groups, rest="其他") == {"一组": (20, 3), "其他": (11, 1)}


def test_too_few_people_altogether_are_not_shown():
    assert merge_small_groups({"一组": (2, 1)}, rest="其他") == {}
    assert merge_small_cells({"党员": (2, 1, 0, 0)}) == []


def test_columns_are_cut_alike_in_all_rows():
    rows = {"党员": (6, 7, 1, 0), "群众": (20, 30, 9, 8)}
    assert merge_small_cells(rows) == [
        (range(0, 1), {"党员": 6, "群众": 20}),
        (range(1, 4), {"党员": 8, "群众": 47}),
    ]


COUNTS = st.lists(st.integers(0, 30), min_size=4, max_size=4)
TABLES = st.dictionaries(st.sampled_from("甲乙丙丁戊"), COUNTS, max_size=5)


@settings(deadline=None)
@given(TABLES)
def test_no_cell_under_five_is_ever_shown_and_nobody_is_lost(table):
    groups = merge_small_groups(table, rest="其他")
    cells = merge_small_cells(groups)

    assert all(count >= 5 for _columns, row in cells for count in row.values())
    people = sum(map(sum, table.values()))
    assert sum(map(sum, groups.values())) == (people if people >= 5 else 0)
    if cells:
        assert sum(sum(row.values()) for _columns, row in cells) == people


@settings(deadline=None)
@given(TABLES)
def test_the_groups_shown_do_not_give_away_one_that_is_not(table):
    groups = merge_small_groups(table, rest="其他")
    hidden = sum(map(sum, table.values())) - sum(sum(row) for name, row in groups.items() if name != "其他")
    assert hidden == 0 or hidden >= 5 or not groups
