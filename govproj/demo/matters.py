"""The demo's matters: what villagers of the two invented villages reported in May and June, and what came of it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select

from govproj.accounts.models import Anonymous
from govproj.core.dates import BEIJING
from govproj.core.db import db
from govproj.demo import pictures
from govproj.demo.world import Act, World
from govproj.inquiries.models import Channel
from govproj.matters import actions
from govproj.matters.models import Matter

FILE = Path(__file__).with_name("matters.json")
ANSWERED, JUDGED = 30, 24 * 60  # minutes after it was done, after it was answered
SECRETARY = {"V2": "u16", "V3": "u20"}
LAST_NIGHT = 23


def acts(world: World):
    for row in json.loads(FILE.read_text("utf-8")):
        yield from _course(world, row, datetime.fromisoformat(row["at"]).replace(tzinfo=BEIJING))
    yield Act(
        world.today - timedelta(days=1), LAST_NIGHT, lambda: actions.daily(world.today - timedelta(days=1))
    )


def _at(start: datetime, minutes: int, do, *arguments) -> Act:
    moment = start + timedelta(minutes=minutes)
    return Act(moment.date(), moment.hour, lambda: do(*arguments), moment.minute)


def _course(world: World, row: dict, start: datetime) -> Iterator[Act]:
    """Everything that happens to one matter, by minutes from when it came."""
    yield _at(start, 0, _receive, world, row)
    if "refused" in row:
        yield _at(start, row["first"], _turn_down, world, row)
        return
    yield _at(start, row["first"], _accept, world, row)
    if "on_site" in row:
        yield _at(start, row["on_site"], _arrive, world, row)
    if "done" in row:
        yield from _answers(world, row, start, row)
    if again := row.get("again"):
        begin = start + timedelta(minutes=row["done"] + ANSWERED + JUDGED)
        yield from _answers(world, row, begin, again)


def _answers(world: World, row: dict, start: datetime, told: dict) -> Iterator[Act]:
    yield _at(start, told["done"], _finish, world, row, told)
    yield _at(start, told["done"] + ANSWERED, _reply, world, row, told)
    if "verdict" in told or "visit" in told:
        yield _at(start, told["done"] + ANSWERED + JUDGED, _judge, world, row, told)


@cache
def _picture(_world: World, percent: int, name: str):
    """Drawn once for each site that is loaded."""
    return pictures.a_site("road", percent, name)


def _find(row: dict) -> Matter:
    return db.session.scalars(select(Matter).where(Matter.text == row["text"])).one()


def _receive(world: World, row: dict) -> None:
    village, project = world.village(row["village"]), row.get("project")
    said = {name: row[name] for name in ("kind", "text", "place")} | {"name": row.get("name", "")}
    said["project_id"] = world.projects[project] if project else None
    photos = [_picture(world, 0, "反映时.webp")] if row.get("photo") else []
    if "channel" in row:
        by = world.person(row["owner"])
        actions.take_down(village, by=by, channel=Channel(row["channel"]), photos=photos, **said)
    else:
        actions.report(village, by=Anonymous(), sending=row["text"][:60], receipt=None, photos=photos, **said)


def _accept(world: World, row: dict) -> None:
    by = world.person(SECRETARY[row["village"]])
    matter, owner = _find(row), world.person(row["owner"])
    actions.accept(matter, owner=owner, by=by)
    actions.start(matter, by=owner)
    if "basis" in row:
        actions.write_down_basis(matter, words=row["basis"], by=owner)


def _arrive(world: World, row: dict) -> None:
    actions.arrive(_find(row), by=world.person(row["owner"]))


def _finish(world: World, row: dict, told: dict) -> None:
    photos = [_picture(world, 100, "办好后.webp")] if row.get("photo") else []
    actions.finish(_find(row), result=told["result"], photos=photos, by=world.person(row["owner"]))


def _reply(world: World, row: dict, told: dict) -> None:
    matter, by = _find(row), world.person(SECRETARY[row["village"]])
    actions.reply(matter, words=told["reply"], by=by)
    if "title" in row:
        actions.publish(matter, title=row["title"], by=by)


def _judge(world: World, row: dict, told: dict) -> None:
    """By the one who reported it, or by the secretary who asked him."""
    matter = _find(row)
    if "visit" in told:
        by = world.person(SECRETARY[row["village"]])
        actions.follow_up(matter, satisfied=told["visit"] == "yes", words="", by=by)
    else:
        satisfied = told["verdict"] == "yes"
        words = "" if satisfied else row["again"]["why"]
        actions.say(matter, satisfied=satisfied, words=words, by=Anonymous())


def _turn_down(world: World, row: dict) -> None:
    actions.turn_down(_find(row), words=row["refused"], by=world.person(SECRETARY[row["village"]]))
