"""What people do in an evaluation. An urn file follows the database: it changes first, it is deleted last."""

from govproj.evaluations.actions.counting import (
    NotAHolder,
    UrnTamperedWith,
    count,
    empty,
    publish,
    sweep_urns,
)
from govproj.evaluations.actions.keys import change_passphrase, make_key
from govproj.evaluations.actions.preparing import discard, draft, draw, print_slips
from govproj.evaluations.actions.results import confirm, decline, screen
from govproj.evaluations.actions.voting import cast, close, is_good, note_spent, open_round

__all__ = [
    "NotAHolder",
    "UrnTamperedWith",
    "cast",
    "change_passphrase",
    "close",
    "confirm",
    "count",
    "decline",
    "discard",
    "draft",
    "draw",
    "empty",
    "is_good",
    "make_key",
    "note_spent",
    "open_round",
    "print_slips",
    "publish",
    "screen",
    "sweep_urns",
]
