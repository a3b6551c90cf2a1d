"""The demo's money: sources and receipts, offers and contracts, changes, payments signed one by one, a settlement."""

import json
from functools import partial
from pathlib import Path

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.firms.actions import firm as enter_firm
from govproj.firms.models import Firm, Qualification
from govproj.ledger.actions import bookings, changing, contracting, funding, paying, procuring, settling
from govproj.ledger.actions.funding import SourceLine
from govproj.ledger.models import ChangeOrder, Payment
from govproj.ledger.queries.books import (
    settlement_of,
    sources_of,
    standing_contract,
    standing_procurement,
)
from govproj.ledger.states import FirmRole, GoodsKind, PaymentKind, SourceKind
from govproj.projects.models import Method

FILE = Path(__file__).with_name("ledger.json")
OPENING, ENTERING, FILING, BOOKING = 9, 10, 11, 14
SIGNERS = ("director", "supervisor", "town_admin", "secretary")


def acts(world: World):
    data = json.loads(FILE.read_text())
    first = min(day(facts["life"]["draft"]) for facts in world.data["projects"])
    yield Act(first, OPENING, partial(_firms, world, data))
    for code, money in data["projects"].items():
        yield from _funds(world, code, money)
        if "procurement" in money:
            yield from _procurement(world, code, money)
        if "contract" in money:
            yield from _contract(world, code, money)
            yield from _payments(world, code, money["payments"])
        if "settlement" in money:
            yield from _settlement(world, code, money)
    for row in data["changes"]:
        yield from _change(world, row)
    for kind in ("labour", "goods"):
        for row in data[kind]:
            yield Act(
                day(row["on"]), BOOKING, partial({"labour": _labour, "goods": _goods}[kind], world, row)
            )


def _firms(world: World, data: dict) -> None:
    names = {row["id"]: row["name"] for row in world.data["firms"] + data["firms"]}
    for row in data["firms"]:
        firm = enter_firm(row["name"])
        firm.legal_person, firm.phone = row["legal_person"], row["phone"]
    db.session.flush()
    ids = {firm.name: firm.id for firm in db.session.scalars(select(Firm))}
    world.firms = {key: ids[name] for key, name in names.items()}
    for row in data["qualifications"]:
        paper = {"name": row["name"], "number": row["number"], "valid_to": day(row["valid_to"])}
        db.session.add(Qualification(firm_id=world.firms[row["firm"]], **paper))


def _firm(world: World, key: str) -> Firm:
    return db.session.get(Firm, world.firms[key])


def _contact(world: World, code: str):
    return world.person(world.facts[code]["contact"])


def _officer(world: World, code: str, role: str):
    village = world.facts[code]["village"]
    if role != "director":
        return world.person(world.one_of(role, village))
    return next(
        world.person(row["id"])
        for row in world.data["people"]
        if any(o.get("post") == role and o["place"] == village for o in row["offices"])
    )


# ---- sources and receipts ----


def _funds(world: World, code: str, money: dict):
    initiated = day(world.facts[code]["life"]["initiated"])
    yield Act(initiated, FILING, partial(_plan, world, code, money))
    for source in money["sources"]:
        for number, receipt in enumerate(source["receipts"], 1):
            yield Act(day(receipt["on"]), OPENING, partial(_receive, world, code, source, number, receipt))
    for role, key, on in money.get("firms", ()):
        yield Act(day(on), BOOKING, partial(_name_firm, world, code, role, key))


def _plan(world: World, code: str, money: dict) -> None:
    funding.plan(
        world.project(code),
        sources=[_line(source) for source in money["sources"]],
        lines=[tuple(line) for line in money["lines"]],
        by=_contact(world, code),
    )


def _line(source: dict) -> SourceLine:
    return SourceLine(
        source["name"],
        SourceKind(source["kind"]),
        source["fen"],
        source["subsidy_number"],
        source["earmarked"],
        source["pledged_fen"],
        source["pledged_on"] and day(source["pledged_on"]),
    )


