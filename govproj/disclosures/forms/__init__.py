"""What may be typed about monthly notices."""

from govproj.disclosures.forms.answers import (
    AgainForm,
    ComplainForm,
    ComplaintReplyForm,
    InquiryForm,
    InquiryReplyForm,
    ObjectForm,
    PutDownAgainForm,
    ReplyForm,
    TakeDownComplaintForm,
    TakeDownForm,
    project_choices,
    today_by_default,
)
from govproj.disclosures.forms.notices import HangOutForm, ReasonForm, ReviewMonthForm, WriteForm
from govproj.disclosures.forms.sheets import LineForm

__all__ = [
    "AgainForm",
    "ComplainForm",
    "ComplaintReplyForm",
    "HangOutForm",
    "InquiryForm",
    "InquiryReplyForm",
    "LineForm",
    "ObjectForm",
    "PutDownAgainForm",
    "ReasonForm",
    "ReplyForm",
    "ReviewMonthForm",
    "TakeDownComplaintForm",
    "TakeDownForm",
    "WriteForm",
    "project_choices",
    "today_by_default",
]
