"""Rounds of evaluation and their roll, the keys of those who count, and the totals that are kept.

No table here or in the urn says which person holds which slip or gave which answer.
"""

from govproj.evaluations.models.conclusions import Verdict, WeakLink
from govproj.evaluations.models.results import (
    Comment,
    QuestionTotal,
    Screening,
    StratumTotal,
    ThemeTotal,
)
from govproj.evaluations.models.roll import HolderKey, RollEntry
from govproj.evaluations.models.rounds import (
    PUBLIC,
    WITH_URN,
    EvaluationRound,
    Purpose,
    RoundProject,
    SpentOnDay,
    State,
)

__all__ = [
    "PUBLIC",
    "WITH_URN",
    "Comment",
    "EvaluationRound",
    "HolderKey",
    "Purpose",
    "QuestionTotal",
    "RollEntry",
    "RoundProject",
    "Screening",
    "SpentOnDay",
    "State",
    "StratumTotal",
    "ThemeTotal",
    "Verdict",
    "WeakLink",
]