def _source(world: World, code: str, name: str):
    return next(source for source in sources_of(world.projects[code]) if source.name == name)


def _receive(world: World, code: str, source: dict, number: int, receipt: dict) -> None:
    funding.receive(
        _source(world, code, source["name"]),
        fen=receipt["fen"],
        voucher=f"JZ-{code}-{source['kind'][:3].upper()}{number}",
        by=_officer(world, code, "town_admin"),
    )


def _name_firm(world: World, code: str, role: str, key: str) -> None:
    project = world.project(code)
    fen = project.budget_fen if role in {"budgeting", "budget_review"} else None
    funding.name_firm(
        project,
        role=FirmRole(role),
        firm=_firm(world, key),
        dated_on=dates.today(),
        paper=f"{code}-{role[:3].upper()}-01",
        fen=fen,
        by=_contact(world, code),
    )


# ---- offers, award, contract ----


def _procurement(world: World, code: str, money: dict):
    opened, award = money["procurement"], money.get("award")
    yield Act(day(opened["announced"]), ENTERING, partial(_announce, world, code, opened))
    if award:
        yield Act(day(award["delivered"]), BOOKING, partial(_bids, world, code, award))
        yield Act(day(award["on"]), FILING, partial(_award, world, code, award))


def _announce(world: World, code: str, opened: dict) -> None:
    procuring.open_procurement(
        world.project(code),
        method=Method(world.facts[code]["method"]),
        estimate_fen=opened["estimate_fen"],
        ceiling_fen=opened["ceiling_fen"],
        announced_on=day(opened["announced"]),
        by=_contact(world, code),
    )


def _bids(world: World, code: str, award: dict) -> None:
    procurement = standing_procurement(world.projects[code])
    for row in award["bids"]:
        procuring.add_bid(
            procurement,
            firm=_firm(world, row["firm"]),
            fen=row["fen"],
            delivered_on=day(award["delivered"]),
            contact_phone=row["phone"],
            address=row["address"],
            bond_payer=_firm(world, row["bond_payer"]).name,
            preparer=row["preparer"],
            by=_contact(world, code),
        )


def _award(world: World, code: str, award: dict) -> None:
    procurement = standing_procurement(world.projects[code])
    procuring.award(
        procurement,
        bid=min(procurement.bids, key=lambda bid: bid.fen),
        bids_opened_on=day(award["opened"]),
        publicised_from=day(award["publicised"][0]),
        publicised_to=day(award["publicised"][1]),
        number=award["number"],
        reason="三家有效报价中最低，施工方案可行。",
        by=_contact(world, code),
    )


def _contract(world: World, code: str, money: dict):
    terms = money["contract"]
    yield Act(day(terms["signed"]), ENTERING, partial(_enter, world, code, terms))
    yield Act(day(terms["filed"]), ENTERING, partial(_file, world, code, terms))


def _enter(world: World, code: str, terms: dict) -> None:
    facts = world.facts[code]
    contracting.enter(
        world.project(code),
        number=terms["number"],
        fen=facts["contract_fen"],
        signed_on=day(terms["signed"]),
        starts_on=day(facts["planned_start"]),
        ends_on=day(facts["planned_end"]),
        by=_contact(world, code),
        **{name: terms[name] for name in ("advance_pct", "progress_pct", "retention_pct")},
    )


def _file(world: World, code: str, terms: dict) -> None:
    contract = standing_contract(world.projects[code])
    by = _officer(world, code, "town_admin")
    contracting.file(contract, filing_number=terms["filing_number"], by=by)


def _change(world: World, row: dict):
    """Each of its days as it was, also where the work came before the approval."""
    yield Act(day(row["requested"]), ENTERING, partial(_request, world, row))
    yield Act(day(row["approved"]), ENTERING, partial(_approve, world, row))
    yield Act(day(row["implemented"]), BOOKING, partial(_implement, world, row))


