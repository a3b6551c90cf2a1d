"""The demo's central work, projects, their moves and their months."""

from datetime import date

from govproj.core import dates
from govproj.demo.world import Act, World, day
from govproj.firms.actions import firm as enter_firm
from govproj.projects import actions
from govproj.projects.models import Category, CentralWorkItem, Kind, Method

# Move → the day of data.json's `life` on which it happens, and who makes it.
CONSTRUCTION = [
    ("propose", "proposed", "secretary"),
    ("deliberate", "consult_from", "cadre"),
    ("initiate", "initiated", "town_admin"),
    ("procure", "procuring", "cadre"),
    ("sign", "contracted", "town_admin"),
    ("make_ready", "ready", "supervisor"),
    ("start", "building", "reporter"),
    ("complete", "completed", "reporter"),
    ("accept", "accepted", "supervisor"),
    ("settle", "settled", "town_admin"),
]
GOVERNANCE = [
    ("propose", "proposed", "secretary"),
    ("initiate_governance", "initiated", "town_admin"),
    ("start_governance", "building", "reporter"),
]
MORNING, NOON, EVENING = 8, 12, 18


def acts(world: World):
    led = {row["project"]: row for row in world.data["work_items"] if row["project"]}
    first = min(day(row["life"]["draft"]) for row in world.data["projects"])
    for row in world.data["work_items"]:
        if not row["project"]:
            yield Act(first, MORNING, lambda row=row: _work_item(world, row))
    for facts in world.data["projects"]:
        yield Act(day(facts["life"]["draft"]), MORNING, lambda f=facts: _draft(world, f, led.get(f["code"])))
        yield from _moves(world, facts)
        if facts["contractor"]:
            signed = day(facts["life"]["contracted"])
            yield Act(signed, MORNING, lambda f=facts: _contract(world, f, contractor=True))
        for month in facts["months"]:
            yield Act(_typed_on(month), MORNING, lambda f=facts, m=month: _month(world, f, m))


def _work_item(world: World, row: dict) -> CentralWorkItem:
    return actions.add_work_item(
        world.village(row["village"]),
        year=row["year"],
        name=row["name"],
        kind=Kind(row["kind"]),
        by=world.person(world.one_of("secretary", row["village"])),
    )


def _draft(world: World, facts: dict, item_row: dict | None) -> None:
    same = ("code", "name", "place", "content", "proposal", "budget_fen", "funds")
    project = actions.create(
        world.village(facts["village"]),
        item=_work_item(world, item_row) if item_row else None,
        by=world.person(world.one_of("secretary", facts["village"])),
        kind=Kind(facts["kind"]),
        category=Category(facts["category"]),
        wants_lead=facts["lead"] is not None,
        planned_end=facts["planned_end"] and day(facts["planned_end"]),
        planned_start=facts["planned_start"] and day(facts["planned_start"]),
        **{name: facts[name] for name in same},
    )
    world.projects[facts["code"]] = project.id
    _contract(world, facts, contractor=False)


def _contract(world: World, facts: dict, *, contractor: bool) -> None:
    """What the contact cadre types: the method first, the firm and the sum once it is signed."""
    firms = {row["id"]: row["name"] for row in world.data["firms"]}
    known = {"contact_id": world.people[facts["contact"]], "method": Method(facts["method"])}
    if contractor:
        known["contractor_id"] = enter_firm(firms[facts["contractor"]]).id
        known["contract_fen"] = facts["contract_fen"]
    actions.change(world.project(facts["code"]), by=world.person(facts["contact"]), **known)


def _moves(world: World, facts: dict):
    for move, key, who in CONSTRUCTION if facts["kind"] == "construction" else GOVERNANCE:
        if facts["life"].get(key):
            yield Act(day(facts["life"][key]), NOON, lambda m=move, w=who, f=facts: _move(world, f, m, w))


def _move(world: World, facts: dict, move: str, who: str) -> None:
    if who == "reporter":
        by = world.lead_or_contact(facts["code"])
    elif who == "cadre":
        by = world.person(facts["contact"])
    else:
        by = world.person(world.one_of(who, facts["village"]))
    actions.move(world.project(facts["code"]), move, by=by)


def _typed_on(month: dict) -> date:
    """Figures are typed on the first day of the next month; those of the running month today."""
    return day(month["to_date"]) if "to_date" in month else dates.first_day(dates.next_month(month["month"]))


def _month(world: World, facts: dict, month: dict) -> None:
    actions.record_month(
        world.project(facts["code"]),
        month["month"],
        planned_pct=month["planned"],
        actual_pct=month["actual"],
        paid_fen=month["paid_fen"],
        by=world.person(facts["contact"]),
    )
