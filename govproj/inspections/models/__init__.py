"""Supervision: plans with groups, checks that fall due, visits that are ordered, what was seen and what came of it."""

from govproj.inspections.models.checks import Check, Problem, Report, ReportItem, ReportPhoto
from govproj.inspections.models.equipment import Equipment, EquipmentTest
from govproj.inspections.models.plans import GroupMember, SupervisionPlan
from govproj.inspections.models.tasks import (
    Draw,
    InspectionPoint,
    InspectionTask,
    SealedVisit,
    SupervisionTheme,
    TaskPoint,
)

__all__ = [
    "Check",
    "Draw",
    "Equipment",
    "EquipmentTest",
    "GroupMember",
    "InspectionPoint",
    "InspectionTask",
    "Problem",
    "Report",
    "ReportItem",
    "ReportPhoto",
    "SealedVisit",
    "SupervisionPlan",
    "SupervisionTheme",
    "TaskPoint",
]
