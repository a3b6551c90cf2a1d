"""The demo's integrity work: risks and measures, commitments, who was educated and talked to, additions to the list."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.accounts.models import User
from govproj.checklists import actions as checklists
from govproj.checklists.actions import lists
from govproj.checklists.catalogue import Level
from govproj.checklists.models import ChecklistItem
from govproj.core.db import db
from govproj.demo.pictures import a_paper
from govproj.demo.rules import place_of
from govproj.demo.world import Act, World, day
from govproj.engagement import pledges
from govproj.engagement.actions import agreements, integrity
from govproj.engagement.models import Activity
from govproj.engagement.states import AgreementKind, Occasion
from govproj.engagement.states import Link as Giver
from govproj.risks import actions as risks
from govproj.risks.models import ControlMeasure, RiskPoint, RiskScreening
from govproj.risks.states import Link

DATA = Path(__file__).with_name("integrity.json")
LAY_DOWN, PLEDGE, TICK, TALK, CHECK = 8, 16, 17, 18, 19
SCREEN, FIND, FINISH, JUDGE, FOLLOW = 13, 14, 15, 16, 17


def acts(world: World):
    data = json.loads(DATA.read_text("utf-8"))
    yield from _risks(world, data)
    for row in data["editions"]:
        yield Act(day(row["on"]), LAY_DOWN, lambda r=row: _lay_down(world, r))
    for code, on, link in pledged(world, data["commitments"]):
        yield Act(on, PLEDGE, lambda c=code, o=on, g=link: _pledge(world, data["commitments"], c, o, g))
    held = {activity["title"]: activity["on"] for activity in _activities()}
    for row in data["attendees"]:
        yield Act(day(held[row["title"]]), TICK, lambda r=row: _tick(world, r))
    for row in data["talks"]:
        yield Act(day(row["on"]), TALK, lambda r=row: _talk(world, r))
    for row in data["spot_checks"]:
        yield Act(day(row["on"]), CHECK, lambda r=row: _check(world, r))


def _activities() -> list[dict]:
    return json.loads(DATA.with_name("engagement.json").read_text("utf-8"))["activities"]


# ---- risks ----


def _risks(world: World, data: dict):
    rounds = {row["id"]: row for row in data["screenings"]}
    for row in data["screenings"]:
        yield Act(day(row["on"]), SCREEN, lambda r=row: _screen(world, r))
    for row in data["points"]:
        yield Act(day(rounds[row["in"]]["on"]), FIND, lambda r=row: _find(world, rounds[r["in"]], r))
        for measure in row["measures"]:
            if measure["done"]:
                yield Act(day(measure["done"]), FINISH, lambda m=measure: _finish(world, m))
    points = {row["id"]: row for row in data["points"]}
    for row in data["again"]:
        found = rounds[row["in"]]
        yield Act(day(found["on"]), JUDGE, lambda r=row, f=found: _again(world, f, points[r["point"]], r))
    for row in data["closed"]:
        yield Act(day(row["on"]), JUDGE, lambda r=row: _close(world, points[r["point"]], r))
    for row in data["follow_ups"]:
        yield Act(day(row["on"]), FOLLOW, lambda r=row: _follow(world, r))


def _screen(world: World, row: dict) -> None:
    words = {name: row[name] for name in ("scope", "participants", "summary")}
    by = world.person(row["by"])
    risks.screen(world.village(row["village"]), held_on=day(row["on"]), by=by, **words)


def _round(world: World, row: dict) -> RiskScreening:
    about = {"village_id": world.villages[row["village"]], "held_on": day(row["on"])}
    return db.session.scalars(select(RiskScreening).filter_by(**about)).one()


def _find(world: World, found: dict, row: dict) -> None:
    lines = [(m["text"], world.person(m["owner"]), day(m["due"])) for m in row["measures"]]
    facts = {name: row[name] for name in ("unit", "post", "text")}
    facts |= {"link": Link(row["link"]), "level": Level(row["level"]), "measures": lines}
    risks.find(_round(world, found), by=world.person(found["by"]), **facts)


def _point(row: dict) -> RiskPoint:
    return db.session.scalars(select(RiskPoint).where(RiskPoint.text == row["text"])).one()


def _finish(world: World, row: dict) -> None:
    measure = db.session.scalars(select(ControlMeasure).where(ControlMeasure.text == row["text"])).one()
    risks.finish(measure, on=day(row["done"]), effect=row["effect"], by=world.person(row["owner"]))


def _again(world: World, found: dict, point: dict, row: dict) -> None:
    about = {"level": Level(row["level"]), "note": row["note"], "by": world.person(found["by"])}
    risks.find_again(_round(world, found), _point(point), **about)


def _close(world: World, point: dict, row: dict) -> None:
    risks.move(_point(point), "close", note=row["note"], by=world.person(row["by"]))


def _follow(world: World, row: dict) -> None:
    about = {"link": Link(row["link"]), "followed_on": day(row["on"]), "text": row["text"]}
    risks.follow(world.project(row["project"]), by=world.person(row["by"]), **about)


# ---- commitments, education, talks ----


def pledged(world: World, data: dict):
    """(project, day of the contract, who) of everything signed: all that is needed but what is missing."""
    missing = {tuple(pair) for pair in data["missing"]}
    for code, facts in world.facts.items():
        on = facts["life"].get("contracted")
        if not on or code in data["already"]:
            continue
        large = facts["contract_fen"] >= data["family_from_fen"]
        for link in data["links"]:
            if (code, link) not in missing and (link != "family" or large):
                yield code, day(on), Giver(link)


def _pledge(world: World, data: dict, code: str, on, link: Giver) -> None:
    project, director = world.project(code), world.officer(code, "director")
    parties = {
        Giver.BUYER: (f"{project.village.name}村民委员会", director.name),
        Giver.PROJECT_TEAM: (world.lead_or_contact(code).name, ""),
        Giver.SUPPLIER: (project.contractor.name, ""),
        Giver.FAMILY: ("关键岗位家属", ""),
    }
    title = str(pledges.PLEDGES[link.value].title)
    agreements.record(
        project,
        **{"kind": AgreementKind.COMMITMENT, "link": link, "title": title, "edition": pledges.EDITION},
        **{"parties": [parties[link]], "signed_on": on, "valid_to": day(data["valid_to"])},
        witness=world.officer(code, "supervisor").name,
        files=[a_paper(f"{project.name} {title}")],
        by=world.contact(code),
    )


def _tick(world: World, row: dict) -> None:
    activity = db.session.scalars(select(Activity).where(Activity.title == row["title"])).one()
    people = [world.people[key] for key in row["people"]]
    integrity.tick_attendees(activity, people, by=db.session.get_one(User, activity.recorded_by_id))


def _talk(world: World, row: dict) -> None:
    words = {name: row[name] for name in ("place", "content", "promise")}
    about = {"occasion": Occasion(row["occasion"]), "held_on": day(row["on"]), "by": world.person(row["by"])}
    integrity.talk(world.village(row["village"]), world.person(row["person"]), **about, **words)


# ---- the list and its supervision ----


def _lay_down(world: World, row: dict) -> None:
    about = {"enabled": True, "effective_from": day(row["from"]), "reason": row["reason"]}
    lists.lay_down(
        place_of(world, row["place"]), row["code"], row["content"], by=world.person(row["by"]), **about
    )


def _check(world: World, row: dict) -> None:
    about = {"project_id": world.projects[row["project"]], "code": row["item"]}
    item = db.session.scalars(select(ChecklistItem).filter_by(**about)).one()
    checklists.spot_check(item, fine=True, text=row["text"], by=world.person(row["by"]))
