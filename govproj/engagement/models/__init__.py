"""Declarations of the secretaries; joint teams; and two general tables, activities and agreements."""

from govproj.engagement.models.activities import Activity, ActivityOutcome, ActivityPhoto, ActivityQuestion
from govproj.engagement.models.agreements import Agreement, AgreementParty, AgreementScan
from govproj.engagement.models.declarations import (
    LeadDeclaration,
    LeadDeclarationReport,
    LeadDeclarationStep,
    LeadDeclarationTarget,
)
from govproj.engagement.models.integrity import ActivityAttendee, IntegrityTalk
from govproj.engagement.models.teams import JointTeam, JointTeamMember

__all__ = [
    "Activity",
    "ActivityAttendee",
    "ActivityOutcome",
    "ActivityPhoto",
    "ActivityQuestion",
    "Agreement",
    "AgreementParty",
    "AgreementScan",
    "IntegrityTalk",
    "JointTeam",
    "JointTeamMember",
    "LeadDeclaration",
    "LeadDeclarationReport",
    "LeadDeclarationStep",
    "LeadDeclarationTarget",
]
