"""The demo's filings: one that is over and closed, one announced for the coming days, one that waits for the town."""

import json
from datetime import time
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.filings import actions
from govproj.filings.models import Filing
from govproj.filings.states import Result

FILE = Path(__file__).with_name("filings.json")
FILED, DECIDED, INSPECTED, CLOSED = 9, 15, 20, 16


def acts(world: World):
    for serial, row in enumerate(json.loads(FILE.read_text("utf-8")), start=1):
        yield Act(day(row["filed"]), FILED, lambda r=row, n=serial: _file(world, r, n))
        if "approved" in row:
            yield Act(
                day(row["approved"]["on"]), DECIDED, lambda r=row, n=serial: _approve(world, r["approved"], n)
            )
        for seen in row.get("inspected", ()):
            yield Act(day(seen["on"]), INSPECTED, lambda s=seen, n=serial: _inspect(world, s, n))
        if "closed" in row:
            yield Act(day(row["closed"]["on"]), CLOSED, lambda r=row, n=serial: _close(world, r["closed"], n))


def _find(serial: int) -> Filing:
    return db.session.scalars(select(Filing).where(Filing.serial == serial)).one()


def _file(world: World, row: dict, serial: int) -> None:
    facts = dict(row["facts"])
    facts |= {name: day(facts[name]) for name in ("first_on", "last_on")}
    facts |= {name: time.fromisoformat(facts[name]) for name in ("starts_at", "ends_at")}
    village, project = world.village(row["village"]), world.project(row["project"])
    actions.file(village, by=world.person(row["by"]), project=project, serial=serial, **facts)


def _approve(world: World, row: dict, serial: int) -> None:
    actions.approve(_find(serial), by=world.person(row["by"]), conditions=row["words"])


def _inspect(world: World, row: dict, serial: int) -> None:
    by = world.person(row["by"])
    actions.inspect(_find(serial), by=by, result=Result.FINE, note=row["words"])


def _close(world: World, row: dict, serial: int) -> None:
    actions.close(_find(serial), by=world.person(row["by"]), note=row["words"])
