"""The demo's red flags: the rules are asked once a week, at the end daily, and the dialogue about what they asked."""

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.demo.world import Act, World, day
from govproj.flags import actions
from govproj.flags.models import Flag
from govproj.flags.states import OPEN, Answer
from govproj.rectifications.models import Rectification

DATA = Path(__file__).with_suffix(".json")
TALK, COMPUTE = 20, 23
FIRST = date(2022, 1, 3)
DO = {name: getattr(actions, name) for name in ("ask", "answer", "send_back", "confirm")}


def acts(world: World):
    data = json.loads(DATA.read_text())
    for on in _days(day(data["daily_from"]), world.today):
        yield Act(on, COMPUTE, _compute)
    for row in data["acts"]:
        yield Act(day(row["on"]), TALK, partial(_talk, world, row))


def _days(daily_from: date, today: date):
    """Mondays, and the last days one by one."""
    on = FIRST
    while on <= today:
        yield on
        on += timedelta(days=1 if on >= daily_from else 7)


def _compute() -> None:
    actions.compute_everything(dates.today())
    actions.press_everything(dates.today())


def _talk(world: World, row: dict) -> None:
    rule_id, code = row["flag"]
    wanted = select(Flag).where(Flag.rule_id == rule_id, Flag.project_id == world.projects[code])
    flag = db.session.scalars(wanted.where(Flag.state.in_(OPEN))).one()
    words = {name: row[name] for name in ("note", "text") if name in row}
    if "answer" in row:
        words["answer"] = Answer(row["answer"])
    if "case" in row:
        words["case"] = _case(row["case"])
    DO[row["do"]](flag, by=world.person(row["by"]), **words)


def _case(number: str) -> Rectification:
    _prefix, year, serial = number.split("-")
    wanted = select(Rectification).where(Rectification.year == int(year), Rectification.serial == int(serial))
    return db.session.scalars(wanted).one()
