"""How notices, objections and combined sheets move."""

from govproj.disclosures.workflow.notices import STEPS, WORKFLOW, next_step, tolerated_delay
from govproj.disclosures.workflow.objections import OBJECTIONS
from govproj.disclosures.workflow.sheets import SHEETS, next_step_of_sheet

__all__ = ["OBJECTIONS", "SHEETS", "STEPS", "WORKFLOW", "next_step", "next_step_of_sheet", "tolerated_delay"]
