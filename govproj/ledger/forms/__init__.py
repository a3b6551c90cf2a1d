"""What may be typed about a project's money."""

from govproj.ledger.forms.agreeing import (
    AwardForm,
    BidForm,
    ChangeForm,
    ContractForm,
    DayForm,
    FilesForm,
    FilingForm,
    FirmForm,
    FundsForm,
    ProcurementForm,
    ReceiptForm,
)
from govproj.ledger.forms.spending import (
    AssetForm,
    GoodsForm,
    LabourForm,
    ListForm,
    PayForm,
    PaymentForm,
    ReviewForm,
    SettlementForm,
)

__all__ = [
    "AssetForm",
    "AwardForm",
    "BidForm",
    "ChangeForm",
    "ContractForm",
    "DayForm",
    "FilesForm",
    "FilingForm",
    "FirmForm",
    "FundsForm",
    "GoodsForm",
    "LabourForm",
    "ListForm",
    "PayForm",
    "PaymentForm",
    "ProcurementForm",
    "ReceiptForm",
    "ReviewForm",
    "SettlementForm",
]
