"""What a page costs that is made anew: processor time, without server and network. See bench/README.md."""

import argparse
import gc
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from werkzeug.test import Client, EnvironBuilder

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
SITE = ROOT / "instance" / "bench"
BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN,zh;q=0.9", "Accept": "text/html"}


class Page(NamedTuple):
    name: str
    path: str
    cookie: str = ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=100, help="each page is asked for so often")
    options.add_argument("--only", default="", help="pages whose name contains this")
    asked = options.parse_args()
    if not (SITE / "site.db").exists():
        sys.exit("no generated site: bench/pages.py makes one")
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "site"
        shutil.copytree(SITE, copy)
        os.environ["GOVPROJ_INSTANCE"] = str(copy)
        show(copy, asked)


def show(site: Path, asked) -> None:
    import hello

    from govproj import create_app

    app = create_app(site, KEEP_PAGES=False)
    pages = [page for page in pages_of(app) if asked.only in page.name]
    gc.collect()
    gc.freeze()  # as deploy/gunicorn.conf.py does
    bare = milliseconds(hello.app, Page("hello", "/"), asked.times * 10)
    print(f"{'hello':24}{bare:8.3f} ms")
    for page in pages:
        spent = milliseconds(app, page, asked.times)
        print(f"{page.name:24}{spent:8.3f} ms {spent / bare:7.1f} ×")


def pages_of(app) -> list[Page]:
    """The public pages for a stranger and for the secretary whose account the generated site has."""
    secretary = signed_in(app)
    board = "/villages/1"
    project = re.search(r"/projects/\d+", words(app, "/villages/2"))[0]
    notice = re.search(r'"(/disclosures/\d+)"', words(app, f"{project}/disclosures"))[1]
    search = "/projects?" + urlencode({"words": "溪边", "state": "building"})
    public = {"board": board, "list": "/projects", "list, searched": search, "project": project}
    public["monthly notice"] = notice
    strangers = [Page(name, path) for name, path in public.items()]
    officials = [Page(f"{name}, signed in", path, secretary) for name, path in public.items()]
    return [
        *strangers,
        Page("sign-in page", "/sign-in"),
        *officials,
        Page("workbench", "/workbench", secretary),
    ]


def signed_in(app) -> str:
    """The cookie of the secretary."""
    client = Client(app)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)[1]
    typed = {"csrf_token": token, "username": "bench", "password": "bench-2022"}
    if client.post("/sign-in", data=typed).status_code != 303:
        sys.exit("the account of the generated site cannot sign in")
    session = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    return f"{session.key}={session.value}"


def words(app, path: str) -> str:
    return Client(app).get(path).text


def milliseconds(app, page: Page, times: int) -> float:
    """Of processor time for one request; the quickest tenth counts, for other work on the machine only adds to it."""
    path, _mark, query = page.path.partition("?")
    headers = BROWSER | ({"Cookie": page.cookie} if page.cookie else {})
    environ = EnvironBuilder(path=path, query_string=query, headers=headers).get_environ()
    for _warm in range(3):
        ask(app, environ)
    spent = sorted(ask(app, environ) for _time in range(times))
    quickest = spent[: max(times // 10, 1)]
    return sum(quickest) / len(quickest)


def ask(app, environ: dict) -> float:
    said = []
    before = time.process_time()
    answer = app.wsgi_app(dict(environ), lambda status, _headers, _error=None: said.append(status))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    spent = (time.process_time() - before) * 1000
    if not said[0].startswith("200"):
        sys.exit(f"{environ['PATH_INFO']} answers {said[0]}")
    return spent


if __name__ == "__main__":
    main()
