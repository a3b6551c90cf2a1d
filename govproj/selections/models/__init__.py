"""The selection of a lead: the call, who stands, what assessors and checkers found, the decision, what follows."""

from govproj.selections.models.after import HandOverItem, LetterScan, ResponsibilityLetter
from govproj.selections.models.candidates import ConflictCheck, LeadAssessment, Nomination, Seconding
from govproj.selections.models.parties import InvolvedFirm
from govproj.selections.models.selection import (
    LeadSelection,
    SelectionDecision,
    SelectionObjection,
    SelectionStep,
)

__all__ = [
    "ConflictCheck",
    "HandOverItem",
    "InvolvedFirm",
    "LeadAssessment",
    "LeadSelection",
    "LetterScan",
    "Nomination",
    "ResponsibilityLetter",
    "Seconding",
    "SelectionDecision",
    "SelectionObjection",
    "SelectionStep",
]