def _request(world: World, row: dict) -> None:
    changing.request(
        standing_contract(world.projects[row["project"]]),
        number=row["number"],
        fen=row["fen"],
        reason=row["reason"],
        by=_contact(world, row["project"]),
    )


def _found(world: World, row: dict) -> ChangeOrder:
    wanted = select(ChangeOrder).where(
        ChangeOrder.project_id == world.projects[row["project"]], ChangeOrder.number == row["number"]
    )
    return db.session.scalars(wanted).one()


def _approve(world: World, row: dict) -> None:
    changing.approve(_found(world, row), by=_officer(world, row["project"], "secretary"))


def _implement(world: World, row: dict) -> None:
    changing.implement(_found(world, row), by=_contact(world, row["project"]))


# ---- payments, settlement, assets ----


def _payments(world: World, code: str, rows: list[dict]):
    for serial, row in enumerate(rows, 1):
        yield Act(day(row["applied"]), BOOKING, partial(_apply, world, code, row))
        for role, on in zip(SIGNERS, row["signed"], strict=True):
            yield Act(day(on), BOOKING, partial(_sign, world, code, serial, role))
        yield Act(day(row["paid"]), BOOKING, partial(_pay, world, code, serial, row))


def _apply(world: World, code: str, row: dict) -> None:
    paying.apply(
        world.project(code),
        kind=PaymentKind(row["kind"]),
        fen=row["fen"],
        physical_pct=row["physical_pct"],
        purpose="按已完工程量申请",
        invoice=row["invoice"],
        by=_contact(world, code),
    )


def _payment(world: World, code: str, serial: int) -> Payment:
    wanted = select(Payment).where(Payment.project_id == world.projects[code], Payment.serial == serial)
    return db.session.scalars(wanted).one()


def _sign(world: World, code: str, serial: int, role: str) -> None:
    paying.sign(_payment(world, code, serial), by=_officer(world, code, role))


def _pay(world: World, code: str, serial: int, row: dict) -> None:
    paying.pay(
        _payment(world, code, serial),
        source=_source(world, code, row["source"]),
        receipt_number=row["receipt"],
        by=_officer(world, code, "town_admin"),
    )


def _settlement(world: World, code: str, money: dict):
    row = money["settlement"]
    yield Act(day(row["submitted"]), ENTERING, partial(_submit, world, code, row))
    yield Act(day(row["reviewed"]), ENTERING, partial(_review, world, code, row))
    for card in money["assets"]:
        yield Act(day(card["on"]), ENTERING, partial(_asset, world, code, card))


def _submit(world: World, code: str, row: dict) -> None:
    contract = standing_contract(world.projects[code])
    reviewer = _firm(world, row["reviewer"])
    settling.submit(contract, fen=row["submitted_fen"], reviewer=reviewer, by=_contact(world, code))


def _review(world: World, code: str, row: dict) -> None:
    settling.review(
        settlement_of(standing_contract(world.projects[code])),
        reviewed_fen=row["reviewed_fen"],
        report_number=row["report"],
        by=_officer(world, code, "town_admin"),
    )


def _asset(world: World, code: str, card: dict) -> None:
    facts = {name: card[name] for name in ("number", "name", "fen", "keeper", "place")}
    settling.register_asset(world.project(code), by=_officer(world, code, "town_admin"), **facts)


def _labour(world: World, row: dict) -> None:
    facts = {name: row[name] for name in ("worker", "hours", "job", "fen")}
    by = world.person(row["by"])
    bookings.book_labour(world.project(row["project"]), worked_on=day(row["on"]), by=by, **facts)


def _goods(world: World, row: dict) -> None:
    names = ("item", "spec", "quantity_milli", "unit", "unit_fen", "receivers")
    bookings.book_goods(
        world.project(row["project"]),
        kind=GoodsKind(row["kind"]),
        supplier=_firm(world, row["supplier"]),
        owner=row.get("owner", ""),
        arrived_on=day(row["on"]),
        by=world.person(row["by"]),
        **{name: row[name] for name in names},
    )
