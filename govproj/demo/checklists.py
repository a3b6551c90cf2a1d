"""The demo's checklists: every cell of the table is reached by ticking, proving, signing or asking."""

from datetime import date, timedelta

from sqlalchemy import select

from govproj.checklists import actions
from govproj.checklists.catalogue import POWERS
from govproj.checklists.models import ChecklistItem
from govproj.core import dates
from govproj.core.db import db
from govproj.demo.pictures import a_paper
from govproj.demo.world import Act, World, day

DONE, RUNNING, PROBLEM, EXEMPT, SUPERVISED, WAITING = "✓", "…", "!", "–", "◇", "·"
BEFORE_START = {f"P{number:02}" for number in range(1, 11)}
GOVERNANCE_DONE = ("P01", "P02", "P03", "P06", "P07")
NOT_HERE = "本项目不租设备，全部用人工和施工方自带小型机具。"
WORK, PROVE, SIGN, ASK = 9, 10, 11, 15


def acts(world: World):
    for facts in world.data["projects"]:
        marks = facts.get("checklist") or dict.fromkeys(GOVERNANCE_DONE, DONE) | {"P19": RUNNING}
        for code, mark in marks.items():
            if mark != WAITING:
                yield from _item(world, facts, code, mark)
    for note in world.data["problem_notes"]:
        yield Act(day(note["on"]), ASK, lambda n=note: _ask(world, n))


def _item(world: World, facts: dict, code: str, mark: str):
    on = _worked_on(facts, code)
    about = {"world": world, "facts": facts, "code": code}
    if mark in {DONE, SUPERVISED} or (mark == PROBLEM and code in BEFORE_START):
        yield Act(on, WORK, lambda: _work(**about, whole=True))
        yield Act(on, PROVE, lambda: _prove(**about))
        yield Act(on, SIGN, lambda: _sign(**about))
    elif mark in {RUNNING, PROBLEM}:
        yield Act(on, WORK, lambda: _work(**about, whole=False))
    elif mark == EXEMPT:
        yield Act(on, WORK, lambda: _exempt(**about))


def _worked_on(facts: dict, code: str) -> date:
    """Items before the start in turn during the weeks before it, the others soon after their gate opened."""
    life, number = facts["life"], int(code[1:])
    if code in BEFORE_START:
        last = day(life.get("ready") or life.get("building") or life["procuring"])
        return last - timedelta(days=(11 - number) if life.get("ready") or life.get("building") else -number)
    if number < 20:
        return day(life["building"]) + timedelta(days=number - 9)
    behind = "completed" if code == "P20" else "accepted"
    return day(life[behind]) + timedelta(days=1)


def _find(world: World, code: str, item: str) -> ChecklistItem:
    project_id = world.projects[code]
    return db.session.scalars(
        select(ChecklistItem).where(ChecklistItem.project_id == project_id, ChecklistItem.code == item)
    ).one()


def _worker(world: World, facts: dict):
    return world.person(facts["contact"])


def _work(world: World, facts: dict, code: str, *, whole: bool) -> None:
    """Steps of the accounts agency are its own."""
    item = _find(world, facts["code"], code)
    steps = item.open_steps if whole else item.open_steps[:2]
    agency = world.person(world.one_of("town_admin", facts["village"]))
    for by, theirs in ((_worker(world, facts), False), (agency, True)):
        if numbers := [step.number for step in steps if step.agency is theirs]:
            actions.tick(item, steps=numbers, on=dates.today(), by=by)


def _prove(world: World, facts: dict, code: str) -> None:
    power = POWERS[code]
    words = f"{facts['name']} {code} {power.evidence[0].zh}"
    actions.add_evidence(
        _find(world, facts["code"], code), proves=1, files=[a_paper(words)], by=_worker(world, facts)
    )


def _sign(world: World, facts: dict, code: str) -> None:
    power = POWERS[code]
    own = any(step.agency for step in power.steps if not step.continues_in)
    signer = world.one_of("town_admin" if power.finance and not own else "supervisor", facts["village"])
    actions.sign(_find(world, facts["code"], code), by=world.person(signer))


def _exempt(world: World, facts: dict, code: str) -> None:
    item = _find(world, facts["code"], code)
    actions.propose_exemption(item, reason=NOT_HERE, by=_worker(world, facts))
    by = world.person(world.one_of("supervisor", facts["village"]))
    actions.decide_exemption(item, approved=True, answer="属实，同意。", by=by)


def _ask(world: World, note: dict) -> None:
    actions.note(_find(world, note["project"], note["item"]), text=note["text"], by=world.person(note["by"]))
