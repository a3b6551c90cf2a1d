"""What may be typed when a lead is selected, appointed and replaced."""

from govproj.selections.forms.after import (
    AgreeForm,
    AnswerForm,
    FirmForm,
    InterestForm,
    LetterForm,
    ObjectionForm,
    OpenObjectionForm,
    ReplaceForm,
    ScanForm,
)
from govproj.selections.forms.candidates import (
    AssessForm,
    RecommendForm,
    ReconcileForm,
    RulingForm,
    StandForm,
)
from govproj.selections.forms.steps import (
    CallForm,
    ConfirmForm,
    DecisionForm,
    ItemsForm,
)

__all__ = [
    "AgreeForm",
    "AnswerForm",
    "AssessForm",
    "CallForm",
    "ConfirmForm",
    "DecisionForm",
    "FirmForm",
    "InterestForm",
    "ItemsForm",
    "LetterForm",
    "ObjectionForm",
    "OpenObjectionForm",
    "RecommendForm",
    "ReconcileForm",
    "ReplaceForm",
    "RulingForm",
    "ScanForm",
    "StandForm",
]
