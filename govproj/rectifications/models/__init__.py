"""Cases with their turns, acts and evidence, and what those who watch over them send out."""

from govproj.rectifications.models.briefings import RectificationBriefing
from govproj.rectifications.models.case import (
    Rectification,
    RectificationAct,
    RectificationEvidence,
    RectificationTurn,
)
from govproj.rectifications.models.letters import RectificationUrging
from govproj.rectifications.states import Phase

__all__ = [
    "Phase",
    "Rectification",
    "RectificationAct",
    "RectificationBriefing",
    "RectificationEvidence",
    "RectificationTurn",
    "RectificationUrging",
]
