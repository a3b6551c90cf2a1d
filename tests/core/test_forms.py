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
