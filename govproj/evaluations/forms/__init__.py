"""What may be typed in an evaluation, and how a villager's answer is read."""

from govproj.evaluations.forms.after import (
    ConfirmForm,
    ConsequenceForm,
    DeclineForm,
    FollowUpForm,
    RecheckForm,
    ReplacementForm,
    ReplyForm,
)
from govproj.evaluations.forms.attendance import SignedPapersForm
from govproj.evaluations.forms.running import (
    ChangeForm,
    CloseForm,
    ComplaintForm,
    CountForm,
    DraftForm,
    KeyForm,
    PaperPrintForm,
    PrintForm,
    SerialForm,
    WitnessForm,
    read_numbers,
)
from govproj.evaluations.forms.sets import SetForm
from govproj.evaluations.forms.sheet import Sheet, field_name, read_sheet, text_name
from govproj.evaluations.forms.visits import (
    CardForm,
    DemandForm,
    GatherForm,
    MendForm,
    VisitForm,
    read_points,
)

__all__ = [
    "CardForm",
    "ChangeForm",
    "CloseForm",
    "ComplaintForm",
    "ConfirmForm",
    "ConsequenceForm",
    "CountForm",
    "DeclineForm",
    "DemandForm",
    "DraftForm",
    "FollowUpForm",
    "GatherForm",
    "KeyForm",
    "MendForm",
    "PaperPrintForm",
    "PrintForm",
    "RecheckForm",
    "ReplacementForm",
    "ReplyForm",
    "SerialForm",
    "SetForm",
    "Sheet",
    "SignedPapersForm",
    "VisitForm",
    "WitnessForm",
    "field_name",
    "read_numbers",
    "read_points",
    "read_sheet",
    "text_name",
]
