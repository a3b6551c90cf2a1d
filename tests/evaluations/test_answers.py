"""How an answer is packed into a cell."""

import pytest

from govproj.core import sealed
from govproj.evaluations.answers import Answer, AnswerTooLong, blank_cell, read_cell, seal_answer
from govproj.evaluations.urn import CELL

KEY = sealed.new_key_pair()
SHORT = Answer({"7": "a-------"})
LONG = Answer(
    {str(project): "abcduabc" for project in range(90000, 90012)},
    {str(project): ["schedule", "openness", "land"] for project in range(90000, 90012)},
    "party",
    "第十二村民小组",
    "𠮷" * 300,
)


@pytest.mark.parametrize("answer", [SHORT, LONG], ids=["short", "long"])
def test_an_answer_comes_out_as_it_went_in(answer):
    assert read_cell(seal_answer(answer, KEY.public), KEY.private) == answer


def test_a_blank_cell_holds_no_answer():
    assert read_cell(blank_cell(KEY.public), KEY.private) is None


def test_blank_short_and_long_have_the_same_size():
    cells = [blank_cell(KEY.public), seal_answer(SHORT, KEY.public), seal_answer(LONG, KEY.public)]
    assert {len(cell) for cell in cells} == {CELL}


def test_a_comment_of_more_than_300_characters_is_refused():
    with pytest.raises(AnswerTooLong):
        seal_answer(SHORT._replace(comment="好" * 301), KEY.public)


def test_an_answer_that_does_not_fit_is_refused_not_cut():
    with pytest.raises(AnswerTooLong):
        seal_answer(SHORT._replace(group="组" * CELL), KEY.public)


def test_the_key_of_another_round_opens_nothing():
    with pytest.raises(sealed.SealBroken):
        read_cell(seal_answer(SHORT, KEY.public), sealed.new_key_pair().private)
