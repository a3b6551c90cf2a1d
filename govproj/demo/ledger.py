"""The demo's money: sources and receipts, offers and contracts, changes."""

import json
from functools import partial
from pathlib import Path

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.demo import payments
from govproj.demo.payments import BOOKING, ENTERING, source_of
from govproj.demo.world import Act, World, day
from govproj.firms.actions import firm as enter_firm
from govproj.firms.models import Firm, Qualification
from govproj.ledger.actions import changing, contracting, funding, procuring
from govproj.ledger.actions.funding import SourceLine
from govproj.ledger.models import ChangeOrder
from govproj.ledger.queries.books import (
    standing_contract,
    standing_procurement,
)
from govproj.ledger.states import FirmRole, SourceKind
from govproj.projects.models import Method

FILE = Path(__file__).with_name("ledger.json")
OPENING, FILING = 9, 11


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
    for row in data["changes"]:
        yield from _change(world, row)
    yield from payments.acts(world, data)


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
        by=world.contact(code),
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


def _receive(world: World, code: str, source: dict, number: int, receipt: dict) -> None:
    funding.receive(
        source_of(world, code, source["name"]),
        fen=receipt["fen"],
        voucher=f"JZ-{code}-{source['kind'][:3].upper()}{number}",
        by=world.officer(code, "town_admin"),
    )


def _name_firm(world: World, code: str, role: str, key: str) -> None:
    project = world.project(code)
    fen = project.budget_fen if role in {"budgeting", "budget_review"} else None
    funding.name_firm(
        project,
        role=FirmRole(role),
        firm=world.firm(key),
        dated_on=dates.today(),
        paper=f"{code}-{role[:3].upper()}-01",
        fen=fen,
        by=world.contact(code),
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
        by=world.contact(code),
    )


def _bids(world: World, code: str, award: dict) -> None:
    procurement = standing_procurement(world.projects[code])
    for row in award["bids"]:
        procuring.add_bid(
            procurement,
            firm=world.firm(row["firm"]),
            fen=row["fen"],
            delivered_on=day(award["delivered"]),
            contact_phone=row["phone"],
            address=row["address"],
            bond_payer=world.firm(row["bond_payer"]).name,
            preparer=row["preparer"],
            by=world.contact(code),
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
        by=world.contact(code),
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
        by=world.contact(code),
        **{name: terms[name] for name in ("advance_pct", "progress_pct", "retention_pct")},
    )


def _file(world: World, code: str, terms: dict) -> None:
    contract = standing_contract(world.projects[code])
    by = world.officer(code, "town_admin")
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
        by=world.contact(row["project"]),
    )


def _found(world: World, row: dict) -> ChangeOrder:
    wanted = select(ChangeOrder).where(
        ChangeOrder.project_id == world.projects[row["project"]], ChangeOrder.number == row["number"]
    )
    return db.session.scalars(wanted).one()


def _approve(world: World, row: dict) -> None:
    changing.approve(_found(world, row), by=world.officer(row["project"], "secretary"))


def _implement(world: World, row: dict) -> None:
    changing.implement(_found(world, row), by=world.contact(row["project"]))
