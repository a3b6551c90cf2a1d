"""The main menu and the tabs of a page: each feature adds its own entries when it registers.

So a project page links to the project's notices and rounds without knowing that these features exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from flask import current_app, request
from flask_login import current_user

from govproj.core.access import may_open
from govproj.core.addresses import url_for


@dataclass(frozen=True)
class Entry:
    order: int
    label: str
    endpoint: str
    shown_to: Callable


class Shown(NamedTuple):
    label: str
    url: str
    current: bool


def everybody(_user, *_thing) -> bool:
    return True


def add(app, order: int, label, endpoint: str, shown_to: Callable = everybody) -> None:
    """An entry of the main menu; `shown_to(user)` decides who sees it, the view behind it who may use it."""
    _add(app, "menu", Entry(order, label, endpoint, shown_to))


def add_tab(app, page: str, order: int, label, endpoint: str, shown_to: Callable = everybody) -> None:
    """A tab of the page of one thing, `page` being "project" or "village"; `shown_to(user, thing)`."""
    _add(app, f"tabs of {page}", Entry(order, label, endpoint, shown_to))


def _add(app, bar: str, entry: Entry) -> None:
    entries = app.extensions.setdefault(bar, [])
    entries.append(entry)
    entries.sort(key=lambda entry: entry.order)


def shown() -> list[Shown]:
    here = (request.endpoint or "").partition(".")[0]
    return [
        Shown(entry.label, url_for(entry.endpoint), entry.endpoint.partition(".")[0] == here)
        for entry in current_app.extensions.get("menu", ())
        if entry.shown_to(current_user)
    ]


def tabs_of(page: str, thing, here: str = "", **url_parts) -> list[Shown]:
    """`here` names the tab for a page that is also reached under another address, such as the front page."""
    here = here or request.endpoint
    return [
        Shown(entry.label, url_for(entry.endpoint, **url_parts), entry.endpoint == here)
        for entry in current_app.extensions.get(f"tabs of {page}", ())
        if entry.shown_to(current_user, thing)
    ]


def init_app(app) -> None:
    app.jinja_env.globals.update(menu=shown, tabs_of=tabs_of, may_open=may_open)
