"""The demo's payments, each signed by four people and booked; its settlement, its assets, its labour and goods."""

from functools import partial

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.ledger.actions import bookings, paying, settling
from govproj.ledger.models import Payment
from govproj.ledger.queries.books import settlement_of, sources_of, standing_contract
from govproj.ledger.states import GoodsKind, PaymentKind

ENTERING, BOOKING = 10, 14
SIGNERS = ("director", "supervisor", "town_admin", "secretary")


def acts(world: World, data: dict):
    for code, money in data["projects"].items():
        yield from _payments(world, code, money.get("payments", ()))
        if "settlement" in money:
            yield from _settlement(world, code, money)
    for kind, book in (("labour", _labour), ("goods", _goods)):
        for row in data[kind]:
            yield Act(day(row["on"]), BOOKING, partial(book, world, row))


def source_of(world: World, code: str, name: str):
    return next(source for source in sources_of(world.projects[code]) if source.name == name)


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
        by=world.contact(code),
    )


def _payment(world: World, code: str, serial: int) -> Payment:
    wanted = select(Payment).where(Payment.project_id == world.projects[code], Payment.serial == serial)
    return db.session.scalars(wanted).one()


def _sign(world: World, code: str, serial: int, role: str) -> None:
    paying.sign(_payment(world, code, serial), by=world.officer(code, role))


def _pay(world: World, code: str, serial: int, row: dict) -> None:
    paying.pay(
        _payment(world, code, serial),
        source=source_of(world, code, row["source"]),
        receipt_number=row["receipt"],
        by=world.officer(code, "town_admin"),
    )


def _settlement(world: World, code: str, money: dict):
    row = money["settlement"]
    yield Act(day(row["submitted"]), ENTERING, partial(_submit, world, code, row))
    yield Act(day(row["reviewed"]), ENTERING, partial(_review, world, code, row))
    for card in money["assets"]:
        yield Act(day(card["on"]), ENTERING, partial(_asset, world, code, card))


def _submit(world: World, code: str, row: dict) -> None:
    contract = standing_contract(world.projects[code])
    reviewer = world.firm(row["reviewer"])
    settling.submit(contract, fen=row["submitted_fen"], reviewer=reviewer, by=world.contact(code))


def _review(world: World, code: str, row: dict) -> None:
    settling.review(
        settlement_of(standing_contract(world.projects[code])),
        reviewed_fen=row["reviewed_fen"],
        report_number=row["report"],
        by=world.officer(code, "town_admin"),
    )


def _asset(world: World, code: str, card: dict) -> None:
    facts = {name: card[name] for name in ("number", "name", "fen", "keeper", "place")}
    settling.register_asset(world.project(code), by=world.officer(code, "town_admin"), **facts)


def _labour(world: World, row: dict) -> None:
    facts = {name: row[name] for name in ("worker", "hours", "job", "fen")}
    by = world.person(row["by"])
    bookings.book_labour(world.project(row["project"]), worked_on=day(row["on"]), by=by, **facts)


def _goods(world: World, row: dict) -> None:
    names = ("item", "spec", "quantity_milli", "unit", "unit_fen", "receivers")
    bookings.book_goods(
        world.project(row["project"]),
        kind=GoodsKind(row["kind"]),
        supplier=world.firm(row["supplier"]),
        owner=row.get("owner", ""),
        arrived_on=day(row["on"]),
        by=world.person(row["by"]),
        **{name: row[name] for name in names},
    )
