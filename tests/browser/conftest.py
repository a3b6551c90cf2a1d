"""One Chromium and one loaded demo for all browser tests; every journey walks through a copy of its own."""

import pytest

from tests.browser import serving, windows
from tests.loaded import copy_of_the_demo


@pytest.fixture(scope="session")
def chromium():
    with windows.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def untouched_site(tmp_path_factory):
    """For tests that only look."""
    folder = copy_of_the_demo(tmp_path_factory, tmp_path_factory.mktemp("looked-at") / "site")
    with serving.served(folder) as site:
        yield site


@pytest.fixture
def site(tmp_path_factory, tmp_path):
    """For tests that change things."""
    with serving.served(copy_of_the_demo(tmp_path_factory, tmp_path / "site")) as site:
        yield site


@pytest.fixture
def a_window(chromium, site):
    """`a_window(size=DESK, script=False)`: somebody opens the site; all windows close after the test."""
    opened = []

    def open_window(**how):
        opened.append(windows.Window(chromium, site, **how))
        return opened[-1]

    yield open_window
    for window in opened:
        window.context.close()


@pytest.fixture
def as_(a_window):
    """`as_("lead")`: a window in which this person of the demo has signed in through the form."""
    return lambda username, **how: a_window(**how).sign_in(username)
