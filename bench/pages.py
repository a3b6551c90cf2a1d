"""How many times the work of a bare Flask hello-world each page is. Needs wrk; see bench/README.md."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
SITE = ROOT / "instance" / "bench"
HOST, PORT = "127.0.0.1", 5110
HELLO, PAGES = f"{HOST}:{PORT}", f"{HOST}:{PORT + 1}"
CONNECTIONS, WORKERS = 8, 2
SLIPS_A_RUN, SLIP = 2000, "slip answer"
BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN,zh;q=0.9", "Accept": "text/html"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REPORT = """
done = function(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  local seconds = summary.duration / 1000000
  io.write(string.format('\\n{"p50": %f, "p95": %f, "rate": %f, "wrong": %d, "answered": %d}\\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, summary.requests / seconds, wrong, summary.requests))
end
"""


class Load(NamedTuple):
    """One kind of request."""

    name: str
    path: str
    server: str = PAGES
    headers: dict = {}
    body: str = ""
    slips: Path | None = None  # a filled-in slip a line; every request sends the next one

    def as_lua(self) -> str:
        """What wrk sends, and what it prints in the end."""
        lines = [
            f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in (BROWSER | self.headers).items()
        ]
        if self.body:
            lines += ['wrk.method = "POST"', f"wrk.body = {json.dumps(self.body)}"]
        if self.slips:
            lines += [
                f"next_slip = io.lines({json.dumps(str(self.slips))})",
                "request = function() return wrk.format('POST', nil, nil, next_slip() or 'code=NONE') end",
            ]
        return "\n".join(lines) + REPORT


class Figures(NamedTuple):
    """Milliseconds until the answer, requests a second, milliseconds of processor for each."""

    p50: float
    p95: float
    rate: float
    wrong: int
    cpu: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3, help="each page is measured so many times in turn")
    options.add_argument("--seconds", type=int, default=3, help="and for so long")
    options.add_argument("--only", default="", help="pages whose name contains this")
    asked = options.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt install wrk")
    generate()
    with ExitStack() as running:
        copy = Path(running.enter_context(tempfile.TemporaryDirectory())) / "site"
        shutil.copytree(SITE, copy)  # signing in leaves rows behind; the next run starts with the same site
        slips = open_round(copy, SLIPS_A_RUN * asked.rounds)
        servers = {
            HELLO: running.enter_context(serving(HELLO, "hello:app", copy)),
            PAGES: running.enter_context(serving(PAGES, "app:app", copy)),
        }
        chosen = [load for load in loads() if asked.only in load.name or load.server == HELLO]
        rounds = [
            [
                measure(load, servers[load.server], asked.seconds)
                for load in with_slips(chosen, slips, n, copy)
            ]
            for n in range(asked.rounds)
        ]
    show(chosen, rounds)


def generate() -> None:
    if not (SITE / "site.db").exists():
        flask = [sys.executable, "-m", "flask", "--app", "app", "generate"]
        subprocess.run(flask, cwd=ROOT, env=os.environ | {"GOVPROJ_INSTANCE": str(SITE)}, check=True)


def open_round(site: Path, slips: int) -> list[str]:
    """An evaluation on the copied site; what its villagers send, a line each."""
    command = [sys.executable, "bench/round.py", str(slips)]
    environment = os.environ | {"GOVPROJ_INSTANCE": str(site), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout.splitlines()


def with_slips(chosen: list[Load], slips: list[str], run: int, place: Path) -> list[Load]:
    """Each run has slips of its own, for none can be used twice."""
    file = place / f"slips-{run}.txt"
    file.write_text("\n".join(slips[run * SLIPS_A_RUN : (run + 1) * SLIPS_A_RUN]))
    return [load._replace(slips=file) if load.name == SLIP else load for load in chosen]


@contextmanager
def serving(address: str, app: str, site: Path):
    """gunicorn as it is deployed, with two workers."""
    settings = {
        "GOVPROJ_INSTANCE": site,
        "GOVPROJ_BIND": address,
        "GOVPROJ_WORKERS": WORKERS,
        "PYTHONPATH": "bench",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "deploy/gunicorn.conf.py",
        "--log-level",
        "warning",
        app,
    ]
    environment = os.environ | {name: str(value) for name, value in settings.items()}
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(address, server)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, server: subprocess.Popen) -> None:
    for _try in range(100):
        try:
            return ask(address, "/")
        except ConnectionRefusedError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    sys.exit(f"nothing answers at {address}")


def ask(address: str, path: str, body: str = "", **headers) -> tuple[str, str]:
    """(words, cookie) of one answer."""
    connection = HTTPConnection(address, timeout=10)
    connection.request("POST" if body else "GET", path, body or None, headers)
    answer = connection.getresponse()
    words = answer.read().decode()
    if answer.status >= 400:
        sys.exit(f"{path} answers {answer.status}")
    return words, (answer.headers["Set-Cookie"] or "").partition(";")[0]


def loads() -> list[Load]:
    """hello, the public pages, and those of the secretary whose account the generated site has."""
    page, stranger = ask(PAGES, "/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    typed = urlencode({"csrf_token": token, "username": "bench", "password": "bench-2022"})
    _, secretary = ask(PAGES, "/sign-in", typed, Cookie=stranger, **FORM)
    return [
        Load("hello", "/", HELLO),
        Load("board", "/villages/1"),
        Load("list", "/projects"),
        Load("list, searched", "/projects?" + urlencode({"words": "溪边", "state": "building"})),
        Load("project", f"/projects/{a_project_with_a_life()}"),
        Load("disclosure", a_notice()),
        Load(SLIP, "/v/cast", headers=FORM),
        Load("sign-in page", "/sign-in"),
        Load("sign-in", "/sign-in", headers={"Cookie": stranger, **FORM}, body=typed),
        Load("workbench", "/workbench", headers={"Cookie": secretary}),
    ]


def a_project_with_a_life() -> str:
    """The first on the board of a village: it is being built, and has months and steps."""
    return re.search(r"/projects/(\d+)", ask(PAGES, "/villages/2")[0])[1]


def a_notice() -> str:
    """The newest published notice of that project."""
    page, _ = ask(PAGES, f"/projects/{a_project_with_a_life()}/disclosures")
    return re.search(r'"(/disclosures/\d+)"', page)[1]


def measure(load: Load, server: int, seconds: int) -> Figures:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(load.as_lua())
        script.flush()
        url = f"http://{load.server}{load.path}"
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script.name, url]
        before = processor_time(server)
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(said.strip().splitlines()[-1])
    answered = figures.pop("answered")
    return Figures(**figures, cpu=(processor_time(server) - before) * 1000 / answered)


def processor_time(server: int) -> float:
    """Seconds of processor the workers of this gunicorn have used so far."""
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    stats = [Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split() for worker in workers]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def show(loads: list[Load], rounds: list[list[Figures]]) -> None:
    print(f"{'':16}{'p50 ms':>8}{'p95 ms':>8}{'a second':>10}{'× hello':>9}{'cpu ms':>8}{'× hello':>9}")
    for number, load in enumerate(loads):
        column = [row[number] for row in rounds]
        p50, p95, rate, _, cpu = (median(values) for values in zip(*column, strict=True))
        slower = median(row[0].rate / row[number].rate for row in rounds)
        dearer = cpu / median(row[0].cpu for row in rounds)
        wrong = sum(figures.wrong for figures in column)
        line = f"{load.name:16}{p50:8.1f}{p95:8.1f}{rate:10.0f}{slower:9.1f}{cpu:8.2f}{dearer:9.1f}"
        print(line, f"  {wrong} wrong" if wrong else "")


if __name__ == "__main__":
    main()
