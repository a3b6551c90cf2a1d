"""What stands first on the page of a thing: facts that the features above it add when they register.

Facts stand in one row; what needs more words is a piece of its own, with its own template.
So a project's page opens with the villagers' verdict and what is wrong, and knows neither rounds nor cases.
"""

from collections.abc import Callable
from typing import NamedTuple

from flask import current_app
from flask_login import current_user


class Fact(NamedTuple):
    """One answer at a glance.

    `kind` is that of a badge, `note` says what the value was counted from, `more` stands below the row.
    """

    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""
    kind: str = "plain"
    more: "Piece | None" = None


def add(app, page: str, order: int, tell: Callable) -> None:
    """`tell(user, thing)` gives the fact for whoever looks, or None where there is nothing to tell."""
    tellers = app.extensions.setdefault(f"glance at {page}", [])
    tellers.append((order, tell))
    tellers.sort(key=lambda entry: entry[0])


class Piece(NamedTuple):
    """More than a row can hold, on the page of the thing: `template` is included with `told`."""

    template: str
    told: object


def add_piece(app, page: str, tell: Callable) -> None:
    """`tell(user, thing)` gives a piece where there is no fact to hang it on, or None."""
    app.extensions.setdefault(f"pieces of {page}", []).append(tell)


def pieces_at(page: str, thing, facts=()) -> list[Piece]:
    """Those the facts bring along, then the others."""
    tellers = current_app.extensions.get(f"pieces of {page}", ())
    brought = [fact.more for fact in facts if fact.more]
    return [*brought, *(piece for tell in tellers if (piece := tell(current_user, thing)))]


def glance_at(page: str, thing) -> list[Fact]:
    tellers = current_app.extensions.get(f"glance at {page}", ())
    return [fact for _order, tell in tellers if (fact := tell(current_user, thing))]


def init_app(app) -> None:
    app.jinja_env.globals.update(glance_at=glance_at, pieces_at=pieces_at)
