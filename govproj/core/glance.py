"""What stands first on the page of a thing: facts that the features above it add when they register.

So a project's page opens with the villagers' verdict and what is wrong, and knows neither rounds nor cases.
"""

from collections.abc import Callable
from typing import NamedTuple

from flask import current_app
from flask_login import current_user


class Fact(NamedTuple):
    """One answer at a glance; `kind` is that of a badge, `note` says what the value was counted from."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""
    kind: str = "plain"


def add(app, page: str, order: int, tell: Callable) -> None:
    """`tell(user, thing)` gives the fact for whoever looks, or None where there is nothing to tell."""
    tellers = app.extensions.setdefault(f"glance at {page}", [])
    tellers.append((order, tell))
    tellers.sort(key=lambda entry: entry[0])


def glance_at(page: str, thing) -> list[Fact]:
    tellers = current_app.extensions.get(f"glance at {page}", ())
    return [fact for _order, tell in tellers if (fact := tell(current_user, thing))]


def init_app(app) -> None:
    app.jinja_env.globals["glance_at"] = glance_at
