"""The demo's register of firms: invented codes with true check digits, people, phones, qualifications."""

import json
from pathlib import Path

from govproj.demo.world import Act, World, day
from govproj.firms import actions
from govproj.firms.models import FirmTie
from govproj.firms.queries import firm_named

FACTS = Path(__file__).with_name("firms.json")
MORNING = 9


def acts(world: World):
    facts = json.loads(FACTS.read_text())
    names = {row["id"]: row["name"] for row in world.data["firms"]}
    for row in facts["firms"]:
        name = names[row["firm"]]
        yield Act(day(facts["on"]), MORNING, lambda r=row, n=name: _keep(world, n, r, facts["by"]))


def _keep(world: World, name: str, row: dict, keeper: str) -> None:
    firm, by = firm_named(name), world.person(keeper)
    facts = {"credit_code": row["credit_code"], "address": row["address"]}
    actions.change(firm, by=by, seen=firm.version, **facts)
    for person in row["people"]:
        actions.add_person(firm, by=by, **{**person, "tie": FirmTie(person["tie"])})
    for qualification in row["qualifications"]:
        valid_to = day(qualification["valid_to"])
        actions.qualify(firm, by=by, **{**qualification, "valid_to": valid_to})
