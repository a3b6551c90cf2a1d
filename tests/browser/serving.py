"""A demo site in a process and a folder of its own, as `run.py` serves it."""

import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
SERVE = (
    "import sys; from pathlib import Path; from govproj.serving import serve; "
    "sys.exit(serve(Path(sys.argv[1]), host='127.0.0.1', port=int(sys.argv[2]), demo=True))"
)


class Site(NamedTuple):
    address: str
    folder: Path

    def number(self, query, *values) -> int:
        """The number of a thing that the demo's data name otherwise: `site.number("SELECT id FROM …")`."""
        with closing(sqlite3.connect(f"file:{self.folder / 'site.db'}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchone()[0]

    def project(self, code) -> int:
        return self.number("SELECT id FROM project WHERE code = ?", code)


@contextmanager
def served(folder: Path):
    """This copy of the demo, on a free port."""
    port = a_free_port()
    command = [sys.executable, "-c", SERVE, str(folder), str(port)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(child, f"{address}/healthz")
        yield Site(address, folder)
    finally:
        child.terminate()
        child.wait()


def a_free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


def wait_until_it_answers(child, address):
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up:
        assert child.poll() is None, "the site did not start"
        try:
            return urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
