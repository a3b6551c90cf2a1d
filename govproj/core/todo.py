"""今天要办: each feature says what it expects of somebody; the workbench shows it all, sorted by date."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from flask import current_app


class Todo(NamedTuple):
    """One line, leading straight to the page where it is done. `waiting_for` names whoever must act first."""

    title: str
    endpoint: str
    args: dict
    due: date | None
    waiting_for: str = ""


def provider(app, function: Callable[[object], Iterable[Todo]]) -> None:
    """Register `function(user)` of a feature."""
    app.extensions.setdefault("todo", []).append(function)


def all_for(user) -> list[Todo]:
    """What this user has to do, the most urgent first; what has no date comes last."""
    found = [todo for function in current_app.extensions.get("todo", ()) for todo in function(user)]
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or date.max))
