"""Things of the ledger by their number, and the money page of a project, always from the reader's point of view."""

from itertools import groupby
from typing import NamedTuple

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core import dates
from govproj.core.db import db, rows
from govproj.ledger.models import (
    AssetCard,
    Bid,
    ChangeOrder,
    Contract,
    ContractFile,
    FundReceipt,
    FundSource,
    GoodsBooking,
    LabourBooking,
    Payment,
    PaymentAct,
    Procurement,
    ProjectFirm,
    Settlement,
)
from govproj.ledger.models.funding import BudgetLine
from govproj.ledger.states import (
    BY_CONTRACT,
    ContractState,
    PayeeAccount,
    PaymentKind,
    PaymentState,
    ProcurementState,
)
from govproj.projects.models import Project
from govproj.projects.queries import WITH_PEOPLE, WITH_PLACE


def in_office(user):
    """What has a page of its own belongs to the offices of the village and above, and to the project's lead."""
    return or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)


def _one(user, model, number: int, way, *options):
    """A row of this kind; `way` leads from it to its project."""
    wanted = select(model).join(way).where(in_office(user), model.id == number).options(*options)
    return db.session.scalar(wanted) or abort(404)


def _placed(relation):
    """With the project's village and people."""
    return joinedload(relation).options(WITH_PLACE, *WITH_PEOPLE)


def source_or_404(user, source_id: int) -> FundSource:
    options = (_placed(FundSource.project), selectinload(FundSource.receipts).joinedload(FundReceipt.by))
    return _one(user, FundSource, source_id, FundSource.project, *options)


def receipt_or_404(user, receipt_id: int) -> FundReceipt:
    wanted = (
        select(FundReceipt)
        .join(FundReceipt.source)
        .join(FundSource.project)
        .where(in_office(user), FundReceipt.id == receipt_id)
    )
    return db.session.scalar(wanted) or abort(404)


def procurement_or_404(user, procurement_id: int) -> Procurement:
    bids = selectinload(Procurement.bids).joinedload(Bid.firm)
    return _one(user, Procurement, procurement_id, Procurement.project, _placed(Procurement.project), bids)


def contract_or_404(user, contract_id: int) -> Contract:
    options = (
        _placed(Contract.project),
        joinedload(Contract.firm),
        joinedload(Contract.procurement),
        joinedload(Contract.filed_by),
        selectinload(Contract.changes).options(
            joinedload(ChangeOrder.requested_by), joinedload(ChangeOrder.approved_by)
        ),
        selectinload(Contract.files),
    )
    return _one(user, Contract, contract_id, Contract.project, *options)


def contract_file_or_404(user, file_id: int) -> ContractFile:
    wanted = (
        select(ContractFile)
        .join(ContractFile.contract)
        .join(Contract.project)
        .where(in_office(user), ContractFile.id == file_id)
    )
    return db.session.scalar(wanted) or abort(404)


def change_or_404(user, change_id: int) -> ChangeOrder:
    options = (_placed(ChangeOrder.project), joinedload(ChangeOrder.contract))
    return _one(user, ChangeOrder, change_id, ChangeOrder.project, *options)


def settlement_or_404(user, settlement_id: int) -> Settlement:
    options = (_placed(Settlement.project), joinedload(Settlement.contract), joinedload(Settlement.reviewer))
    return _one(user, Settlement, settlement_id, Settlement.project, *options)


def payment_or_404(user, payment_id: int) -> Payment:
    options = (
        _placed(Payment.project),
        joinedload(Payment.contract).joinedload(Contract.firm),
        joinedload(Payment.source),
        joinedload(Payment.applied_by),
        joinedload(Payment.reverses),
        joinedload(Payment.reversal),
        selectinload(Payment.acts).joinedload(PaymentAct.by),
    )
    return _one(user, Payment, payment_id, Payment.project, *options)


MOST_BOOKINGS = 300


