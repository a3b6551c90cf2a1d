"""What forms say by themselves is in the reader's language."""

import pytest

from tests.factories import a_secretary, a_village


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "请从列出的里面选。"), ("en", "Please pick from the list.")]
)
def test_a_choice_that_was_not_offered_is_refused_in_the_reader_s_language(as_, lang, words):
    village = a_village()
    browser = as_(a_secretary(village), lang=lang)

    page = browser.send(f"/villages/{village.id}/projects/new", {"kind": "palace"}, expect=422)

    assert words in page.errors


def test_a_page_of_blanks_in_a_number_is_refused_at_once(as_):
    """Patterns that begin with any number of blanks would look at them for hours, square by square."""
    typed = {"name": "示例亲", "relation": "子女", "household": "1" + " " * 1_000_000 + "x"}
    page = as_(a_secretary(a_village())).send("/account/relatives/new", typed, expect=422)
    assert "请填写数字，例如 12.5。" in page.errors


def test_a_page_of_blanks_between_two_cells_is_read_at_once():
    from govproj.projects.forms.objects import LONGEST_PASTE, _line

    assert _line(1, "甲" + " " * LONGEST_PASTE + "乙\t1.5 \t 一组", set()).team == "一组"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("", None),
        (None, None),
        ("-1", None),
        ("١", None),
        ("²", None),
        ("9" * 10, None),
        ("9" * 5000, None),
    ],
)
def test_what_a_hidden_field_brings_back_is_a_number_of_a_row_or_nothing(typed, number):
    """Python itself refuses to read five thousand digits: that must not become an error of ours."""
    from govproj.core.forms import hidden_number

    assert hidden_number(typed) == number


def test_a_review_of_versions_nobody_has_is_no_error(as_):
    village = a_village()
    url = f"/villages/{village.id}/disclosures/2022-05/review"
    as_(a_secretary(village)).send(url, {"seen": ["9" * 5000 + ":1", "1:" + "9" * 5000, "x:y"]})
