"""The demo's visit to a meal point: score sheets, opinion cards, and what was done about them."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.evaluations import wording
from govproj.evaluations.actions import sets, visits
from govproj.evaluations.models import Demand, OpinionCard

VISITS = json.loads(Path(__file__).with_name("visits.json").read_text())
MORNING, AFTERNOON = 9, 16


def acts(world: World):
    for row in VISITS:
        yield Act(day(row["on"]), MORNING, lambda r=row: _visit(world, r))
        yield Act(day(row["answered_on"]), AFTERNOON, lambda r=row: _meet(world, r))


def _visit(world: World, row: dict) -> None:
    village, by = world.village(row["village"]), world.person(row["by"])
    questions = wording.read(row["lines"]).questions
    used = sets.write_set(village, name=row["set"], questions=questions, by=world.person(row["written_by"]))
    facts = {"place": row["place"], "visited_on": day(row["on"]), "needs_mending": True}
    seen = visits.visit(village, question_set=used, by=by, **facts)
    for points in row["sheets"]:
        visits.fill_in(seen, points=points, opinion="", by=by)
    for text, _demand in row["cards"]:
        visits.fill_in(seen, points={}, opinion=text, by=by)
    db.session.flush()
    listed = {}
    for text, place in row["cards"]:
        if place is not None:
            card = db.session.scalars(select(OpinionCard).where(OpinionCard.text == text)).one()
            wanted, unit, *_answer = row["demands"][place]
            listed[place] = visits.gather(card, demand=listed.get(place), text=wanted, unit=unit, by=by)


def _meet(world: World, row: dict) -> None:
    for wanted, _unit, measure, result in row["demands"]:
        demand = db.session.scalars(select(Demand).where(Demand.text == wanted)).one()
        by = world.person(row["answered_by"])
        visits.meet(demand, measure=measure, result=result, seen=demand.version, by=by)
