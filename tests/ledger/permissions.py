"""Who gets in where: the ledger."""

from datetime import date

from govproj.core import uploads
from govproj.core.db import db
from govproj.ledger.models import Contract, ContractFile, FundSource, Settlement
from govproj.ledger.queries.books import standing_contract
from tests.factories import a_firm, a_project, saved
from tests.ledger import things


def the_cast(world) -> things.Cast:
    """The people of the world's own village around its project, with a director and money on the account."""
    if not hasattr(world, "cast"):
        people = world.people
        world.cast = things.Cast(
            world.village,
            world.project,
            people["C"],
            things.a_director(world.village),
            people["S"],
            people["J"],
            people["M"],
            people["L"],
        )
        world.source = things.funds(world.project, people["C"])
        db.session.expire_all()
    return world.cast


def a_source(world) -> int:
    the_cast(world)
    return world.source.id


def a_receipt(world) -> int:
    a_source(world)
    return world.source.receipts[0].id


def a_contract(world) -> int:
    cast = the_cast(world)
    known = standing_contract(world.project.id)
    return (known or things.a_contract(cast)).id


def a_procurement(world) -> int:
    a_contract(world)
    return standing_contract(world.project.id).procurement_id


def a_file(world) -> int:
    sha256 = uploads.keep(b"%PDF-1.4")
    file = ContractFile(contract_id=a_contract(world), sha256=sha256, kind="pdf", size=8, name="合同.pdf")
    return saved(file).id


def a_change(world) -> int:
    a_contract(world)
    return things.a_change(standing_contract(world.project.id), world.people["C"]).id


def a_settlement(world) -> int:
    """Under review; entered past the actions, since the world's change order is still waiting."""
    contract = db.session.get(Contract, a_contract(world))
    days = {"submitted_on": date(2022, 5, 1), "review_due_on": date(2022, 5, 21)}
    about = {"contract_id": contract.id, "project_id": contract.project_id, "submitted_fen": contract.fen}
    return saved(Settlement(**about, **days, reviewer=a_firm())).id


def a_payment(world) -> int:
    a_contract(world)
    return things.an_application(world.cast).id


def more(world) -> None:
    """Ten more payments, changes and projects with books of their own."""
    a_contract(world)
    contract = standing_contract(world.project.id)
    for number in world.ten:
        things.a_payment(world.cast, db.session.get(FundSource, world.source.id), fen=1_000_000)
        things.a_change(contract, world.people["C"], number=f"M-{number}", fen=100_000)
        things.an_application(world.cast, fen=1_000_000)
        things.an_asset(a_project(world.village, contact=world.contact))


THINGS = {
    "village_id": lambda world: world.village.id,
    "project_id": lambda world: world.project.id,
    "source_id": a_source,
    "receipt_id": a_receipt,
    "procurement_id": a_procurement,
    "contract_id": a_contract,
    "file_id": a_file,
    "change_id": a_change,
    "settlement_id": a_settlement,
    "payment_id": a_payment,
}

TABLE = """
endpoint                   method A V P L C S J T M Y X   A V P L C S J T M Y X
ledger.of_project          GET    + + + + + + + + + + +   + + + + + + + + + + +
ledger.desk                GET    > + + + + + + + + + +   > + + + + + + + + + +
ledger.of_village          GET    > x x x + + + + + + x   > x x x x x x x x x x
ledger.export              GET    > x x x + + + + + + x   > x x x x x x x x x x
ledger.plan_funds          GET    > x x x + x x x + x x   > x x x x x x x x x x
ledger.plan_funds          POST   > x x x + x x x + x x   > x x x x x x x x x x
ledger.name_firm           GET    > x x x + x x x + x x   > x x x x x x x x x x
ledger.name_firm           POST   > x x x + x x x + x x   > x x x x x x x x x x
ledger.source              GET    > . . + + + + + + + .   > . . . . . . . . . .
ledger.receive             GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.receive             POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.reverse_receipt     POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.open_procurement    GET    > x x x + x x x + x x   > x x x x x x x x x x
ledger.open_procurement    POST   > x x x + x x x + x x   > x x x x x x x x x x
ledger.procurement         GET    > . . + + + + + + + .   > . . . . . . . . . .
ledger.add_bid             GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.add_bid             POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.award               GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.award               POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.fail                POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.enter_contract      GET    > x x x + x x x + x x   > x x x x x x x x x x
ledger.enter_contract      POST   > x x x + x x x + x x   > x x x x x x x x x x
ledger.contract            GET    > . . + + + + + + + .   > . . . . . . . . . .
ledger.edit_contract       GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.edit_contract       POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.file_contract       GET    > . . x x x x x + x .   > . . . . . . . . . .
ledger.file_contract       POST   > . . x x x x x + x .   > . . . . . . . . . .
ledger.void_contract       POST   > . . x x x x x + x .   > . . . . . . . . . .
ledger.add_files           GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.add_files           POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.contract_file       GET    > . . + + + + + + + .   > . . . . . . . . . .
ledger.request_change      GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.request_change      POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.change_share        GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.approve_change      POST   > . . x x + x x x x .   > . . . . . . . . . .
ledger.reject_change       POST   > . . x x + x x x x .   > . . . . . . . . . .
ledger.implement_change    GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.implement_change    POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.apply               GET    > x x x + x x x x x x   > x x x x x x x x x x
ledger.apply               POST   > x x x + x x x x x x   > x x x x x x x x x x
ledger.payment             GET    > . . + + + + + + + .   > . . . . . . . . . .
ledger.sign                POST   > . . x x + + x + x .   > . . . . . . . . . .
ledger.send_back           POST   > . . x x + + x + x .   > . . . . . . . . . .
ledger.correct             GET    > . . x + x x x x x .   > . . . . . . . . . .
ledger.correct             POST   > . . x + x x x x x .   > . . . . . . . . . .
ledger.withdraw            POST   > . . x + x x x x x .   > . . . . . . . . . .
ledger.pay                 GET    > . . x x x x x + x .   > . . . . . . . . . .
ledger.pay                 POST   > . . x x x x x + x .   > . . . . . . . . . .
ledger.reverse             POST   > . . x x x x x + x .   > . . . . . . . . . .
ledger.slip                GET    > . . + + + + + + + .   > . . . . . . . . . .
ledger.submit_settlement   GET    > . . x + x x x + x .   > . . . . . . . . . .
ledger.submit_settlement   POST   > . . x + x x x + x .   > . . . . . . . . . .
ledger.review_settlement   GET    > . . x x x x x + x .   > . . . . . . . . . .
ledger.review_settlement   POST   > . . x x x x x + x .   > . . . . . . . . . .
ledger.register_asset      GET    > x x x x x x x + x x   > x x x x x x x x x x
ledger.register_asset      POST   > x x x x x x x + x x   > x x x x x x x x x x
ledger.bookings_of         GET    > x x + + + + + + + x   > x x x x x x x x x x
ledger.book_labour         GET    > x x x + x x x x x x   > x x x x x x x x x x
ledger.book_labour         POST   > x x x + x x x x x x   > x x x x x x x x x x
ledger.book_goods          GET    > x x x + x x x x x x   > x x x x x x x x x x
ledger.book_goods          POST   > x x x + x x x x x x   > x x x x x x x x x x
"""
