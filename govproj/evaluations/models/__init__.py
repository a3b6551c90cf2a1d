"""Rounds of evaluation and their roll, the keys of those who count, and the totals that are kept.

No table here or in the urn says which person holds which slip or gave which answer.
"""

from govproj.evaluations.models.attendance import Attendance, AttendancePaper, OwnWord, Part
from govproj.evaluations.models.conclusions import Consequence, FollowUpRound, Verdict, WeakLink
from govproj.evaluations.models.results import (
    ChoiceTotal,
    Comment,
    CommentReply,
    QuestionTotal,
    Screening,
    StratumTotal,
    ThemeTotal,
)
from govproj.evaluations.models.roll import HolderKey, PaperForm, RollEntry
from govproj.evaluations.models.rounds import (
    PUBLIC,
    WITH_URN,
    Electorate,
    EvaluationRound,
    Method,
    Purpose,
    QuestionSet,
    RoundProject,
    SlipComplaint,
    SlipTrouble,
    SpentOnDay,
    State,
)
from govproj.evaluations.models.visits import Demand, OpinionCard, ScoreSheet, Visit

__all__ = [
    "PUBLIC",
    "WITH_URN",
    "Attendance",
    "AttendancePaper",
    "ChoiceTotal",
    "Comment",
    "CommentReply",
    "Consequence",
    "Demand",
    "Electorate",
    "EvaluationRound",
    "FollowUpRound",
    "HolderKey",
    "Method",
    "OpinionCard",
    "OwnWord",
    "PaperForm",
    "Part",
    "Purpose",
    "QuestionSet",
    "QuestionTotal",
    "RollEntry",
    "RoundProject",
    "ScoreSheet",
    "Screening",
    "SlipComplaint",
    "SlipTrouble",
    "SpentOnDay",
    "State",
    "StratumTotal",
    "ThemeTotal",
    "Verdict",
    "Visit",
    "WeakLink",
]
