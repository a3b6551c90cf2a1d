"""今天要办: each feature says what it expects of somebody; the workbench shows it all, sorted by date.

A feature has two ways to say it. `lines` is the cheap one: a select of six columns and a function that puts a row
into words; the selects of all features go to the database as one question. `provider` is for what cannot be said in
SQL: a function that asks whatever it needs.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from flask import current_app
from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    Select,
    String,
    cast,
    column,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from govproj.core.db import db
from govproj.core.i18n import _

MOST = 100  # lines of one kind that anybody is shown
FOLDED_FROM = 3  # so many equal lines become one


class Todo(NamedTuple):
    """One line, leading straight to the page where it is done. `waiting_for` names whoever must act first."""

    title: str
    endpoint: str
    args: dict
    due: date | None
    waiting_for: str = ""

    things = ()


class Several(NamedTuple):
    """The same act on several things by the same day: one line with a link for each thing."""

    title: str
    due: date | None
    waiting_for: str
    things: list[tuple[str, Todo]]


class Row(NamedTuple):
    """What a line is made of: the thing, the thing it belongs to, what they are called, a day and a number."""

    id: int
    of: int | None
    name: str
    about: str
    day: date | None
    number: int | None


# The same as they come out of a select of `columns(…)`.
COLUMNS = (
    column("id", Integer),
    column("of", Integer),
    column("name", String),
    column("about", String),
    column("day", Date),
    column("number", BigInteger),
)


class Kind(NamedTuple):
    """One kind of line: `rows(user)` is a select of `columns(…)`, or None where the user has no part in it."""

    rows: Callable[[object], Select | None]
    line: Callable[[Row], Todo]


def provider(app, function: Callable[[object], Iterable[Todo]]) -> None:
    """Register `function(user)` of a feature."""
    app.extensions.setdefault("todo", []).append(function)


def lines(app, *kinds: Kind) -> None:
    """Register kinds of lines that one select each finds."""
    app.extensions.setdefault("todo_lines", []).extend(kinds)


def columns(id, *, of=None, name=None, about=None, day=None, number=None) -> tuple:
    """The columns of a `Row`, alike for every kind, so that one question can ask for all."""
    return (
        id.label("id"),
        _or_nothing(of, Integer).label("of"),
        type_coerce(literal("") if name is None else name, String).label("name"),
        type_coerce(literal("") if about is None else about, String).label("about"),
        _or_nothing(day, Date).label("day"),
        _or_nothing(number, BigInteger).label("number"),
    )


def _or_nothing(said, kind):
    """PostgreSQL wants to know of what kind a missing value is."""
    return cast(null(), kind) if said is None else said


def all_for(user) -> list[Todo]:
    """What this user has to do, the most urgent first; what has no date comes last."""
    found = [todo for function in current_app.extensions.get("todo", ()) for todo in function(user)]
    return by_day(found + asked(user, current_app.extensions.get("todo_lines", ())))


def by_day(todos: Iterable) -> list:
    return sorted(todos, key=lambda todo: (todo.due is None, todo.due or date.max))


def folded(todos: Iterable[Todo]) -> list[Todo | Several]:
    """Equal lines about several things as one, where the first of them stands; told by their words alone."""
    alike: dict[tuple, list[tuple[str, Todo]]] = {}
    for todo in todos:
        act, _colon, thing = todo.title.partition(_("："))
        alike.setdefault((act, todo.due, todo.waiting_for, thing == ""), []).append((thing, todo))
    lines = []
    for (act, due, waiting_for, has_no_thing), group in alike.items():
        if has_no_thing or len(group) < FOLDED_FROM:
            lines += [todo for _thing, todo in group]
        else:
            lines.append(Several(act, due, waiting_for, group))
    return by_day(lines)


def asked(user, kinds: Sequence[Kind], most: int = MOST) -> list[Todo]:
    """The lines of these kinds; one question to the database."""
    concerned = [
        (number, wanted) for number, kind in enumerate(kinds) if (wanted := kind.rows(user)) is not None
    ]
    if not concerned:
        return []
    arms = [
        # SQLite takes no LIMIT in an arm of a union.
        select(literal(number).label("kind"), *COLUMNS).select_from(wanted.limit(most).subquery())
        for number, wanted in concerned
    ]
    rows = db.session.execute(union_all(*arms)).all()
    return [kinds[kind].line(Row(*row)) for kind, *row in sorted(rows, key=lambda row: row.kind)]
