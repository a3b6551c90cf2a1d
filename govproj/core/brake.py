"""How often one address may hand in something without an account, so that nobody buries the village's answers.

The count lives in memory and nowhere else: which address sent which words is not to be found out from a disk. With
several workers each counts for itself, and a restart forgets; both only make the brake softer.
"""

from collections import deque
from datetime import timedelta
from functools import wraps
from threading import Lock

from flask import abort, current_app, make_response, request

from govproj.core.dates import machine_now
from govproj.core.i18n import _

WINDOW = timedelta(minutes=15)
MOST = 30  # a hall full of people may sit behind one address
MOST_ADDRESSES = 10_000  # remembered at a time, the last heard of

_lock = Lock()


def init_app(app) -> None:
    app.extensions["brake"] = {}


def braked(view):
    """For a form without an account: what is refused costs nothing, what is accepted counts."""

    @wraps(view)
    def counted(**url_parts):
        address = request.remote_addr or ""
        if _accepted_from(address) >= MOST:
            abort(429, _("这个网络刚才提交得太多了，这次没有收下。请过一刻钟再交，急的话打电话或当面说。"))
        response = make_response(view(**url_parts))
        if response.status_code < 400:
            _remember(address)
        return response

    return counted


def _accepted_from(address: str) -> int:
    with _lock:
        moments = current_app.extensions["brake"].get(address, deque())
        while moments and moments[0] < machine_now() - WINDOW:
            moments.popleft()
        return len(moments)


def _remember(address: str) -> None:
    known = current_app.extensions["brake"]
    with _lock:
        moments = known.pop(address, deque(maxlen=MOST))
        moments.append(machine_now())
        known[address] = moments
        while len(known) > MOST_ADDRESSES:
            known.pop(next(iter(known)))
