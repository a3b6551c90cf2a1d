"""The main menu and the tabs of a page: each feature adds its own entries when it registers.

So a project page links to the project's notices and rounds without knowing that these features exist.
What a reader needs every week stands in the bar (`often`), and so does the page he is on; everything else is one
press away, under 更多.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from flask import current_app, request
from flask_login import current_user

from govproj.core.access import may_open
from govproj.core.addresses import url_for


def everybody(_user, *_thing) -> bool:
    return True


def nobody(_user, *_thing) -> bool:
    return False


@dataclass(frozen=True)
class Entry:
    order: int
    label: str
    endpoint: str
    shown_to: Callable
    often: Callable = everybody
    alone: bool = False  # marked on its own page only, not on all pages of its feature


class Shown(NamedTuple):
    label: str
    url: str
    current: bool
    often: bool = True


def add(app, order: int, label, endpoint: str, shown_to: Callable = everybody, **how) -> None:
    """An entry of the main menu; `shown_to(user)` decides who sees it, the view behind it who may use it."""
    _add(app, "menu", Entry(order, label, endpoint, shown_to, **how))


def add_tab(app, page: str, order: int, label, endpoint: str, shown_to: Callable = everybody, **how) -> None:
    """A tab of the page of one thing, `page` being "project" or "village"; `shown_to(user, thing)`."""
    _add(app, f"tabs of {page}", Entry(order, label, endpoint, shown_to, **how))


def _add(app, bar: str, entry: Entry) -> None:
    entries = app.extensions.setdefault(bar, [])
    entries.append(entry)
    entries.sort(key=lambda entry: entry.order)


def shown() -> list[Shown]:
    entries = current_app.extensions.get("menu", ())
    return _few(
        Shown(
            entry.label,
            url_for(entry.endpoint),
            _is_marked(entry),
            bool(entry.often(current_user)),
        )
        for entry in entries
        if entry.shown_to(current_user)
    )


def _is_marked(entry: Entry) -> bool:
    feature = (request.endpoint or "").partition(".")[0]
    return entry.endpoint == request.endpoint or (
        not entry.alone and entry.endpoint.partition(".")[0] == feature
    )


def tabs_of(page: str, thing, here: str = "", **url_parts) -> list[Shown]:
    """`here` names the tab for a page that is also reached under another address, such as the front page."""
    here = here or request.endpoint
    return _few(
        Shown(
            entry.label,
            url_for(entry.endpoint, **url_parts),
            entry.endpoint == here,
            bool(entry.often(current_user, thing)),
        )
        for entry in current_app.extensions.get(f"tabs of {page}", ())
        if entry.shown_to(current_user, thing)
    )


def _few(entries) -> list[Shown]:
    """更多 with a single entry behind it would only hide it."""
    entries = [entry._replace(often=entry.often or entry.current) for entry in entries]
    if sum(not entry.often for entry in entries) == 1:
        return [entry._replace(often=True) for entry in entries]
    return entries


def way_to(sentence, project) -> str:
    """Where this reader can see to what a workflow.Missing says about a project; empty where nowhere."""
    at = getattr(sentence, "at", "")
    if project is None or not at:
        return ""
    if may_open(at, sentence.about or project):
        return url_for(at, **(sentence.parts or {"project_id": project.id}))
    may_follow = sentence.otherwise and may_open(sentence.otherwise, project)
    return url_for(sentence.otherwise, project_id=project.id) if may_follow else ""


def init_app(app) -> None:
    app.jinja_env.globals.update(menu=shown, tabs_of=tabs_of, may_open=may_open, way_to=way_to)
