"""What people do in an evaluation. An urn file follows the database: it changes first, it is deleted last."""

from govproj.evaluations.actions.attendance import add_papers, stand_by
from govproj.evaluations.actions.attendance import answer as answer_attendance
from govproj.evaluations.actions.consequences import answer, open_what_nobody_opened, recheck, replace_lead
from govproj.evaluations.actions.counting import (
    NotAHolder,
    UrnTamperedWith,
    count,
    destroy_papers,
    empty,
    publish,
    sweep_urns,
)
from govproj.evaluations.actions.keys import change_passphrase, make_key
from govproj.evaluations.actions.paper import key_forms, print_paper
from govproj.evaluations.actions.preparing import Terms, discard, draft, draw, give_up, lose_urns, print_slips
from govproj.evaluations.actions.results import confirm, decline, follow_up, reply, screen
from govproj.evaluations.actions.sets import retire_set, write_set
from govproj.evaluations.actions.visits import fill_in, gather, meet, mend, visit
from govproj.evaluations.actions.voting import cast, close, complain, is_good, note_spent, open_round

__all__ = [
    "NotAHolder",
    "Terms",
    "UrnTamperedWith",
    "add_papers",
    "answer",
    "answer_attendance",
    "cast",
    "change_passphrase",
    "close",
    "complain",
    "confirm",
    "count",
    "decline",
    "destroy_papers",
    "discard",
    "draft",
    "draw",
    "empty",
    "fill_in",
    "follow_up",
    "gather",
    "give_up",
    "is_good",
    "key_forms",
    "lose_urns",
    "make_key",
    "meet",
    "mend",
    "note_spent",
    "open_round",
    "open_what_nobody_opened",
    "print_paper",
    "print_slips",
    "publish",
    "recheck",
    "replace_lead",
    "reply",
    "retire_set",
    "screen",
    "stand_by",
    "sweep_urns",
    "visit",
    "write_set",
]
