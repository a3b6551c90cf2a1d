"""How fast urns take answers, and that no slip is taken twice: python bench/urns.py [--seconds 30] [--only one|ten]

A site of its own in a temporary folder, answered through gunicorn with two workers as it is deployed.
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from govproj import create_app  # noqa: E402
from govproj.core import dates, schema  # noqa: E402
from govproj.core.db import db  # noqa: E402
from govproj.evaluations import urn  # noqa: E402
from govproj.evaluations.answers import Answer, seal_answer  # noqa: E402
from govproj.evaluations.forms import field_name  # noqa: E402
from govproj.evaluations.urn import Urn  # noqa: E402
from tests.evaluations import scenes  # noqa: E402

WORKERS, SLIPS = 8, 1_000
PORT = 5099
PER_SECOND = 40
LOADS = (("one", "one urn", 1), ("ten", "ten urns at once", 10))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seconds", type=int, default=30, help="how long each load lasts (default %(default)s)"
    )
    parser.add_argument(
        "--only", choices=("one", "ten"), help="one of the two loads, without the race for slips"
    )
    asked = parser.parse_args()
    seconds = asked.seconds
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Path(folder))
        with app.app_context():
            schema.bring_up_to_date()
            if asked.only is None:
                race(a_round(SLIPS))
            loads = [
                (name, [a_round(PER_SECOND * seconds // urns) for _urn in range(urns)])
                for key, name, urns in LOADS
                if asked.only in {None, key}
            ]
            db.session.remove()
            db.engine.dispose()
        server = serving(folder)
        try:
            for name, rounds in loads:
                load(name, rounds, seconds)
        finally:
            server.terminate()
            server.wait()


def a_round(slips: int):
    for number, name in enumerate(("FIRST", "LAST", "AFTER")):
        setattr(scenes, name, dates.today() + timedelta(days=number))
    scene = scenes.a_village_that_evaluates(people=slips + 10)
    round_, codes = scenes.an_open_round(scene, slips)
    fields = {field_name(scene.project.id, q["key"]): "b" for q in round_.asked.scales}
    return round_.id, codes, fields, scene.project.id


# ---- once only ----


def cast_all(path: Path, codes: list[str], sealed: bytes) -> int:
    with Urn(path) as box:
        return sum(box.cast(code, sealed) for code in codes)


def race(opened) -> None:
    """Every worker tries every slip, each from another one on."""
    round_id, codes, _fields, project = opened
    path = urn.path_of(round_id)
    with Urn(path) as box:
        sealed = seal_answer(Answer({str(project): "bbbbbbbb"}), box.public)
    turns = [codes[start:] + codes[:start] for start in range(0, SLIPS, SLIPS // WORKERS)]
    began = time.perf_counter()
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("fork")) as pool:
        accepted = list(pool.map(cast_all, [path] * WORKERS, turns, [sealed] * WORKERS))
    seconds = time.perf_counter() - began
    with Urn(path) as box:
        spent = box.spent()
    print(f"{WORKERS} workers x {SLIPS} slips: {sum(accepted)} accepted, {spent} spent, {seconds:.1f} s")


# ---- how fast ----


def serving(folder: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--log-level", "warning"]
    settings = {"GOVPROJ_INSTANCE": folder, "GOVPROJ_BIND": f"127.0.0.1:{PORT}", "GOVPROJ_WORKERS": "2"}
    server = subprocess.Popen([*command, "app:app"], cwd=ROOT, env={**os.environ, **settings})
    for _try in range(100):
        try:
            post("/v", {"code": ""})
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit("the server does not answer")


def post(path: str, fields: dict) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}
    connection.request("POST", path, urlencode(fields), headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def load(name: str, rounds, seconds: int) -> None:
    """Answers begin at a steady pace, whatever the server does; waiting for its turn counts as time."""
    turns = zip(*(codes for _id, codes, *_rest in rounds), strict=True)
    forms = [fields for _id, _codes, fields, _project in rounds]
    answers = [pair for codes in turns for pair in zip(codes, forms, strict=True)]
    began = time.perf_counter()

    def send(number: int) -> tuple[int, float]:
        due = began + number / PER_SECOND
        time.sleep(max(0, due - time.perf_counter()))
        code, fields = answers[number]
        status = post("/v/cast", {"code": code, **fields})
        return status, time.perf_counter() - due

    with ThreadPoolExecutor(64) as pool:
        done = list(pool.map(send, range(PER_SECOND * seconds)))
    took = time.perf_counter() - began
    times = sorted(t for _status, t in done)
    good = sum(status == 200 for status, _t in done)
    p50, p95, most = (1000 * times[min(len(times) - 1, int(len(times) * q))] for q in (0.5, 0.95, 1))
    print(
        f"{name}: {good} of {len(done)} accepted, {good / took:.0f} a second, "
        f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {most:.0f} ms"
    )


if __name__ == "__main__":
    main()