def bookings_of(project_id: int) -> tuple[list[LabourBooking], list[GoodsBooking]]:
    """The newest days worked and goods delivered."""
    labour = select(LabourBooking).where(LabourBooking.project_id == project_id)
    labour = labour.options(joinedload(LabourBooking.by)).order_by(LabourBooking.id.desc())
    goods = select(GoodsBooking).where(GoodsBooking.project_id == project_id)
    goods = goods.options(joinedload(GoodsBooking.by), joinedload(GoodsBooking.supplier))
    goods = goods.order_by(GoodsBooking.id.desc())
    return tuple(db.session.scalars(wanted.limit(MOST_BOOKINGS)).all() for wanted in (labour, goods))


# ---- the money page of a project ----


class Line(NamedTuple):
    """A payment as the page shows it. The payee is named where it is a firm; people never are."""

    id: int
    serial: int
    kind: PaymentKind
    fen: int
    state: PaymentState
    applied_on: object
    paid_on: object
    payee: str
    payee_account: PayeeAccount
    source_id: int | None

    @property
    def public_payee(self) -> str:
        return self.payee if self.payee_account is PayeeAccount.FIRM else ""


class Month(NamedTuple):
    """What was paid in a month, and all that had been paid by its end."""

    month: str
    lines: list[Line]
    fen: int
    total_fen: int
    on_contract_fen: int  # of the total, what counts towards the contract


class Books(NamedTuple):
    """Everything about one project's money."""

    sources: list[FundSource]
    lines: list[BudgetLine]
    firms: list[ProjectFirm]
    procurement: Procurement | None
    contract: Contract | None
    settlement: Settlement | None
    assets: list[AssetCard]
    under_way: list[Line]
    months: list[Month]

    @property
    def received_fen(self) -> int:
        return sum(source.received_fen for source in self.sources)

    @property
    def paid_fen(self) -> int:
        return sum(source.paid_fen for source in self.sources)

    @property
    def balance_fen(self) -> int:
        return self.received_fen - self.paid_fen


def books_of(project) -> Books:
    """One question a table, however many payments and changes there are."""
    contract, settlement = _contract_and_settlement(project.id)
    payments = _payments(project.id)
    waiting = {PaymentState.SIGNING, PaymentState.RETURNED, PaymentState.APPROVED}
    return Books(
        sources=_of(FundSource, project.id),
        lines=_of(BudgetLine, project.id),
        firms=_of(ProjectFirm, project.id, joinedload(ProjectFirm.firm)),
        procurement=_procurement(project.id),
        contract=contract,
        settlement=settlement,
        assets=_of(AssetCard, project.id),
        under_way=[line for line in payments if line.state in waiting],
        months=by_month([line for line in payments if line.state is PaymentState.PAID]),
    )


def _of(model, project_id: int, *options) -> list:
    wanted = select(model).where(model.project_id == project_id).options(*options)
    return db.session.scalars(wanted.order_by(model.id)).all()


def _procurement(project_id: int) -> Procurement | None:
    wanted = (
        select(Procurement)
        .where(Procurement.project_id == project_id, Procurement.state != ProcurementState.FAILED)
        .options(joinedload(Procurement.bids).joinedload(Bid.firm))
    )
    return db.session.scalars(wanted).unique().one_or_none()


def _contract_and_settlement(project_id: int) -> tuple[Contract | None, Settlement | None]:
    wanted = (
        select(Contract, Settlement)
        .outerjoin(Settlement, Settlement.contract_id == Contract.id)
        .where(Contract.project_id == project_id, Contract.state != ContractState.VOID)
        .options(joinedload(Contract.firm), joinedload(Contract.changes), joinedload(Settlement.reviewer))
    )
    found = db.session.execute(wanted).unique().first()
    return (found[0], found[1]) if found else (None, None)


def _payments(project_id: int) -> list[Line]:
    columns = [getattr(Payment, name) for name in Line._fields]
    wanted = select(*columns).where(Payment.project_id == project_id)
    return [Line(*row) for row in rows(wanted.order_by(Payment.paid_on, Payment.id))]


def by_month(lines: list[Line]) -> list[Month]:
    """Booked lines in the order of their days, with the running total."""
    months, total, on_contract = [], 0, 0
    for month, some in groupby(lines, key=lambda line: dates.month_of(line.paid_on)):
        some = list(some)
        paid = sum(line.fen for line in some)
        total += paid
        on_contract += sum(line.fen for line in some if line.kind in BY_CONTRACT)
        months.append(Month(month, some, paid, total, on_contract))
    return months
