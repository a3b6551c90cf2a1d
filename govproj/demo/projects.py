"""The demo's central work, projects, their moves and their months."""

from datetime import date

from govproj.core import dates
from govproj.demo.world import Act, World, day
from govproj.projects import actions
from govproj.projects.models import Category, CentralWorkItem, Kind, Method
from govproj.projects.workflow import WORKFLOW

# Move → the day of data.json's `life` on which it happens, and who makes it.
CONSTRUCTION = [
    ("propose", "proposed", "secretary"),
    ("deliberate", "consult_from", "cadre"),
    ("initiate", "initiated", "town_admin"),
    ("procure", "procuring", "cadre"),
    ("sign", "filed", "town_admin"),
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
BY_THE_BOOKS = {"procure", "sign", "settle"}
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
    _looked_after(world, facts)


def _looked_after(world: World, facts: dict) -> None:
    """The contact cadre, and that nothing is given out where there is nothing to build; the rest is the ledger's."""
    known = {"contact_id": world.people[facts["contact"]]}
    if Kind(facts["kind"]) is Kind.GOVERNANCE:
        known["method"] = Method.NOT_APPLICABLE
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
    project = world.project(facts["code"])
    if move in BY_THE_BOOKS and not WORKFLOW.moves[move].starts_from(project.state, project):
        return  # the ledger's own entry has moved it
    actions.move(project, move, by=by)


def _typed_on(month: dict) -> date:
    """Figures are typed on the first day of the next month; those of the running month today."""
    return day(month["to_date"]) if "to_date" in month else dates.first_day(dates.next_month(month["month"]))


def _month(world: World, facts: dict, month: dict) -> None:
    actions.record_month(
        world.project(facts["code"]),
        month["month"],
        planned_pct=month["planned"],
        actual_pct=month["actual"],
        by=world.person(facts["contact"]),
    )
