"""How long the red flags take on a generated site: a day's run over everything, what others wait meanwhile, a save.

`python bench/flags.py` generates a site in `instance/bench` where there is none, and works on a copy of it.
"""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import sqlalchemy

ROOT = Path(__file__).parents[1]
SITE = ROOT / "instance" / "bench"
KB_PER_MB = 1024
SAVES = 20
PAUSE = 0.02  # seconds between two writes of the other one


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["GOVPROJ_INSTANCE"] = str(SITE)
    if not (SITE / "site.db").exists():
        subprocess.run([sys.executable, "-m", "flask", "--app", "app", "generate"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(SITE, copy)
        measure(copy)


def measure(site: Path) -> None:
    from govproj import create_app
    from govproj.core import dates, schema

    app = create_app(site)
    with app.app_context():
        schema.bring_up_to_date()
        before = peak()
        with timed("rules alone, nothing written"):
            rules_alone(dates.today())
        print(f"  peak memory {peak():.0f} MB, {before:.0f} MB before")
        for number, run in enumerate(("first daily run", "second daily run")):
            a_days_run(run, dates.today() + timedelta(days=number), site)
        saves()


def a_days_run(name: str, day, site: Path) -> None:
    """As the tick does it, piece by piece, beside somebody who wants to write every few milliseconds."""
    from govproj.core.db import db
    from govproj.flags import actions

    other = subprocess.Popen(  # a process of its own, as another worker is
        [sys.executable, __file__, "writer", str(site / "site.db")], stdout=subprocess.PIPE, text=True
    )
    longest, worked, since = 0.0, 0.0, []
    listen, clocks = sqlalchemy.event.listen, (time.perf_counter, time.process_time)
    listen(db.engine, "begin", lambda _connection: since.append([clock() for clock in clocks]))
    with timed(name):
        for _piece in actions.ask_in_turn(day):
            db.session.commit()
            held = [clock() - then for clock, then in zip(clocks, since[-1], strict=True)]
            longest, worked = max(longest, held[0]), max(worked, held[1])
    other.terminate()
    lock = f"longest write lock {1000 * longest:.0f} ms, of the processor {1000 * worked:.0f} ms"
    print(f"  {lock}; another writer: {other.communicate()[0].strip()}")
    print(f"  peak memory {peak():.0f} MB")


def write_all_the_time(path: str) -> None:
    """Takes the lock again and again, and at the end says how long it had to wait."""
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    waits = []

    def report(*_signal):
        waits.sort()
        half, late = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
        in_words = f"{len(waits)} times, half within {half:.0f} ms, 99% within {late:.0f}"
        print(f"{in_words}, at most {waits[-1]:.0f} ms", flush=True)
        os._exit(0)

    signal.signal(signal.SIGTERM, report)
    while True:
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        waits.append(1000 * (time.perf_counter() - began))
        time.sleep(PAUSE)


def rules_alone(today) -> None:
    from collections import Counter

    from sqlalchemy import select

    from govproj.core.db import rows
    from govproj.flags.facts import loading
    from govproj.flags.rules import CATALOGUE, THRESHOLDS
    from govproj.villages.models import Village
    from govproj.villages.rules import values_in_villages

    ids = [row.id for row in rows(select(Village.id))]
    settings, counted = values_in_villages(THRESHOLDS, ids, today), Counter()
    reads = {name for rule in CATALOGUE.values() for name in rule.reads}
    for found in loading.of_villages(ids, reads, today):
        for facts in found:
            counted["projects"] += 1
            for rule in CATALOGUE.values():
                counted[type(rule.judge(facts, settings[facts.village_id])).__name__] += 1
    print(" ", dict(counted))


def saves() -> None:
    """A commit after a payment, a change of the project and a weekly progress, with and without the rules."""
    from sqlalchemy import select

    from govproj.core.db import db, rows
    from govproj.flags import actions
    from govproj.projects.models import Project, State

    ids = [row.id for row in rows(select(Project.id).where(Project.state == State.BUILDING).limit(SAVES))]
    for name in ("ledger.payment.pay", "projects.start", "ledger.procurement_opened", "rectifications.open"):
        slowest, total = 0.0, 0.0
        for id_ in ids:
            began = time.perf_counter()
            actions.compute_touched(db.session, [{"project_id": id_, "event": name}])
            took = time.perf_counter() - began
            slowest, total = max(slowest, took), total + took
            db.session.rollback()
        print(f"{name:28} {1000 * total / len(ids):6.1f} ms on average, {1000 * slowest:6.1f} ms at most")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB


@contextmanager
def timed(what: str):
    began, worked = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"{what}: {took:.1f} s, of the processor {worked:.1f} s", flush=True)


if __name__ == "__main__":
    write_all_the_time(sys.argv[2]) if sys.argv[1:2] == ["writer"] else main()
