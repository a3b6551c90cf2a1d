"""The demo's machines on two sites and how they did when they were tested."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.inspections.actions import equipment
from govproj.inspections.models import Equipment

ROWS = json.loads(Path(__file__).with_name("inspections.json").read_text("utf-8"))["machines"]
CAME, TESTED = 8, 10


def acts(world: World):
    for row in ROWS:
        yield Act(day(row["came"]), CAME, lambda r=row: _machine(world, r))
        for test in row["tests"]:
            yield Act(day(test["on"]), TESTED, lambda r=row, t=test: _test(world, r, t))


def _machine(world: World, row: dict) -> None:
    facts = {name: row[name] for name in ("name", "mark", "owner", "upkeep")}
    equipment.enter(world.project(row["project"]), by=world.person(row["by"]), **facts)


def _test(world: World, row: dict, test: dict) -> None:
    machine = db.session.scalars(select(Equipment).where(Equipment.mark == row["mark"])).one()
    equipment.test(machine, passed=test["passed"], note=test["note"], by=world.person(test["by"]))
