"""What marks come to: weights, the mean, and how far assessors lie apart."""

from decimal import Decimal

import pytest

from govproj.selections import suitability
from govproj.selections.states import Education
from govproj.villages.rules import DEFAULTS

WEIGHTS = DEFAULTS["lead.weights"]
ALL_FIVE = dict.fromkeys(suitability.COUNTED, 5)


def test_the_best_marks_make_a_hundred_and_none_makes_nothing():
    assert suitability.total(ALL_FIVE, WEIGHTS) == 100
    assert suitability.total(dict.fromkeys(suitability.COUNTED, 0), WEIGHTS) == 0


def test_each_factor_counts_by_its_weight():
    marks = {
        "project_nature_fit": 4,  # 25 × 4/5 = 20
        "progress_demand_fit": 3,  # 25 × 3/5 = 15
        "willingness": 5,  # 15
        "communication": 2,  # 20 × 2/5 = 8
        "education_level": 4,  # 5 × 4/5 = 4
        "current_load": 3,  # 10 × 3/5 = 6
        "age_band": 5,  # weight 0
    }
    assert suitability.total(marks, WEIGHTS) == 68


def test_a_village_may_leave_schooling_out():
    assert suitability.total(ALL_FIVE, {**WEIGHTS, "education_level": 0}) == 95


def test_age_counts_for_nothing_unless_a_place_sets_a_weight():
    young, old = {**ALL_FIVE, "age_band": 0}, {**ALL_FIVE, "age_band": 5}
    assert suitability.total(young, WEIGHTS) == suitability.total(old, WEIGHTS) == 100
    assert suitability.total(old, {**WEIGHTS, "age_band": 10}) == 110


def test_totals_are_rounded_half_up():
    odd = dict.fromkeys(suitability.COUNTED, 0) | {"willingness": 1}
    assert suitability.total(odd, {"willingness": 1.25}) == Decimal("0.3")


@pytest.mark.parametrize("marks", [{}, {**ALL_FIVE, "willingness": 6}, {**ALL_FIVE, "communication": -1}])
def test_a_mark_out_of_range_or_left_out_is_an_error(marks):
    with pytest.raises(ValueError, match="a mark from 0 to 5"):
        suitability.total(marks, WEIGHTS)


@pytest.mark.parametrize(("projects", "score"), [(0, 5), (1, 3), (2, 1), (3, 0), (9, 0)])
def test_whoever_leads_much_already_scores_less(projects, score):
    assert suitability.load_score(projects) == score


def test_schooling_scores_from_one_to_five():
    assert [suitability.education_score(education) for education in Education] == [1, 2, 3, 4, 5]


def test_the_mean_is_rounded_half_up_and_absent_without_marks():
    assert suitability.mean([Decimal("81.0"), Decimal("81.0"), Decimal("81.1")]) == Decimal("81.0")
    assert suitability.mean([Decimal("70.0"), Decimal("70.1")]) == Decimal("70.1")
    assert suitability.mean([]) is None


def test_the_spread_is_from_lowest_to_highest():
    assert suitability.spread([Decimal("60.5"), Decimal("91.0"), Decimal("70.0")]) == Decimal("30.5")
    assert suitability.spread([Decimal("60.5")]) == 0
    assert suitability.spread([]) == 0
