"""Codes are copied by hand from paper: how they are read back."""

import pytest

from govproj.core.codes import ALPHABET, LETTERS, check_sign, grouped, random_code, tidy


def test_no_sign_can_be_taken_for_another():
    assert not set("01OIL") & set(ALPHABET + LETTERS)
    assert len(set(ALPHABET)) == 31


@pytest.mark.parametrize(
    "typed", ["abcd-2345", "ABCD 2345", " ab cd—23·45\n", "ＡＢＣＤ２３４５", "ａｂｃｄ－２３４５"]
)
def test_it_does_not_matter_how_it_is_typed(typed):
    assert tidy(typed) == "ABCD2345"


def test_it_is_shown_in_groups():
    assert grouped("ABCDEFGH23") == "ABCD-EFGH-23"


def test_any_wrong_sign_shows():
    code = random_code(15)
    for place in range(15):
        for wrong in set(ALPHABET) - {code[place]}:
            assert check_sign(code[:place] + wrong + code[place + 1 :]) != check_sign(code)


def test_any_two_neighbours_swapped_show():
    code = "".join(ALPHABET[3 * place % 31] for place in range(15))
    for place in range(14):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert check_sign(swapped) != check_sign(code)
