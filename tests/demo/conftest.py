"""The demo, loaded once for all tests that look at it."""

import pytest

from govproj import create_app
from govproj.config import MARKER
from govproj.core import dates
from tests.loaded import copy_of_the_demo


@pytest.fixture(scope="package")
def loaded_demo(tmp_path_factory):
    folder = copy_of_the_demo(tmp_path_factory, tmp_path_factory.mktemp("looked-into") / "site")
    app = create_app(folder)
    dates.follow_demo(None)
    return app, folder


@pytest.fixture
def demo_site(loaded_demo):
    """The demo on its own day; other tests beside it live on the machine's."""
    app, folder = loaded_demo
    dates.follow_demo(folder / MARKER)
    with app.app_context():
        yield app
    dates.follow_demo(None)
