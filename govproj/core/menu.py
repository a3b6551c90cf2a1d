"""The main menu: each feature adds its own entry when it registers."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_login import current_user


@dataclass(frozen=True)
class Entry:
    order: int
    label: str
    endpoint: str
    shown_to: Callable


@dataclass(frozen=True)
class Shown:
    label: str
    url: str
    current: bool


def everybody(_user) -> bool:
    return True


def add(app, order: int, label, endpoint: str, shown_to: Callable = everybody) -> None:
    """`shown_to(user)` decides who sees the entry; the view behind it decides who may use it."""
    app.extensions.setdefault("menu", []).append(Entry(order, label, endpoint, shown_to))
    app.extensions["menu"].sort(key=lambda entry: entry.order)


def shown() -> list[Shown]:
    here = (request.endpoint or "").partition(".")[0]
    return [
        Shown(entry.label, url_for(entry.endpoint), entry.endpoint.partition(".")[0] == here)
        for entry in current_app.extensions.get("menu", ())
        if entry.shown_to(current_user)
    ]


def init_app(app) -> None:
    app.jinja_env.globals["menu"] = shown
