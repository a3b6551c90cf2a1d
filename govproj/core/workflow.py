"""State machines as tables: which moves exist, from where, by whom, and what must hold first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from inspect import signature

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.i18n import _


class MoveRefused(Exception):
    """The move exists but cannot be made now. `reasons` are sentences fit to show the user."""

    def __init__(self, *reasons):
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = reasons


class Missing(str):
    """The sentence that says what is missing, with the page where somebody can put it right.

    `at` is an endpoint that takes the thing's `project_id`; the page draws the sentence as a link to it. Where it is
    about something of the project, `about` is that thing and `parts` are what its address takes. Whoever may not open
    that page is led to the project's page `otherwise`.
    """

    def __new__(cls, sentence: str, at: str = "", *, about=None, otherwise: str = "", **parts):
        missing = super().__new__(cls, sentence)
        missing.at, missing.about, missing.otherwise, missing.parts = at, about, otherwise, parts
        return missing


@dataclass(frozen=True)
class Move:
    """One arrow of the diagram.

    `target` is a state, or a function (thing) -> state. `allowed` is a policy rule: (user, thing) -> bool.
    `when` says whether the arrow exists for this kind of thing at all. Each of `needs` is (thing) -> None,
    or the sentence that says what is missing (a `Missing` where a page can put it right); one that takes
    (thing, on) is told the day of the move. `why` says that a reason has to be given in writing.
    """

    name: str
    label: str
    source: frozenset
    target: str | Callable
    allowed: Callable
    needs: tuple[Callable, ...] = ()
    why: bool = False
    follows: bool = False  # made by what happens to another thing: no button, no address
    when: Callable = lambda thing: True

    def starts_from(self, state, thing) -> bool:
        return state in self.source and self.when(thing)

    def leads_to(self, thing):
        return self.target(thing) if callable(self.target) else self.target


class Workflow:
    """Every change of state goes through make(), so none can happen without a trace."""

    known: dict[str, "Workflow"] = {}

    def __init__(self, name: str, *moves: Move, state: str = "state"):
        self.name, self.state = name, state
        self.moves = {move.name: move for move in moves}
        self.events = {
            move.name: Event(f"{name}.{move.name}", "before", "after", "note", "on", says=move.label)
            for move in moves
        }
        self._needed_above: dict[str, list[Callable]] = {}
        self.known[name] = self

    def also_needs(self, move: str, check: Callable) -> None:
        """A feature above this one adds a condition, when it registers."""
        if move not in self.moves:
            raise KeyError(f"{self.name} has no move {move}")
        checks = self._needed_above.setdefault(move, [])
        if check not in checks:
            checks.append(check)

    def needs_of(self, move: str) -> list[Callable]:
        return [*self.moves[move].needs, *self._needed_above.get(move, ())]

    def open_to(self, user, thing) -> list[Move]:
        """The moves this user may start from here; the template draws one button for each."""
        here = getattr(thing, self.state)
        return [
            move
            for move in self.moves.values()
            if not move.follows and move.starts_from(here, thing) and move.allowed(user, thing)
        ]

    def missing(self, move: str, thing, on: date | None = None) -> list[str]:
        """What still has to be done before `move` on a day, today by default; empty when the way is free."""
        on = on or dates.today()
        return [
            reason
            for need in self.needs_of(move)
            if (reason := need(thing, on) if asks_for_the_day(need) else need(thing))
        ]

    def check(self, name: str, thing, *, by, note: str = "", on: date | None = None) -> Move:
        """The move, if it may be made now; MoveRefused with the reasons otherwise."""
        move, here = self.moves[name], getattr(thing, self.state)
        if not move.starts_from(here, thing):
            raise MoveRefused(
                _("“%(state)s”状态下不能%(move)s，请刷新页面后重试。", state=here.label, move=move.label)
            )
        if not move.allowed(by, thing):
            raise MoveRefused(_("您没有权限%(move)s。", move=move.label))
        if move.why and not note.strip():
            raise MoveRefused(_("%(move)s要写明理由。", move=move.label))
        if reasons := self.missing(name, thing, on):
            raise MoveRefused(*reasons)
        return move

    def make(self, name: str, thing, *, by, note: str = "", on: date | None = None):
        """Make the move and leave a trace; `on` is the day it happened when that is not today."""
        move = self.check(name, thing, by=by, note=note, on=on)
        before = getattr(thing, self.state)
        after = move.leads_to(thing)
        setattr(thing, self.state, after)
        self.events[name].record(thing, by=by, before=before, after=after, note=note, on=on)
        return move


@cache
def asks_for_the_day(need: Callable) -> bool:
    return len(signature(need).parameters) > 1
