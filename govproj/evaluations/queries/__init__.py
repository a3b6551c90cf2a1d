"""What can be read about evaluations, always from the reader's point of view."""

from govproj.evaluations.queries.preparing import (
    excluded_residents,
    key_of,
    on_roll,
    own_key,
    own_roll_entry,
    projects_to_ask_about,
    roll,
    villages_of,
    witnesses,
)
from govproj.evaluations.queries.reading import (
    project_with_rounds,
    round_of,
    round_or_404,
    rounds,
    rounds_about,
    visible_to,
)
from govproj.evaluations.queries.results import (
    ProjectResult,
    comments,
    earlier_tallies,
    mentions,
    results,
    tallies,
    total_of,
    waiting_comments,
    weak_link_or_404,
)

__all__ = [
    "ProjectResult",
    "comments",
    "earlier_tallies",
    "excluded_residents",
    "key_of",
    "mentions",
    "on_roll",
    "own_key",
    "own_roll_entry",
    "project_with_rounds",
    "projects_to_ask_about",
    "results",
    "roll",
    "round_of",
    "round_or_404",
    "rounds",
    "rounds_about",
    "tallies",
    "total_of",
    "villages_of",
    "visible_to",
    "waiting_comments",
    "weak_link_or_404",
    "witnesses",
]
