"""The demo's declarations of the secretaries, its joint team, activities and commitments."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.pictures import a_paper, a_site
from govproj.demo.world import Act, World, day
from govproj.engagement.actions import activities, agreements, declarations, teams
from govproj.engagement.models import JointTeam, LeadDeclaration
from govproj.engagement.states import AgreementKind, Link

DATA = Path(__file__).with_name("engagement.json")
FORM, PAPER, SIGN, HOLD, ANSWER, DECLARE = 9, 10, 11, 15, 17, 13
FACTS = ("kind", "title", "place", "host", "attendance", "minutes")
# What a village writes down on its own does not wait for anybody; the town's words come from the town.
BY_TOWN = {"approve", "send_back"}


def acts(world: World):
    data = json.loads(DATA.read_text("utf-8"))
    yield from _team(world, data["team"])
    paper = data["agreements"]
    for row in paper["rows"]:
        yield Act(day(row["on"]), PAPER, lambda r=row: _agree(world, paper, r))
    for row in data["activities"]:
        yield from _activity(world, row)
    for row in data["declarations"]:
        for on, move, *words in row["steps"]:
            yield Act(day(on), DECLARE, lambda r=row, m=move, w=words: _declaration(world, data, r, m, w))


def _team(world, row):
    yield Act(day(row["formed_on"]), FORM, lambda: _form(world, row))
    yield Act(day(row["signed_on"]), SIGN, lambda: teams.sign(_the_team(), by=world.person(row["by"])))


def _the_team() -> JointTeam:
    return db.session.scalars(select(JointTeam)).one()


def _form(world, row) -> None:
    by, facts = world.person(row["by"]), {"name": row["name"], "purpose": row["purpose"]}
    team = teams.form(world.project(row["project"]), formed_on=day(row["formed_on"]), by=by, **facts)
    for member in row["members"]:
        teams.add_member(team, by=by, **member)


def _agree(world, paper, row) -> None:
    agreements.record(
        world.project(paper["project"]),
        kind=AgreementKind(row["kind"]),
        link=Link(row["link"]) if "link" in row else None,
        title=row["title"],
        parties=[tuple(pair) for pair in row["parties"]],
        text=row.get("text", ""),
        witness=paper["witness"],
        signed_on=day(row["on"]),
        valid_to=row["valid_to"] and day(row["valid_to"]),
        files=[a_paper(row["title"])],
        by=world.person(paper["by"]),
    )


def _activity(world, row):
    recorded_on = day(row.get("planned_on", row["on"]))
    yield Act(recorded_on, HOLD, lambda: _record(world, row, day(row["on"])))
    for question in row.get("questions", ()):
        if question["answer"]:
            yield Act(day(question["on"]), ANSWER, lambda q=question: _answer(world, row, q))


def _record(world, row, on: date) -> None:
    by = world.person(row["by"])
    activity = activities.record(
        world.village(row["village"]),
        project=world.project(row["project"]) if row["project"] else None,
        held_on=on,
        outcomes=row.get("outcomes", ()),
        questions=[question["text"] for question in row.get("questions", ())],
        by=by,
        **{name: row[name] for name in FACTS},
    )
    if "photo" in row:
        activities.add_photos(activity, [a_site("bridge", row["photo"], row["title"])], by=by)


def _answer(world, row, words) -> None:
    question = db.session.scalars(
        select(activities.ActivityQuestion).where(activities.ActivityQuestion.text == words["text"])
    ).one()
    answered = {"answer": words["answer"], "answered_by": words["by"]}
    activities.answer(question, by=world.person(row["by"]), **answered)


def _declaration(world, data, row, move: str, words) -> None:
    secretary = world.person(world.one_of("secretary", row["village"]))
    by = world.person(data["town"]) if move in BY_TOWN else secretary
    match move:
        case "declare":
            facts = {name: row[name] for name in ("title", "goal", "targets")}
            declarations.declare(world.village(row["village"]), year=world.today.year, by=by, **facts)
        case "report":
            quarter, text, actuals = words
            thousandths = [(number and number * 1000, price) for number, price in actuals]
            declarations.report(_one(row), quarter=quarter, text=text, actuals=thousandths, by=by)
        case _:
            declarations.move(_one(row), move, by=by, note="".join(words))


def _one(row) -> LeadDeclaration:
    return db.session.scalars(select(LeadDeclaration).where(LeadDeclaration.title == row["title"])).one()
