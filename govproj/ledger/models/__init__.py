"""The tables of the ledger: funding, procurement, contracts, payments, settlement, bookings."""

from govproj.ledger.models.bookings import GoodsBooking, LabourBooking
from govproj.ledger.models.contracts import ChangeOrder, Contract, ContractFile
from govproj.ledger.models.funding import BudgetLine, FundReceipt, FundSource, ProjectFirm
from govproj.ledger.models.payments import Payment, PaymentAct
from govproj.ledger.models.procurement import Bid, Procurement
from govproj.ledger.models.settlement import AssetCard, Settlement

__all__ = [
    "AssetCard",
    "Bid",
    "BudgetLine",
    "ChangeOrder",
    "Contract",
    "ContractFile",
    "FundReceipt",
    "FundSource",
    "GoodsBooking",
    "LabourBooking",
    "Payment",
    "PaymentAct",
    "Procurement",
    "ProjectFirm",
    "Settlement",
]
