"""The people of one village, for every test of a selection."""

import pytest

from tests.selections.things import Cast


@pytest.fixture
def cast(app):
    return Cast()
