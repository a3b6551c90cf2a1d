"""How the demo's leads were found: calls, nominations, marks, conflict checks, decisions, appointments."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.accounts.models import Anonymous, User
from govproj.core import dates
from govproj.core.db import db
from govproj.demo import pictures
from govproj.demo.world import Act, World, day
from govproj.selections import letter
from govproj.selections.actions import appointment, candidates, objections, steps
from govproj.selections.models import LeadSelection, Nomination
from govproj.selections.states import AgeBand, Education, Finding, Outcome

CALL, NOMINATE, ACCEPT, BEGIN, MARK, CHECK, RULE, DECIDE = 8, 10, 11, 8, 9, 16, 10, 14
PUBLICISE, APPOINT, OBJECT, ANSWER = 9, 9, 15, 16
MORE = json.loads(Path(__file__).with_name("selections.json").read_text())


def acts(world: World):
    for row in world.data["selections"]:
        on = {name: day(text) for name, text in row["days"].items()}
        yield Act(on["published"], CALL, lambda r=row: _call(world, r))
        for person in row["nominations"]:
            yield Act(day(person["on"]), NOMINATE, lambda r=row, p=person: _nominate(world, r, p))
            if person["kind"] == "recommended":
                yield Act(day(person["accepted_on"]), ACCEPT, lambda r=row, p=person: _accept(world, r, p))
        yield Act(on["assessed"], BEGIN, lambda r=row: _step(world, r, "begin_assessment"))
        for marks in row["assessments"]:
            yield Act(on["assessed"], MARK, lambda r=row, m=marks: _assess(world, r, m))
        yield Act(on["assessed"], CHECK, lambda r=row: _step(world, r, "begin_check"))
        for check in row["conflict_checks"]:
            yield Act(day(check["on"]), RULE, lambda r=row, c=check: _rule(world, r, c))
        yield Act(on["decided"], RULE, lambda r=row: _step(world, r, "begin_decision"))
        yield Act(on["decided"], DECIDE, lambda r=row: _decide(world, r))
        yield Act(on["publicised_from"], PUBLICISE, lambda r=row: _step(world, r, "publicise"))
        yield Act(on["publicised_from"], ANSWER, lambda r=row: _draw_up(world, r))
        yield Act(on["appointed"], APPOINT, lambda r=row: _appoint(world, r))
    yield from _voices(world)


def _voices(world: World):
    """Further recommendations, and what somebody without an account objected to."""
    for voice in MORE["seconded"]:
        yield Act(day(voice["on"]), NOMINATE, lambda v=voice: _second(world, v))
    for row in MORE["objections"]:
        yield Act(day(row["on"]), OBJECT, lambda r=row: _object(world, r))
        yield Act(day(row["answered"]), ANSWER, lambda r=row: _answer(world, r))


def _second(world: World, voice: dict) -> None:
    by, person = world.person(voice["by"]), world.person(voice["person"])
    candidates.recommend(_find(world, voice), person, recommendation=voice["words"], by=by)


def _object(world: World, row: dict) -> None:
    objections.object_to(_find(world, row), text=row["text"], by=Anonymous())


def _answer(world: World, row: dict) -> None:
    objection = next(o for o in _find(world, row).objections if o.text == row["text"])
    finding, by = Finding(row["finding"]), world.person(row["by"])
    objections.answer(objection, answer=row["answer"], finding=finding, by=by)


def _secretary(world: World, row: dict) -> User:
    return world.person(world.one_of("secretary", world.facts[row["project"]]["village"]))


def _find(world: World, row: dict) -> LeadSelection:
    wanted = select(LeadSelection).where(LeadSelection.project_id == world.projects[row["project"]])
    return db.session.scalars(wanted).one()


def _call(world: World, row: dict) -> None:
    facts = world.facts[row["project"]]
    steps.draft(
        world.project(row["project"]),
        by=_secretary(world, row),
        reason=facts["proposal"],
        call=f"“{facts['name']}”请一名党员领办，欢迎报名，也欢迎推荐。",
        task=row["task"],
        **MORE["call"],
    )
    _step(world, row, "publish")


def _step(world: World, row: dict, name: str) -> None:
    steps.move(_find(world, row), name, by=_secretary(world, row))


def _own_words(world: World, person: dict) -> dict:
    known = next(row for row in world.data["people"] if row["id"] == person["person"])
    return {
        "statement": person["statement"],
        "age_band": AgeBand(known["age_band"]),
        "education": Education(known["education"]),
    }


def _nominate(world: World, row: dict, person: dict) -> None:
    selection, whom = _find(world, row), world.person(person["person"])
    if person["kind"] == "self":
        candidates.nominate(selection, by=whom, **_own_words(world, person))
    else:
        by = world.person(person["by"])
        candidates.recommend(selection, whom, recommendation="为人公道，肯出力。", by=by)


def _nomination(world: World, row: dict, key: str) -> Nomination:
    return _find(world, row).nomination_of(world.person(key))


def _accept(world: World, row: dict, person: dict) -> None:
    nomination = _nomination(world, row, person["person"])
    candidates.accept(nomination, by=nomination.person, **_own_words(world, person))


def _assess(world: World, row: dict, marks: dict) -> None:
    candidates.assess(
        _nomination(world, row, marks["person"]),
        by=world.person(marks["assessor"]),
        integrity_record=marks["integrity_record"],
        marks=marks["scores"],
        **MORE["words"],
    )


def _rule(world: World, row: dict, check: dict) -> None:
    nomination = _nomination(world, row, check["person"])
    candidates.rule(nomination, outcome=Outcome(check["outcome"]), by=world.person(check["by"]))


def _decide(world: World, row: dict) -> None:
    steps.decide(
        _find(world, row),
        _nomination(world, row, row["chosen"]),
        by=_secretary(world, row),
        held_on=dates.today(),
        votes_for=7,
        votes_against=0,
        abstained=0,
        reason=row["reason"],
        **MORE["decision"],
    )


def _draw_up(world: World, row: dict) -> None:
    selection, contact = _find(world, row), world.person(row["contact"])
    text = letter.usual_text(selection)
    appointment.draw_up(selection, contact=contact, text=text, by=_secretary(world, row))


def _appoint(world: World, row: dict) -> None:
    selection, by = _find(world, row), _secretary(world, row)
    appointment.agree(selection.letter, by=selection.chosen.person)
    appointment.agree(selection.letter, by=by)
    if row["project"] in MORE["scans"]:
        page = pictures.a_paper("领办责任书-" + row["project"])
        appointment.attach(selection.letter, [page], by=selection.letter.contact)
    appointment.appoint(selection, by=by)
