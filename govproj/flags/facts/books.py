"""What the ledger tells: sources, offers, contract, changes, payments, settlement, labour and goods."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import aliased

from govproj.core.db import rows
from govproj.firms.models import Firm
from govproj.flags.facts import records
from govproj.flags.facts.parts import day_of, grouped, part, single
from govproj.ledger.models import (
    AssetCard,
    Bid,
    ChangeOrder,
    Contract,
    FundReceipt,
    FundSource,
    GoodsBooking,
    LabourBooking,
    Payment,
    Procurement,
    ProjectFirm,
    Settlement,
)
from govproj.ledger.states import (
    ChangeState,
    ContractState,
    GoodsKind,
    PaymentState,
    ProcurementState,
)
from govproj.projects.models import Method, Project


@part("sources", empty=())
def sources(ids, today):
    receipts = grouped(
        rows(
            select(FundReceipt.source_id, FundReceipt.received_on, FundReceipt.fen)
            .join(FundSource)
            .where(FundSource.project_id.in_(ids))
        ),
        records.Receipt,
    )
    wanted = select(
        FundSource.project_id,
        FundSource.id,
        FundSource.kind,
        FundSource.fen,
        FundSource.subsidy_number,
        FundSource.pledged_fen,
        FundSource.pledged_on,
    ).where(FundSource.project_id.in_(ids))
    return grouped(rows(wanted), lambda id_, *rest: records.Source(id_, *rest, receipts.get(id_, ())))


BID = (
    Bid.firm_id,
    Bid.fen,
    Bid.valid,
    Bid.won,
    Bid.contact_phone,
    Bid.address,
    Bid.email,
    Bid.bond_payer,
    Bid.preparer,
)


@part("procurement")
def procurement(ids, today):
    standing = (Procurement.project_id.in_(ids), Procurement.state != ProcurementState.FAILED)
    bids = grouped(
        rows(select(Bid.procurement_id, *BID).join(Procurement).where(*standing).order_by(Bid.id)),
        records.Bid,
    )
    wanted = select(
        Procurement.project_id,
        Procurement.id,
        Procurement.method,
        Procurement.required_method,
        Procurement.estimate_fen,
        Procurement.ceiling_fen,
        Procurement.announced_on,
        Procurement.awarded_on,
        Procurement.award_fen,
        Procurement.evaluators,
    ).where(*standing)

    def record(id_, *columns):
        *figures, evaluators = columns
        return records.Procurement(id_, *figures, tuple(evaluators or ()), bids.get(id_, ()))

    return single(rows(wanted), record)


@part("contract")
def contract(ids, today):
    wanted = select(
        Contract.project_id,
        Contract.id,
        Contract.firm_id,
        Contract.fen,
        Contract.signed_on,
        Contract.ends_on,
        Contract.filed_on,
        Contract.retention_pct,
        Contract.safety_fen,
        Contract.payee,
    )
    standing = (Contract.project_id.in_(ids), Contract.state != ContractState.VOID)
    return single(rows(wanted.where(*standing)), records.Contract)


@part("changes", empty=())
def changes(ids, today):
    wanted = (
        select(
            ChangeOrder.project_id,
            ChangeOrder.number,
            ChangeOrder.fen,
            ChangeOrder.requested_on,
            ChangeOrder.approved_on,
            ChangeOrder.implemented_on,
            ChangeOrder.extends_to,
        )
        .join(ChangeOrder.contract)
        .where(ChangeOrder.project_id.in_(ids), Contract.state != ContractState.VOID)
        .where(ChangeOrder.state != ChangeState.REJECTED)
    )
    return grouped(rows(wanted.order_by(ChangeOrder.id)), records.Change)


@part("payments", empty=())
def payments(ids, today):
    undone = aliased(Payment)
    wanted = (
        select(
            Payment.project_id,
            Payment.id,
            Payment.serial,
            Payment.kind,
            Payment.fen,
            Payment.safety_fen,
            Payment.paid_on,
            Payment.payee,
            Payment.payee_account,
            Payment.source_id,
            FundSource.project_id,
            Payment.reverses_id,
            undone.id,
        )
        .outerjoin(FundSource, FundSource.id == Payment.source_id)
        .outerjoin(undone, undone.reverses_id == Payment.id)
        .where(Payment.project_id.in_(ids), Payment.state == PaymentState.PAID)
        .order_by(Payment.id)
    )

    def record(*columns):
        *figures, reverses, undone_by = columns
        return records.Payment(*figures, reverses is not None or undone_by is not None)

    return grouped(rows(wanted), record)


@part("settlement")
def settlement(ids, today):
    wanted = (
        select(
            Settlement.project_id,
            Settlement.submitted_fen,
            Settlement.submitted_on,
            Settlement.review_due_on,
            Settlement.reviewed_fen,
            Settlement.reviewed_on,
            Settlement.retention_fen,
            Settlement.retention_due_on,
            Settlement.reviewer_id,
        )
        .join(Settlement.contract)
        .where(Settlement.project_id.in_(ids), Contract.state != ContractState.VOID)
    )
    return single(rows(wanted), records.Settlement)


@part("assets", empty=())
def assets(ids, today):
    wanted = select(AssetCard.project_id, AssetCard.registered_on).where(AssetCard.project_id.in_(ids))
    return grouped(rows(wanted), lambda day: day)


@part("services", empty=())
def services(ids, today):
    wanted = select(ProjectFirm.project_id, ProjectFirm.role, ProjectFirm.firm_id)
    return grouped(rows(wanted.where(ProjectFirm.project_id.in_(ids))), records.Service)


LABOUR = (
    LabourBooking.id,
    LabourBooking.project_id,
    LabourBooking.worker,
    LabourBooking.resident_id,
    LabourBooking.worked_on,
    LabourBooking.hours,
    LabourBooking.fen,
    LabourBooking.recorded_at,
)
GOODS = (
    GoodsBooking.id,
    GoodsBooking.kind,
    GoodsBooking.item,
    GoodsBooking.spec,
    GoodsBooking.unit,
    GoodsBooking.unit_fen,
    GoodsBooking.supplier_id,
    GoodsBooking.owner,
    GoodsBooking.arrived_on,
    GoodsBooking.recorded_at,
    GoodsBooking.project_id,
)


def _labour(id_, *columns):
    *figures, recorded_at = columns
    return records.Labour(id_, *figures, day_of(recorded_at))


def _goods(id_, kind, *columns):
    *figures, recorded_at, project_id = columns
    return records.Goods(id_, kind is GoodsKind.RENTAL, *figures, day_of(recorded_at), project_id)


@part("labour", empty=())
def labour(ids, today):
    wanted = select(LabourBooking.project_id, *LABOUR).where(LabourBooking.project_id.in_(ids))
    return grouped(rows(wanted.order_by(LabourBooking.id)), _labour)


@part("goods", empty=())
def goods(ids, today):
    wanted = select(GoodsBooking.project_id, *GOODS).where(GoodsBooking.project_id.in_(ids))
    return grouped(rows(wanted.order_by(GoodsBooking.id)), _goods)


@part("labour", empty=(), of="village", name="village_labour")
def village_labour(ids, today):
    wanted = select(Project.village_id, *LABOUR).join(Project).where(Project.village_id.in_(ids))
    return grouped(rows(wanted.order_by(LabourBooking.id)), _labour)


@part("goods", empty=(), of="village", name="village_goods")
def village_goods(ids, today):
    wanted = select(Project.village_id, *GOODS).join(Project).where(Project.village_id.in_(ids))
    return grouped(rows(wanted.order_by(GoodsBooking.id)), _goods)


COMPARED = {Method.VILLAGE_COMPARISON, Method.INQUIRY}


@part("wins", empty=(), of="village")
def wins(ids, today):
    """Every award of the village, in the order of its days."""
    awarded = (Project.village_id.in_(ids), Procurement.state == ProcurementState.AWARDED)
    offers, winners = defaultdict(set), {}
    wanted = select(Bid.procurement_id, Bid.firm_id, Bid.won, Firm.name).join(Procurement)
    for procurement_id, firm_id, won, name in rows(wanted.join(Project).join(Bid.firm).where(*awarded)):
        offers[procurement_id].add(firm_id)
        if won:
            winners[procurement_id] = firm_id, name
    wanted = select(
        Project.village_id,
        Procurement.id,
        Procurement.project_id,
        Procurement.award_fen,
        Procurement.awarded_on,
        Procurement.method,
    ).join(Project)

    def record(id_, project_id, fen, awarded_on, method):
        firm_id, name = winners.get(id_, (None, None))
        bidders = frozenset(offers.get(id_, ()))
        return records.Win(project_id, firm_id, name, fen, awarded_on, bidders, method in COMPARED)

    return grouped(rows(wanted.where(*awarded).order_by(Procurement.awarded_on, Procurement.id)), record)
