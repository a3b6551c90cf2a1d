"""Cases with their turns, acts and evidence, what those who watch over them send out, and clues."""

from govproj.rectifications.models.briefings import RectificationBriefing
from govproj.rectifications.models.case import (
    Rectification,
    RectificationAct,
    RectificationEvidence,
    RectificationTurn,
)
from govproj.rectifications.models.clues import Clue
from govproj.rectifications.models.letters import RectificationUrging
from govproj.rectifications.states import Phase

__all__ = [
    "Clue",
    "Phase",
    "Rectification",
    "RectificationAct",
    "RectificationBriefing",
    "RectificationEvidence",
    "RectificationTurn",
    "RectificationUrging",
]
