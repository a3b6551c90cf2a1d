"""What happens to red flags: rules are computed, questions asked, answered, judged, and pressed when they wait."""

from govproj.flags.actions.computing import compute, compute_touched
from govproj.flags.actions.daily import ask_in_turn, compute_everything
from govproj.flags.actions.dialogue import answer, ask, confirm, explain, fix, send_back
from govproj.flags.actions.pressing import press_everything

__all__ = [
    "answer",
    "ask",
    "ask_in_turn",
    "compute",
    "compute_everything",
    "compute_touched",
    "confirm",
    "explain",
    "fix",
    "press_everything",
    "send_back",
]
