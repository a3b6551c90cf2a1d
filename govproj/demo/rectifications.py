"""The demo's three rectifications: one that lasted, one that is late, one that came back."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.pictures import a_site
from govproj.demo.world import Act, World, day
from govproj.rectifications.actions import briefings, judging, letters, opening, work
from govproj.rectifications.briefing import month_or_404
from govproj.rectifications.models import Phase, Rectification
from govproj.rectifications.states import Level, Source, Theme

FILE = Path(__file__).with_name("rectifications.json")
ISSUE = 17
MORNING = 8  # when the daily tick would have run
OPEN, ASSIGN, PLAN, START, NOTE, SUBMIT, VERIFY, CLOSE, LOOK = 18, 19, 9, 10, 11, 12, 14, 15, 16


def acts(world: World):
    for row in world.data["rectifications"]:
        on = {name: day(text) for name, text in row["days"].items()}
        if "round" not in row:  # the other ones grow out of a weak link of that round
            yield Act(on["found"], OPEN, lambda r=row: _open(world, r))
        yield Act(on["assigned"], ASSIGN, lambda r=row: _assign(world, r))
        yield Act(on["planned"], PLAN, lambda r=row: _plan(world, r))
        yield Act(on["fixing"], START, lambda r=row: work.start(_find(r), by=world.person(r["responsible"])))
        for letter in row.get("reminders", ()):
            yield Act(day(letter["on"]), MORNING, lambda on=day(letter["on"]): letters.send_due(on))
        for line in row["progress"]:
            yield Act(day(line["on"]), NOTE, lambda r=row, w=line: _note(world, r, w["text"]))
        if "submitted" in on:
            yield Act(on["submitted"], SUBMIT, lambda r=row: _submit(world, r))
            yield Act(on["verified"], VERIFY, lambda r=row: _verify(world, r))
            yield Act(on["closed"], CLOSE, lambda r=row: _close(world, r))
        if "lookback" in row:
            yield Act(day(row["lookback"]["on"]), LOOK, lambda r=row: _look_back(world, r))
    for row in json.loads(FILE.read_text())["briefings"]:
        yield Act(day(row["on"]), ISSUE, lambda r=row: _issue(world, r))


def _find(row: dict) -> Rectification:
    serial = int(row["no"].rpartition("-")[2])
    return db.session.scalars(select(Rectification).where(Rectification.serial == serial)).one()


def _open(world: World, row: dict) -> None:
    project = world.project(row["project"])
    opening.open_case(
        village_id=project.village_id,
        project=project,
        source=Source(row["source"]),
        level=Level(row["level"]),
        theme=Theme(row["theme"]),
        title=row["title"],
        fact=row["fact"],
        place=row["place"],
        by=world.person(row["found_by"]),
        serial=int(row["no"].rpartition("-")[2]),
    )


def _assign(world: World, row: dict) -> None:
    opening.assign(
        _find(row),
        responsible=world.person(row["responsible"]),
        requirement=row["requirement"],
        due_on=day(row["due"]),
        by=world.person(row["assigned_by"]),
    )


def _plan(world: World, row: dict) -> None:
    plan = row["plan"]
    work.plan(
        _find(row),
        cause=plan["root_cause"],
        measures=plan["measures"],
        own_due_on=day(plan["own_due"]),
        by=world.person(row["responsible"]),
    )


def _note(world: World, row: dict, text: str) -> None:
    work.note(_find(row), text=text, by=world.person(row["responsible"]))


def _submit(world: World, row: dict) -> None:
    by, category = world.person(row["responsible"]), world.facts[row["project"]]["category"]
    for phase, percent in ((Phase.BEFORE, 20), (Phase.AFTER, 95)):
        finder = world.person(row["found_by"]) if phase is Phase.BEFORE else by
        work.add_evidence(_find(row), phase=phase, files=[a_site(category, percent, row["no"])], by=finder)
    work.submit(_find(row), lasting_measures=row["submission"]["improvement"], by=by)


def _verify(world: World, row: dict) -> None:
    for verifier in row["verified_by"]:
        judging.verify(_find(row), result=row["verification"], by=world.person(verifier))


def _close(world: World, row: dict) -> None:
    effect = row["effect"]
    figures = {}
    if effect["before"]:
        tenths = [int(effect[name].rstrip("%").replace(".", "")) for name in ("before", "after")]
        figures = {"metric": "满意率", "before_tenths": tenths[0], "after_tenths": tenths[1]}
    judging.close(_find(row), assessment=effect["text"], by=world.person(row["closed_by"]), **figures)


def _look_back(world: World, row: dict) -> None:
    seen = row["lookback"]
    judging.look_back(_find(row), passed=seen["passed"], note=seen["text"], by=world.person(seen["by"]))


def _issue(world: World, row: dict) -> None:
    by = world.person(row["by"])
    (month,) = month_or_404(by, world.village("V1").town_id, row["month"])
    briefings.issue_briefing(month, by=by, remarks=row["remarks"])
