"""Monthly notices in their versions, and the months they are owed for."""

from govproj.disclosures.models.duties import DayMoved, Duty, StoredOnce
from govproj.disclosures.models.hanging import Hangs, Posting
from govproj.disclosures.models.notices import (
    IN_WRITING,
    PUBLIC,
    Disclosure,
    Facts,
    NoticePhoto,
    NoticeSignature,
    PublishedNoticeChanged,
    State,
)

__all__ = [
    "IN_WRITING",
    "PUBLIC",
    "DayMoved",
    "Disclosure",
    "Duty",
    "Facts",
    "Hangs",
    "NoticePhoto",
    "NoticeSignature",
    "Posting",
    "PublishedNoticeChanged",
    "State",
    "StoredOnce",
]
