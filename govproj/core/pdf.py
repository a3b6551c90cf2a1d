"""A page for paper as a PDF, where WeasyPrint is installed: an optional extra, see docs/operations.md.

Nothing is fetched: a page may name files of ours under /static/, pictures that stand in the page itself (`data:`), and
whatever the feature hands over for an address. Anything else is left out, whoever wrote it into the page.
"""

import importlib
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from threading import Lock
from urllib.parse import urlsplit

from flask import Response, current_app, request, send_file
from werkzeug.exceptions import TooManyRequests

from govproj.core.assets import STATIC, contents_of, static_url
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused

PACKAGE = "weasyprint"
SECONDS_TO_WAIT = 20  # for the sheet somebody else is having made
MOST_KEPT = 30
ONE_AT_A_TIME = Lock()  # each takes a core for a second; anybody may ask, so nobody gets more than one
# It does not bring our stylesheet into drawings.
DRAWN = {'class="progress__track"': ' fill="#FFF" stroke="#000"', 'class="progress__fill"': ' fill="#444"'}

Files = Callable[[str], tuple[bytes, str] | None]  # path → content and type; None for what is not public


def is_installed() -> bool:
    """Whether a link to a PDF leads anywhere; asking does not load it."""
    try:
        return find_spec(PACKAGE) is not None
    except ValueError:
        return False


def answer(html: str, files: Files, name: str, moment: str = "") -> Response:
    """The page as a download; `moment` is the time of printing on it, which alone makes it no other sheet."""
    html = html.replace("</head>", f'<link rel="stylesheet" href="{static_url("css/pdf.css")}"></head>', 1)
    key = sha256(html.replace(moment, "").encode()).digest()
    kept: OrderedDict = current_app.extensions.setdefault("pdf", OrderedDict())
    content = kept.get(key)
    if content is None:
        content = kept[key] = _one_at_a_time(html, files)
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return send_file(BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)


def _one_at_a_time(html: str, files: Files) -> bytes:
    weasyprint = _loaded()
    if not ONE_AT_A_TIME.acquire(timeout=SECONDS_TO_WAIT):
        raise TooManyRequests(_("正在给别人做 PDF，请过一分钟再试，或者直接用浏览器打印。"))
    try:
        return made(weasyprint, html, files)
    finally:
        ONE_AT_A_TIME.release()


def _loaded():
    """The libraries it needs below it may be missing even where the package is there."""
    try:
        return importlib.import_module(PACKAGE)
    except (ImportError, OSError) as error:
        if is_installed():
            current_app.logger.error("%s is installed but does not load: %s", PACKAGE, error)
        raise MoveRefused(
            _("这里没有装生成 PDF 的组件。请打开打印页，用浏览器打印或“另存为 PDF”。")
        ) from error


def made(weasyprint, html: str, files: Files) -> bytes:
    for mark, looks in DRAWN.items():
        html = html.replace(mark, mark + looks)
    base = current_app.config["PUBLIC_URL"] or request.host_url
    fetcher = _fetcher(weasyprint, base, files)
    return weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher).write_pdf()


def _fetcher(weasyprint, base: str, files: Files):
    class OnlyOurs(weasyprint.urls.URLFetcher):
        """Its own fetch opens `data:` and nothing else; the rest is handed over here."""

        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url)
            content, kind = handed_over(url, base, files)
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return OnlyOurs(allowed_protocols={"data"}, allow_redirects=False)


def handed_over(url: str, base: str, files: Files) -> tuple[bytes, str]:
    """Content and type of an address of this site; ValueError for any other."""
    asked, here = urlsplit(url), urlsplit(base)
    found = None
    if (asked.scheme, asked.netloc) == (here.scheme, here.netloc):
        path = asked.path
        found = contents_of(path.removeprefix(STATIC)) if path.startswith(STATIC) else files(path)
    if found is None:
        raise ValueError("not for this sheet")
    return found
