"""A demo site in a process and a folder of its own, as `run.py` serves it."""

import os
import socket
import sqlite3
import sys
import time
import urllib.request
from contextlib import closing, contextmanager, redirect_stdout
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

SECONDS_TO_START = 60
# Sites are forked from one process that has imported the program and made an application already,
# which is most of what a start costs.
warm = get_context("forkserver")
warm.set_forkserver_preload(["tests.browser.warm"])


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
    child = warm.Process(target=serve_quietly, args=(folder, port), daemon=True)
    child.start()
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(child, f"{address}/healthz")
        yield Site(address, folder)
    finally:
        child.terminate()
        child.join()


def serve_quietly(folder: Path, port: int):
    from govproj.serving import serve

    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        sys.exit(serve(folder, host="127.0.0.1", port=port, demo=True))


def a_free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return server.getsockname()[1]


def wait_until_it_answers(child, address):
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up:
        assert child.is_alive(), "the site did not start"
        try:
            return urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)
