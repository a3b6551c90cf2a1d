"""薄弱环节: each feature says where projects are weak; one board shows it all by project and theme.

    weak_spots.theme(app, 20, "rectifications", _l("整改"), open_cases)

`tell(user, village_ids)` gives only what this user may know of, in as few questions as possible, best in one.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

from flask import current_app

MOST = 300  # spots of one theme on one page


class Spot(NamedTuple):
    """One weak spot, leading to the page where it stands. `kind` is that of a badge: late, soon or plain."""

    village_id: int
    project_id: int | None  # None: about the village as a whole
    words: str
    endpoint: str
    args: dict
    kind: str = "late"
    since: date | None = None


class Theme(NamedTuple):
    order: int
    key: str  # of the feature, for ids on the page
    label: object
    tell: Callable[[object, Collection[int]], Iterable[Spot]]


def theme(app, order: int, key: str, label, tell: Callable) -> None:
    """Register one column of the board."""
    themes = app.extensions.setdefault("weak spots", [])
    themes.append(Theme(order, key, label, tell))
    themes.sort(key=lambda theme: theme.order)


def themes() -> list[Theme]:
    return current_app.extensions.get("weak spots", [])
