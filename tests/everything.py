"""Runs all tests, on SQLite and on PostgreSQL, and says what was left out (`python3 run.py test`)."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SLOW = ROOT / "tests" / "slow"
ON_BOTH = {"unlinkability"}  # parts of tests/slow that mean something on either database
# The first is the same browser without a window to draw into: the same answers for half the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
OLDEST_POSTGRES = 15
MEMORY = Path("/dev/shm")  # noqa: S108
ENOUGH_MEMORY = 2 * 1024**3

# A throw-away server in a temporary folder; it may forget everything when the power fails.
ON_POSTGRES = ["pg_virtualenv", "-t", "-i", "--locale=C.UTF-8 --encoding=UTF8"]
ON_POSTGRES += ["-o", "fsync=off", "-o", "full_page_writes=off", "-o", "max_wal_size=256MB"]
ON_POSTGRES += ["-o", "synchronous_commit=off"]
ON_POSTGRES += ["-o", "jit=off"]  # compiling costs more than any question of a test

SUMMARY_OF_PYTEST = re.compile(r"^.*\b(?:passed|failed|errors?|no tests ran)\b.* in [\d.]+s.*$", re.MULTILINE)
COLOURS = re.compile(r"\x1b\[[\d;]*m")


class Result(NamedTuple):
    name: str
    passed: bool
    seconds: float
    line: str


class Missing(NamedTuple):
    name: str
    why: str
    demanded_by: str
    on_sqlite: bool

    @property
    def is_demanded(self):
        return os.environ.get(self.demanded_by) == "1"


def main():
    options, for_pytest = read_options()
    if options.slow:
        for_pytest.append(str(SLOW / options.slow))
    missing = list(what_is_missing())
    left_out = {gap.name for gap in missing}
    on_sqlite = ["-m", "not browser"] if "browser" in left_out else []
    if options.slow in ON_BOTH and "PostgreSQL" not in left_out:
        both = [pytest("SQLite", *for_pytest), pytest("PostgreSQL", *for_pytest, under=ON_POSTGRES)]
        return report(both, missing)
    if for_pytest:
        return report([pytest("SQLite", *on_sqlite, *for_pytest)], [gap for gap in missing if gap.on_sqlite])
    # One test at a time: they take from a millisecond to half a minute.
    workers = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "load", "--maxschedchunk", "1"]
    results = [ruff(), pytest("SQLite", *on_sqlite, *workers)]
    if "PostgreSQL" not in left_out:
        results.append(pytest("PostgreSQL", *workers, under=ON_POSTGRES))
    return report(results, missing)


def read_options():
    parser = argparse.ArgumentParser(
        prog="run.py test",
        description="Run ruff and all tests, on SQLite and on PostgreSQL. "
        "Other arguments go to pytest, which then runs once, on SQLite.",
    )
    names = sorted(path.name for path in SLOW.glob("[!_.]*"))
    parser.add_argument("--slow", choices=names, help="run only this part of tests/slow")
    return parser.parse_known_args()


def what_is_missing():
    if not any(map(shutil.which, BROWSERS)):
        why = "Chromium not found (Debian package chromium)"
        yield Missing("browser", why, "REQUIRE_BROWSER", on_sqlite=True)
    if not shutil.which("pg_virtualenv") or newest_postgres() < OLDEST_POSTGRES:
        why = f"version {OLDEST_POSTGRES} or newer not found (Debian packages postgresql, postgresql-common)"
        yield Missing("PostgreSQL", why, "REQUIRE_POSTGRES", on_sqlite=False)


def newest_postgres():
    versions = [path.parents[1].name for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max((int(version) for version in versions if version.isdigit()), default=0)


def ruff():
    heading("ruff check")
    began = time.monotonic()
    child = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, check=False)
    return Result("ruff", child.returncode == 0, time.monotonic() - began, "")


def pytest(database, *arguments, under=()):
    """Shows pytest's output as it comes and keeps the line with which it sums up."""
    heading(f"pytest on {database}")
    began = time.monotonic()
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [*under, sys.executable, "-m", "pytest", *colour, *arguments]
    seen = b""
    with room_for_databases() as room:
        environment = {**os.environ, "TEST_DATABASE": database.lower(), "TMPDIR": room}
        # Kept bytecode spares each of the many processes compiling everything anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        while chunk := child.stdout.read1():
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            seen += chunk
        child.wait()
    lines = SUMMARY_OF_PYTEST.findall(COLOURS.sub("", seen.decode(errors="replace")))
    return Result(
        database, child.returncode == 0, time.monotonic() - began, lines[-1].strip("= ") if lines else ""
    )


@contextmanager
def room_for_databases():
    """A temporary folder, in memory where there is enough of it: tests wait for the disk half of their time."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY
    with tempfile.TemporaryDirectory(prefix="govproj-", dir=MEMORY if in_memory else None) as room:
        Path(room).chmod(0o711)  # PostgreSQL's own user has a folder inside
        yield room


def report(results, missing):
    """What ran, how it ended and what was left out; returns the exit code of the whole."""
    heading("summary")
    for name, passed, seconds, line in results:
        print(f"{name:<12}{'passed' if passed else 'FAILED':<8}{seconds:>4.0f} s   {line}")
    for gap in missing:
        print(
            f"not run: {gap.name}, {gap.why}"
            + (f"; {gap.demanded_by}=1 makes this a failure" * gap.is_demanded)
        )
    failed = any(not result.passed for result in results) or any(gap.is_demanded for gap in missing)
    return 1 if failed else 0


def heading(title):
    print(f"\n──── {title} " + "─" * max(0, 60 - len(title)), flush=True)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
