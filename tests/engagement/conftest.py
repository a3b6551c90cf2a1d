"""The people of these stories."""

import pytest

from tests.engagement.things import Cast


@pytest.fixture
def cast(app):
    return Cast()
