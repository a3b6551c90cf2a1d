"""What the books say about one project: its sources, its contract, and what has been paid."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db
from govproj.ledger.models import (
    AssetCard,
    BudgetLine,
    Contract,
    FundSource,
    Payment,
    Procurement,
    Settlement,
)
from govproj.ledger.models.procurement import Bid
from govproj.ledger.states import UNDER_WAY, ContractState, PaymentKind, PaymentState, ProcurementState
from govproj.projects.models import Project


def sources_of(project_id: int) -> list[FundSource]:
    wanted = select(FundSource).where(FundSource.project_id == project_id)
    return db.session.scalars(wanted.order_by(FundSource.id)).all()


def lines_of(project_id: int) -> list[BudgetLine]:
    wanted = select(BudgetLine).where(BudgetLine.project_id == project_id)
    return db.session.scalars(wanted.order_by(BudgetLine.id)).all()


def standing_contract(project_id: int) -> Contract | None:
    """Entered or filed, with its changes; a void one is history."""
    return db.session.scalar(
        select(Contract)
        .where(Contract.project_id == project_id, Contract.state != ContractState.VOID)
        .options(joinedload(Contract.firm), selectinload(Contract.changes))
    )


def standing_procurement(project_id: int) -> Procurement | None:
    """Open or awarded; failed ones are history."""
    return db.session.scalar(
        select(Procurement)
        .where(Procurement.project_id == project_id, Procurement.state != ProcurementState.FAILED)
        .options(selectinload(Procurement.bids).joinedload(Bid.firm))
    )


def settlement_of(contract: Contract | None) -> Settlement | None:
    if contract is None:
        return None
    wanted = select(Settlement).where(Settlement.contract_id == contract.id)
    return db.session.scalar(wanted.options(joinedload(Settlement.reviewer)))


def assets_of(project_id: int) -> list[AssetCard]:
    wanted = select(AssetCard).where(AssetCard.project_id == project_id)
    return db.session.scalars(wanted.order_by(AssetCard.id)).all()


def spent_by_kind(contract: Contract | None, *, but: Payment | None = None, booked_only: bool = False):
    """Sums of the contract's payments; those still being signed count as well unless only booked ones are asked."""
    if contract is None:
        return {}
    states = {PaymentState.PAID} if booked_only else {PaymentState.PAID, *UNDER_WAY}
    wanted = select(Payment.kind, func.sum(Payment.fen)).where(
        Payment.contract_id == contract.id, Payment.state.in_(states)
    )
    if but is not None and but.id is not None:
        wanted = wanted.where(Payment.id != but.id)
    return {PaymentKind(kind): int(fen) for kind, fen in db.session.execute(wanted.group_by(Payment.kind))}


def under_way(contract: Contract) -> bool:
    wanted = select(Payment.id).where(Payment.contract_id == contract.id, Payment.state.in_(UNDER_WAY))
    return db.session.scalar(wanted.limit(1)) is not None


def bookings(project_id: int) -> list[tuple[date, int, int | None]]:
    """(day, fen, contract) of everything paid for a project, reversals included."""
    wanted = select(Payment.paid_on, Payment.fen, Payment.contract_id).where(
        Payment.project_id == project_id, Payment.state == PaymentState.PAID
    )
    return [tuple(row) for row in db.session.execute(wanted)]


def paid_until(project, until: date | None = None) -> int | None:
    """What was paid up to a day: on the contract where there is one, else for the project altogether.

    None while the ledger has nothing to say: no payment is booked, and what was typed before there was a
    ledger still stands.
    """
    contract_id = db.session.scalar(
        select(Contract.id).where(Contract.project_id == project.id, Contract.state != ContractState.VOID)
    )
    rows = bookings(project.id)
    if not rows and (contract_id is None or project.paid_fen):
        return None
    return sum(
        fen
        for day, fen, contract in rows
        if (contract == contract_id or contract_id is None) and (until is None or day <= until)
    )


def similar_fen(project, since: date) -> int:
    """Estimates of like work in the village since a day, without this project; the ledger only notes the sum."""
    latest = (
        select(Procurement.project_id, func.max(Procurement.estimate_fen).label("fen"))
        .join(Project, Project.id == Procurement.project_id)
        .where(
            Project.village_id == project.village_id,
            Project.category == project.category,
            Project.id != project.id,
            Procurement.announced_on >= since,
        )
        .group_by(Procurement.project_id)
    ).subquery()
    return int(db.session.scalar(select(func.coalesce(func.sum(latest.c.fen), 0))))
