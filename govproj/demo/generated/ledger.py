"""The books of generated projects: sources, offers, a filed contract and a payment for every month of progress."""

from datetime import date, timedelta
from random import Random

from govproj.core import dates
from govproj.demo.generated.bulk import Bulk
from govproj.demo.generated.places import Home
from govproj.demo.generated.projects import FIRMS, Built
from govproj.ledger.models import (
    Bid,
    BudgetLine,
    Contract,
    FundReceipt,
    FundSource,
    Payment,
    PaymentAct,
    Procurement,
)
from govproj.ledger.states import (
    ActKind,
    ContractState,
    PayeeAccount,
    PaymentKind,
    PaymentState,
    ProcurementState,
    Seat,
    SourceKind,
)
from govproj.projects.models import Method, State

COUNTY = 1
CHAIN = [seat.value for seat in Seat]


def write(rows: Bulk, random: Random, home: Home, projects: list[Built]) -> None:
    for project in projects:
        paid_from = _sources(rows, project)
        rows.add(BudgetLine, project_id=project.id, name="项目预算", fen=project.money["budget_fen"])
        if project.money["contract_fen"]:
            contract = _contract(rows, random, home, project)
            _payments(rows, home, project, contract, paid_from)


def _sources(rows: Bulk, project: Built) -> list[tuple[int, int]]:
    """(source, what it pays) in the order in which they are spent; full once there is a contract."""
    left = project.months[-1].paid_fen if project.months else 0
    spent = []
    for fund, kind in zip(project.money["funds"], (SourceKind.SUBSIDY, SourceKind.OWN), strict=True):
        paid, received = min(left, fund["fen"]), fund["fen"] if project.money["contract_fen"] else 0
        left -= paid
        source = rows.add(
            FundSource,
            version=1,
            project_id=project.id,
            county_id=COUNTY,
            name=fund["source"],
            kind=kind,
            subsidy_number=f"样补〔2022〕{project.id}号" if kind is SourceKind.SUBSIDY else None,
            earmarked=kind is SourceKind.SUBSIDY,
            fen=fund["fen"],
            received_fen=received,
            paid_fen=paid,
        )
        if received:
            day = project.entered[State.CONTRACTED]
            rows.add(
                FundReceipt, source_id=source, received_on=day, fen=received, recorded_at=dates.at_noon(day)
            )
        spent.append((source, paid))
    return spent


def _contract(rows: Bulk, random: Random, home: Home, project: Built) -> int:
    signed, money = project.entered[State.CONTRACTED], project.money
    awarded = signed - timedelta(days=5)
    procurement = rows.add(
        Procurement,
        version=1,
        project_id=project.id,
        number=1,
        state=ProcurementState.AWARDED,
        method=Method.TOWN_PLATFORM,
        required_method=Method.VILLAGE_COMPARISON,
        estimate_fen=money["budget_fen"],
        ceiling_fen=money["budget_fen"],
        similar_fen=money["budget_fen"],
        announced_on=awarded - timedelta(days=10),
        bids_opened_on=awarded - timedelta(days=4),
        publicised_from=awarded - timedelta(days=4),
        publicised_to=awarded - timedelta(days=1),
        awarded_on=awarded,
        award_fen=money["contract_fen"],
    )
    _bids(rows, random, project, procurement, awarded - timedelta(days=5))
    return rows.add(
        Contract,
        version=1,
        project_id=project.id,
        village_id=home.village,
        procurement_id=procurement,
        state=ContractState.FILED,
        number=f"HT-{project.id}",
        firm_id=money["contractor_id"],
        fen=money["contract_fen"],
        signed_on=signed,
        starts_on=signed,
        ends_on=signed + timedelta(days=420),
        advance_pct=0,
        progress_pct=80,
        retention_pct=3,
        filed_on=signed + timedelta(days=1),
        filed_by_id=home.secretary.id,
        filing_number=f"备{project.id}",
    )


def _bids(rows: Bulk, random: Random, project: Built, procurement: int, day: date) -> None:
    winner, fen = project.money["contractor_id"], project.money["contract_fen"]
    others = random.sample([n for n in range(1, FIRMS + 1) if n != winner], 2)
    for number, firm in enumerate((winner, *others)):
        offer = fen * (1000 + 13 * number * (number + 1)) // 1000
        rows.add(Bid, procurement_id=procurement, firm_id=firm, fen=offer, delivered_on=day, won=number == 0)


def _payments(rows: Bulk, home: Home, project: Built, contract: int, sources: list[tuple[int, int]]) -> None:
    before, serial, left = 0, 0, dict(sources)
    firm = f"样板建设{project.money['contractor_id']:03}(虚构)"
    for month in project.months:
        owed, before = month.paid_fen - before, max(before, month.paid_fen)
        for source in left:
            fen = min(left[source], owed)
            if fen <= 0:
                continue
            left[source], owed, serial = left[source] - fen, owed - fen, serial + 1
            _payment(rows, home, project, contract, source, serial, fen, dates.last_day(month.month), firm)


def _payment(
    rows: Bulk, home: Home, project: Built, contract, source, serial, fen, day: date, firm: str
) -> None:
    payment = rows.add(
        Payment,
        version=1,
        project_id=project.id,
        village_id=home.village,
        contract_id=contract,
        serial=serial,
        kind=PaymentKind.PROGRESS,
        fen=fen,
        state=PaymentState.PAID,
        chain=CHAIN,
        signed_seats=len(CHAIN),
        applied_on=day - timedelta(days=5),
        applied_by_id=project.contact.id,
        payee=firm,
        payee_account=PayeeAccount.FIRM,
        source_id=source,
        paid_on=day,
        receipt_number=f"HD-{project.id}-{serial}",
    )
    rows.add(
        PaymentAct,
        payment_id=payment,
        round=1,
        kind=ActKind.PAID,
        occurred_on=day,
        recorded_at=dates.at_noon(day),
        by_id=home.secretary.id,
    )
