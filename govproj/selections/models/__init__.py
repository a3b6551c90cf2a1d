"""The selection of a lead: the call, who stands, what assessors and checkers found, the decision, objections."""

from govproj.selections.models.candidates import ConflictCheck, LeadAssessment, Nomination
from govproj.selections.models.selection import (
    LeadSelection,
    SelectionDecision,
    SelectionObjection,
    SelectionStep,
)

__all__ = [
    "ConflictCheck",
    "LeadAssessment",
    "LeadSelection",
    "Nomination",
    "SelectionDecision",
    "SelectionObjection",
    "SelectionStep",
]
