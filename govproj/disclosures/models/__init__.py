"""Monthly notices, the months they are owed for, the combined sheet, what is asked about them and who follows."""

from govproj.disclosures.models.answers import (
    Asker,
    Channel,
    Complaint,
    Finding,
    Grievance,
    Inquiry,
    Instance,
    Objection,
    ObjectionReply,
    ObjectionState,
    Outcome,
    ReplyWay,
)
from govproj.disclosures.models.combined import (
    SHEET_PUBLIC,
    CombinedLine,
    CombinedSheet,
    CombinedSignature,
    SheetState,
)
from govproj.disclosures.models.duties import DayMoved, Duty
from govproj.disclosures.models.follows import Follow
from govproj.disclosures.models.notices import (
    IN_WRITING,
    PUBLIC,
    Disclosure,
    Facts,
    NoticePhoto,
    NoticeSignature,
    Posting,
    PublishedNoticeChanged,
    State,
)

__all__ = [
    "IN_WRITING",
    "PUBLIC",
    "SHEET_PUBLIC",
    "Asker",
    "Channel",
    "CombinedLine",
    "CombinedSheet",
    "CombinedSignature",
    "Complaint",
    "DayMoved",
    "Disclosure",
    "Duty",
    "Facts",
    "Finding",
    "Follow",
    "Grievance",
    "Inquiry",
    "Instance",
    "NoticePhoto",
    "NoticeSignature",
    "Objection",
    "ObjectionReply",
    "ObjectionState",
    "Outcome",
    "Posting",
    "PublishedNoticeChanged",
    "ReplyWay",
    "SheetState",
    "State",
]
