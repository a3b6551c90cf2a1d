"""A folder becomes a site that answers, and never the wrong kind of site."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from govproj import config, serving

ROOT = Path(__file__).parents[2]
START = "import sys; from pathlib import Path; from govproj.serving import serve; "
START += (
    "sys.exit(serve(Path(sys.argv[1]), host='127.0.0.1', port=int(sys.argv[2]), demo=sys.argv[3] == 'demo'))"
)


@pytest.fixture
def start():
    """`start(folder, port, kind)`: the folder served by a process of its own, ended with the test."""
    started = []

    def start(folder, port=0, kind="site"):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GOVPROJ")}
        process = subprocess.Popen(
            [sys.executable, "-c", START, folder, str(port), kind],
            cwd=ROOT,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def real_site(start, tmp_path):
    """A running site and its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return start(tmp_path / "site", port), f"http://127.0.0.1:{port}"


def get(url, deadline=30):
    """The answer, as soon as the server gives one."""
    while True:
        try:
            return urllib.request.urlopen(url, timeout=10)  # noqa: S310
        except urllib.error.HTTPError as refused:
            return refused
        except urllib.error.URLError:
            deadline -= 0.1
            assert deadline > 0, "the site does not answer"
            time.sleep(0.1)


def test_a_real_site_starts_says_where_it_is_and_stops_when_told_to(real_site):
    process, url = real_site

    answer = get(f"{url}/healthz")

    assert answer.status == 200
    assert answer.headers["Server"] is None, "nobody needs to know which server and version this is"
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert f"{url}/" in output
    assert re.search(rf"{url}/setup.*[2-9A-Z]{{4}}(-[2-9A-Z]{{4}}){{3}}", output), (
        "a new site says how it is set up"
    )
    assert "Traceback" not in output


def test_the_chores_of_the_day_are_done_without_anybody_asking(real_site):
    _, url = real_site
    for _ in range(50):
        if b'"last_tick":null' not in get(f"{url}/healthz").read().replace(b" ", b""):
            return
        time.sleep(0.1)
    pytest.fail("no tick in five seconds")


@pytest.mark.parametrize(
    ("found", "kind"), [("site.db", "demo"), ("holiday.jpg", "demo"), (config.MARKER, "site")]
)
def test_a_folder_never_becomes_the_other_kind_of_site(start, tmp_path, found, kind):
    (tmp_path / found).write_text("as it was")

    process = start(tmp_path, kind=kind)

    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "--no-demo" in output
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(found, "as it was")]


@pytest.mark.parametrize("demo", [True, False])
def test_a_folder_that_is_new_or_empty_may_become_either(tmp_path, demo):
    serving.refuse_the_other_kind(tmp_path, demo=demo)
    serving.refuse_the_other_kind(tmp_path / "new", demo=demo)


def test_a_weak_key_is_one_sentence_and_not_a_trace(tmp_path):
    (tmp_path / "settings.py").write_text("SECRET_KEY = 'secret'")

    with pytest.raises(serving.CannotServe, match="SECRET_KEY is weak"):
        serving.open_site(tmp_path, demo=False)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:5000/"),
        ("0.0.0.0", "http://127.0.0.1:5000/"),
        ("::", "http://[::1]:5000/"),
        ("::1", "http://[::1]:5000/"),
    ],
)
def test_the_address_shown_can_be_typed_into_a_browser(host, url):
    assert serving.address(host, 5000) == url
