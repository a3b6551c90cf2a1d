"""The demo's money as it stands after loading: every figure of the tables, from the rows of the ledger."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.money import percent
from govproj.demo.world import DATA
from govproj.disclosures.models import Disclosure
from govproj.ledger.models import (
    AssetCard,
    Bid,
    BudgetLine,
    ChangeOrder,
    Contract,
    FundReceipt,
    FundSource,
    LabourBooking,
    Payment,
    Settlement,
)
from govproj.ledger.states import SourceKind
from govproj.projects.models import Kind, Project
from govproj.villages.models import Village
from tests.demo.test_loaded_site import by_code

pytestmark = pytest.mark.sqlite_only  # the demo is always the embedded database
WAN = 1_000_000
BUILT = select(Project.id).where(Project.kind == Kind.CONSTRUCTION)


@pytest.fixture
def facts(demo_site):
    return {row["code"]: row for row in json.loads(DATA.read_text())["projects"]}


def total(column, *where) -> int:
    return int(db.session.scalar(select(func.sum(column)).where(*where)))


def test_budget_contracts_and_payments_are_those_of_the_table(facts):
    assert total(BudgetLine.fen, BudgetLine.project_id.in_(BUILT)) == 928_6000_00
    assert total(FundSource.fen, FundSource.project_id.in_(BUILT)) == 928_6000_00
    assert total(Contract.fen) == 840_0000_00
    assert total(Payment.fen) == 424_3230_00  # printed as 424.32: the parking place has retained 0.537


@pytest.mark.parametrize(
    ("village", "budget", "contracts", "paid"),
    [
        ("马家弄村", 552_3000_00, 480_1000_00, 213_7630_00),
        ("青桐坞村（虚构）", 129_3000_00, 124_7000_00, 82_2200_00),
        ("云溪口村（虚构）", 247_0000_00, 235_2000_00, 128_3400_00),
    ],
)
def test_each_village_adds_up(facts, village, budget, contracts, paid):
    here = select(Village.id).where(Village.name == village).scalar_subquery()
    projects = BUILT.where(Project.village_id == here)
    assert total(FundSource.fen, FundSource.project_id.in_(projects)) == budget
    assert total(Contract.fen, Contract.village_id == here) == contracts
    assert total(Payment.fen, Payment.village_id == here) == paid


@pytest.mark.parametrize(
    ("kind", "fen"),
    [(SourceKind.SUBSIDY, 483 * WAN), (SourceKind.DONATION, 10 * WAN), (SourceKind.ENTERPRISE, 30 * WAN)],
)
def test_sources_by_kind(facts, kind, fen):
    assert total(FundSource.fen, FundSource.kind == kind) == fen


def test_every_month_s_cumulative_figure_is_the_sum_of_the_payments(facts):
    for code, row in facts.items():
        project = by_code(code)
        for month in row["months"]:
            last = dates.last_day(month["month"])
            paid = db.session.scalar(
                select(func.coalesce(func.sum(Payment.fen), 0)).where(
                    Payment.project_id == project.id, Payment.paid_on <= last
                )
            )
            assert paid == month["paid_fen"] == project.month(month["month"]).paid_fen, (code, month["month"])


def test_published_notices_keep_their_figures(facts):
    for notice in db.session.scalars(select(Disclosure)):
        row = facts[notice.project.code]
        month = next(m for m in row["months"] if m["month"] == notice.month)
        assert notice.paid_fen == month["paid_fen"]
        assert (notice.budget_fen, notice.contract_fen) == (row["budget_fen"], row["contract_fen"])
        assert notice.funds == row["funds"]


def test_the_change_orders_are_those_of_the_table(facts):
    changes = db.session.scalars(select(ChangeOrder).order_by(ChangeOrder.id)).all()
    assert Counter(change.project.code for change in changes) == {"YXK-01": 3, "MJN-02": 1}
    first = [change.number for change in changes if change.was_done_first]
    assert first == ["B-02"]
    bridge = by_code("YXK-01")
    summed = sum(change.fen for change in changes if change.project_id == bridge.id)
    assert str(percent(summed, bridge.contract_fen, 2)) == "10.96"
    assert not any(change.needs_town for change in changes)  # each below the line; the sum is above it


def test_the_parking_place_is_settled_with_three_percent_held_back(facts):
    settlement = db.session.scalars(select(Settlement)).one()
    assert settlement.project.code == "MJN-06"
    assert (settlement.reviewed_fen, settlement.retention_fen) == (17_9000_00, 5370_00)
    assert settlement.retention_due_on == dates.date(2023, 4, 22)
    assert total(Payment.fen, Payment.project_id == settlement.project_id) == 17_3630_00
    card = db.session.scalars(select(AssetCard)).one()
    assert (card.project_id, card.registered_on) == (settlement.project_id, dates.date(2022, 5, 30))


def test_every_payment_was_signed_by_four_people_and_no_account_went_below_zero(facts):
    for payment in db.session.scalars(select(Payment)):
        assert [act.seat.value for act in payment.signatures] == payment.chain
        assert len({act.by_id for act in payment.signatures} | {payment.applied_by_id}) == 5
        assert [act.occurred_on for act in payment.acts] == sorted(act.occurred_on for act in payment.acts)
    for source in db.session.scalars(select(FundSource)):
        received = sum(receipt.fen for receipt in source.receipts)
        assert source.received_fen == received >= source.paid_fen
    assert total(FundReceipt.fen) > total(Payment.fen)


def test_only_one_project_is_paid_ahead_of_its_work(facts):
    warned = {payment.project.code for payment in db.session.scalars(select(Payment)) if payment.warning}
    assert warned == {"QTW-01"}


def test_three_firms_offered_for_every_contract_and_none_looks_arranged(facts):
    for contract in db.session.scalars(select(Contract)):
        fens = sorted(bid.fen for bid in contract.procurement.bids)
        assert len(fens) == 3
        assert fens[0] == contract.fen
        assert all((high - low) * 200 >= low for low, high in pairwise(fens))
        assert fens[1] * 100 <= contract.procurement.ceiling_fen * 98
        assert fens[2] - fens[1] != fens[1] - fens[0]
    phones = Counter(db.session.scalars(select(Bid.contact_phone)))
    assert max(phones.values()) == 1


def test_the_bookings_that_will_be_asked_about_are_on_record(facts):
    rows = db.session.scalars(select(LabourBooking).where(LabourBooking.worker == "白样根")).all()
    assert [row.worked_on for row in rows] == [dates.date(2022, 5, 20)] * 2
    assert (
        db.session.scalars(select(LabourBooking).where(LabourBooking.worker == "白例民")).one().fen == 600_00
    )


def test_invented_people_and_firms_are_marked():
    data = json.loads((DATA.parent / "ledger.json").read_text())
    assert all("（虚构）" in firm["name"] for firm in data["firms"])
    people = [
        bid["preparer"] for p in data["projects"].values() for bid in p.get("award", {}).get("bids", ())
    ]
    people += [firm["legal_person"] for firm in data["firms"]]
    assert people
    assert all(set(name) & set("示例样试演测模") for name in people)
