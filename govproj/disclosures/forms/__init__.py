"""What may be typed about monthly notices."""

from govproj.disclosures.forms.answers import (
    AgainForm,
    ComplainForm,
    ComplaintReplyForm,
    InquiryForm,
    InquiryReplyForm,
    ObjectForm,
    ObjectToSheetForm,
    PutDownAgainForm,
    ReceiptForm,
    ReplyForm,
    TakeDownAboutSheetForm,
    TakeDownComplaintForm,
    TakeDownForm,
    lines_to_name,
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
    "ObjectToSheetForm",
    "PutDownAgainForm",
    "ReasonForm",
    "ReceiptForm",
    "ReplyForm",
    "ReviewMonthForm",
    "TakeDownAboutSheetForm",
    "TakeDownComplaintForm",
    "TakeDownForm",
    "WriteForm",
    "lines_to_name",
    "project_choices",
    "today_by_default",
]
