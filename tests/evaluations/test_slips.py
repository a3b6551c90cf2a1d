"""The code on a slip: printed, copied by hand, read back."""

import math

import pytest

from govproj.core.codes import ALPHABET, LETTERS
from govproj.evaluations import slips


def test_a_code_has_sixteen_signs_and_over_sixty_bits_of_chance():
    codes = {slips.new_code("AB") for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {16}
    assert slips.RANDOM * math.log2(len(ALPHABET)) > 60


@pytest.mark.parametrize(
    "as_typed",
    [
        str.lower,
        lambda code: f" {code[:4]} {code[4:8]}　{code[8:12]} {code[12:]} ",
        lambda code: f"{code[:4]}-{code[4:8]}—{code[8:12]}－{code[12:]}",
        lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
        lambda code: f"http://10.0.0.5/v/{code}",
        lambda code: f"http://10.0.0.5/v/{code}/",
    ],
    ids=["lower case", "spaces", "dashes", "full width", "scanned address", "scanned address with slash"],
)
def test_it_is_read_however_it_is_typed(as_typed):
    code = slips.new_code("XY")
    assert slips.read_code(as_typed(code)) == code
    assert slips.prefix_of(code) == "XY"


@pytest.mark.parametrize(
    "typed", ["", "/", "XY", "XY" * 8, "XY0OIL1234567890", "你好" * 8, "X" * 5000, "\0" * 16]
)
def test_what_no_slip_says_is_not_a_code(typed):
    with pytest.raises(slips.NotACode):
        slips.read_code(typed)


def test_a_slip_of_the_pen_is_noticed():
    code = slips.new_code("AB")
    wrong = "3" if code[7] == "2" else "2"
    with pytest.raises(slips.NotACode):
        slips.read_code(code[:7] + wrong + code[8:])


def test_two_rounds_never_share_their_letters():
    every = {first + second for first in LETTERS for second in LETTERS}
    assert slips.new_prefix(every - {"KZ"}) == "KZ"


def test_the_same_code_hashes_differently_in_another_round():
    code = slips.new_code("AB")
    assert slips.digest(code, b"one") != slips.digest(code, b"two")


def test_the_root_stands_for_the_set_whatever_its_order():
    one, two, three = (slips.digest(slips.new_code("AB"), b"") for _ in range(3))
    assert slips.committed_root([one, two]) == slips.committed_root([two, one])
    assert slips.committed_root([one, two]) != slips.committed_root([one, two, three])
