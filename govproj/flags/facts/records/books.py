"""Records of a project's money: sources, offers, contract, changes, payments, settlement, labour and goods."""

from datetime import date
from typing import NamedTuple

from govproj.ledger.states import PayeeAccount, PaymentKind, SourceKind
from govproj.projects.models import Method


class Receipt(NamedTuple):
    on: date | None
    fen: int | None


class Source(NamedTuple):
    id: int
    kind: SourceKind | None
    fen: int | None
    subsidy_number: str | None
    pledged_fen: int | None
    pledged_on: date | None
    receipts: tuple[Receipt, ...]


class Bid(NamedTuple):
    firm_id: int | None
    fen: int | None
    valid: bool | None
    won: bool | None
    phone: str | None
    address: str | None
    email: str | None
    bond_payer: str | None
    preparer: str | None


class Procurement(NamedTuple):
    id: int
    method: Method | None
    required: Method | None  # by the tiers of its day
    estimate_fen: int | None
    ceiling_fen: int | None
    announced_on: date | None
    awarded_on: date | None
    award_fen: int | None
    evaluators: tuple[str, ...] | None
    bids: tuple[Bid, ...] | None


class Contract(NamedTuple):
    id: int
    firm_id: int | None
    fen: int | None
    signed_on: date | None
    ends_on: date | None
    filed_on: date | None
    retention_pct: int | None
    safety_fen: int | None
    payee: str | None


class Change(NamedTuple):
    number: str
    fen: int | None
    requested_on: date | None
    approved_on: date | None
    implemented_on: date | None
    extends_to: date | None


class Payment(NamedTuple):
    id: int
    serial: int | None
    kind: PaymentKind | None
    fen: int | None
    safety_fen: int | None
    paid_on: date | None
    payee: str | None
    account: PayeeAccount | None
    source_id: int | None
    source_project_id: int | None
    reversed: bool | None  # it is undone by another one, or undoes one itself


class Settlement(NamedTuple):
    submitted_fen: int | None
    submitted_on: date | None
    due_on: date | None
    reviewed_fen: int | None
    reviewed_on: date | None
    retention_fen: int | None
    retention_due_on: date | None
    reviewer_id: int | None


class Service(NamedTuple):
    """A firm that designs, budgets, reviews or watches."""

    role: str
    firm_id: int | None


class Goods(NamedTuple):
    id: int
    rental: bool | None
    item: str | None
    spec: str | None
    unit: str | None
    unit_fen: int | None
    supplier_id: int | None
    owner: str | None
    arrived_on: date | None
    recorded_on: date | None
    project_id: int | None


class Labour(NamedTuple):
    id: int
    project_id: int | None
    worker: str | None
    resident_id: int | None
    worked_on: date | None
    hours: int | None
    fen: int | None
    recorded_on: date | None
