"""What may be typed on checklists and about the list itself."""

from govproj.checklists.forms.items import (
    AnswerForm,
    DecisionForm,
    DueForm,
    EvidenceForm,
    ExemptionForm,
    MatrixForm,
    NoteForm,
    ReopenForm,
    SignAllForm,
    SignForm,
    SpotCheckForm,
    TickForm,
)

__all__ = [
    "AnswerForm",
    "DecisionForm",
    "DueForm",
    "EvidenceForm",
    "ExemptionForm",
    "MatrixForm",
    "NoteForm",
    "ReopenForm",
    "SignAllForm",
    "SignForm",
    "SpotCheckForm",
    "TickForm",
]
