"""One telephone in many spellings."""

import pytest

from govproj.core import phones


@pytest.mark.parametrize(
    "typed",
    [
        "0572-5123456",
        "05725123456",
        "（0572）5123456",
        "0572 512 3456",
        "+86 572 5123456",
        "0086-572-5123456",
        "０５７２－５１２３４５６",
        "0572-5123456转12",
        "0572-5123456 分机 3",
    ],
)
def test_the_same_line_however_it_is_written(typed):
    assert phones.normal(typed) == "+865725123456"


def test_mobile_numbers_too():
    assert phones.normal("138-0013-8000") == phones.normal("+86 13800138000") == "+8613800138000"


@pytest.mark.parametrize("typed", ["", "  ", "打我电话", "１", "长" * 500, "\x00"])
def test_what_is_no_number_has_no_spelling(typed):
    assert phones.normal(typed) == ""
    assert not phones.is_one(typed)


@pytest.mark.parametrize(
    ("typed", "fine"), [("0572-5123456", True), ("13800138000", True), ("1380013800", False)]
)
def test_a_digit_too_few_is_noticed(typed, fine):
    assert phones.is_one(typed) is fine
