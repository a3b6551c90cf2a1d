"""What people do to checklists, and what places lay down about the list itself."""

from govproj.checklists.actions.items import (
    add_evidence,
    answer,
    decide_exemption,
    note,
    propose_exemption,
    reopen,
    set_due,
    sign,
    sign_all,
    spot_check,
    tick,
    untick,
)
from govproj.checklists.actions.layout import lay_out

__all__ = [
    "add_evidence",
    "answer",
    "decide_exemption",
    "lay_out",
    "note",
    "propose_exemption",
    "reopen",
    "set_due",
    "sign",
    "sign_all",
    "spot_check",
    "tick",
    "untick",
]
