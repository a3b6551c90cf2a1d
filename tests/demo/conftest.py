"""The demo, loaded once for all tests that look at it."""

import pytest

from govproj import create_app, demo
from govproj.config import MARKER
from govproj.core import dates, schema


def pytest_collection_modifyitems(items):
    """One worker takes all of them, so that the demo is loaded once."""
    for item in items:
        if "loaded_demo" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="package")
def loaded_demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    dates.write_demo_day(folder / MARKER, dates.date(2022, 6, 20))
    app = create_app(folder, SECRET_KEY="a-key-for-the-demo-test-0123456789-abcdefgh")
    with app.app_context():
        schema.bring_up_to_date()
    demo.load(app)
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
