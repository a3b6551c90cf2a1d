"""Public pages as a stranger's browser got them, handed out again until something more is on record.

Every act of consequence is an entry of the log, so the size of the log and the last round of daily chores
say whether anything can have changed; the day is part of the key because pages count days. Only readers
without a session are served from here, and only by the views that ask for it: `@public(kept=True)`.
"""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

import sqlalchemy as sa
from flask import Response, current_app, g, request

from govproj.core import dates
from govproj.core.audit import LogHead
from govproj.core.db import rows
from govproj.core.i18n import locale
from govproj.core.ticks import DailyTick

MOST_PAGES = 1000
LONGEST_KEY = 500  # characters of address and cookies: nobody can fill the memory with long ones
LARGEST = 64 * 1024  # bytes
STAND = sa.select(LogHead.size, sa.select(sa.func.max(DailyTick.day)).scalar_subquery())


class Kept(NamedTuple):
    stand: tuple  # of the record, when the page was made
    body: bytes
    headers: list[tuple[str, str]]


class Shelf:
    """The pages of one process, least recently wanted first."""

    def __init__(self):
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._lock = Lock()

    def take(self, key: tuple, stand: tuple) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.stand != stand:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: tuple, page: Kept) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def init_app(app) -> None:
    """Before `headers`: what is done after a request runs backwards, and pages are kept as they leave."""
    app.extensions["kept"] = Shelf()
    app.before_request(hand_out)
    app.after_request(keep)


def hand_out():
    """The kept page, if it still says what the page would say."""
    if not _may_be_kept():
        return None
    # Read before the page: what is written meanwhile makes the kept page newer than it says, never older.
    stand = tuple(rows(STAND)[0])
    key = _key()
    page = current_app.extensions["kept"].take(key, stand)
    if page is None:
        g.keep_as = key, stand
        return None
    return Response(page.body, headers=page.headers)


def keep(response):
    key, stand = g.pop("keep_as", (None, 0))
    if key and response.status_code == 200 and "Set-Cookie" not in response.headers:
        body = response.get_data()
        if len(body) <= LARGEST:
            page = Kept(stand, body, list(response.headers))
            current_app.extensions["kept"].put(key, page)
    return response


def _may_be_kept() -> bool:
    view = current_app.view_functions.get(request.endpoint)
    return (
        current_app.config["KEEP_PAGES"]
        and getattr(view, "kept", False)
        and request.method == "GET"
        and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
        and "HX-Request" not in request.headers
        and len(request.full_path) + len(request.headers.get("Cookie", "")) < LONGEST_KEY
    )


def _key() -> tuple:
    squeezed = bool(request.accept_encodings["gzip"])
    cookies = tuple(sorted(request.cookies.items()))
    return request.host_url, request.full_path, locale(), squeezed, cookies, dates.today()
