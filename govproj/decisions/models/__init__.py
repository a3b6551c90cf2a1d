"""Decisions: the process, its dated steps, the meetings with their minutes, votes, recusals and papers."""

from govproj.decisions.models.meeting import DecisionMeeting, Recusal, Resolution
from govproj.decisions.models.process import DecisionPaper, DecisionProcess, DecisionStep

__all__ = [
    "DecisionMeeting",
    "DecisionPaper",
    "DecisionProcess",
    "DecisionStep",
    "Recusal",
    "Resolution",
]
