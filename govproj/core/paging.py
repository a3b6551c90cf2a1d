"""Lists a page at a time, by key: a page in the middle of a million rows costs as much as the first."""

from typing import NamedTuple
from urllib.parse import urlencode

from flask import request, url_for
from sqlalchemy import Select, func, select

from govproj.core.db import db

SIZE = 50
COUNTED = 1000  # rows are counted up to here; the pager says "1000+" beyond
LARGEST_KEY = 2**31 - 1


class Page(NamedTuple):
    """Some rows, in the order of their key, and where the pages beside them begin."""

    rows: list
    total: int  # capped: COUNTED + 1 means "more than COUNTED"
    previous: str  # addresses, empty where there is no such page
    next: str


def page(wanted: Select, key, *, size: int = SIZE) -> Page:
    """The page the request asks for with `?after=` or `?before=` a key; `wanted` selects one kind of thing."""
    some = wanted.with_only_columns(key).limit(COUNTED + 1).subquery()
    total = db.session.scalar(select(func.count()).select_from(some))
    after, before = _asked("after"), _asked("before")
    if before is not None:
        found = wanted.where(key < before).order_by(key.desc()).limit(size + 1)
        found = db.session.scalars(found).unique().all()
        rows, more_before, more_after = found[:size][::-1], len(found) > size, True
    else:
        found = wanted.where(key > after) if after is not None else wanted
        found = db.session.scalars(found.order_by(key).limit(size + 1)).unique().all()
        rows, more_before, more_after = found[:size], after is not None, len(found) > size
    return Page(
        rows,
        total,
        _beside(before=getattr(rows[0], key.key)) if rows and more_before else "",
        _beside(after=getattr(rows[-1], key.key)) if rows and more_after else "",
    )


def _asked(name: str) -> int | None:
    number = request.args.get(name, type=int)
    return number if number is not None and 0 <= number <= LARGEST_KEY else None


def _beside(**key) -> str:
    """The same list with the same filters, another page of it."""
    return with_filters(url_for(request.endpoint, **(request.view_args or {})), **key)


def with_filters(url: str, **key) -> str:
    """An address of ours followed by what the reader had asked for, and `key` in place of where he was.

    What he asked for is never handed to `url_for`: a filter called `_scheme` would steer the address itself.
    """
    asked = request.args.items(multi=True)
    kept = [(name, value) for name, value in asked if value and name not in {"before", "after", *key}]
    query = urlencode([*kept, *key.items()])
    return f"{url}?{query}" if query else url
