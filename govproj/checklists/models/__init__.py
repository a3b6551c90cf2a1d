"""A project's checklist with everything done about it, and what places add to the catalogue it follows."""

from govproj.checklists.models.items import (
    ChecklistItem,
    Evidence,
    Exemption,
    Mark,
    ProblemNote,
    Signature,
    SpotCheck,
    StepTick,
    mark_of,
)
from govproj.checklists.models.lists import PowerEdition

__all__ = [
    "ChecklistItem",
    "Evidence",
    "Exemption",
    "Mark",
    "PowerEdition",
    "ProblemNote",
    "Signature",
    "SpotCheck",
    "StepTick",
    "mark_of",
]
