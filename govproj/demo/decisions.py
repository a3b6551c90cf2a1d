"""How the demo's projects were decided on: meetings, plans on the board, votes, results; data in decisions.json."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from govproj.core import dates
from govproj.decisions import actions
from govproj.decisions.checks import Facts, Vote
from govproj.decisions.models import DecisionProcess
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import HELD_BY, MeetingKind, Step
from govproj.demo.pictures import a_paper
from govproj.demo.world import Act, World, day

ONE_DAY = timedelta(days=1)
RESULT_DAYS = 7
FIRST, SECOND, THIRD, FOURTH, LAST = 13, 14, 15, 16, 17  # after the project's own moves at noon
MORNING = 9
FIGURES = {Step.DISCUSSION: "committees", Step.REVIEW: "members", Step.VOTE: "vote"}


@cache
def data() -> dict:
    return json.loads(Path(__file__).with_name("decisions.json").read_text("utf-8"))


def acts(world: World):
    for facts in world.data["projects"]:
        life = {name: day(text) for name, text in facts["life"].items()}
        voted = facts["kind"] == "construction"
        yield from (_voted_on(world, facts, life) if voted else _reviewed(world, facts, life))
    for code, row in data()["appraisals"].items():
        yield Act(day(row["on"]), FIRST, lambda c=code, r=row: _appraise(world, c, r))


def _reviewed(world: World, facts: dict, life: dict):
    """Governance projects: the two committees talk it over, the Party members have the last word."""
    yield from _meeting(world, facts, Step.DISCUSSION, life["consult_from"], FIRST)
    yield from _meeting(world, facts, Step.REVIEW, life["decided"], FIRST)


def _voted_on(world: World, facts: dict, life: dict):
    posted, until, decided = life["consult_from"], life["consult_to"], life["decided"]
    yield from _meeting(world, facts, Step.DISCUSSION, life["proposed"] + ONE_DAY, FIRST, typed_on=posted)
    yield from _meeting(world, facts, Step.REVIEW, posted, THIRD)
    yield Act(posted, LAST, lambda: _publicise(world, facts, until))
    yield Act(until, LAST, lambda: _photo(world, facts, Step.CONSULTATION))
    yield from _meeting(world, facts, Step.VOTE, decided, FIRST)
    yield Act(decided + ONE_DAY, MORNING, lambda: _announce(world, facts))
    yield Act(decided + RESULT_DAYS * ONE_DAY, LAST, lambda: _photo(world, facts, Step.RESULT))
    if "building" in life:
        yield Act(
            life["building"], FIRST, lambda: actions.implement(_find(world, facts), by=_cadre(world, facts))
        )


def _find(world: World, facts: dict) -> DecisionProcess:
    return initiation_of(world.project(facts["code"]))


def _cadre(world: World, facts: dict):
    return world.person(facts["contact"])


def _meeting(world: World, facts: dict, step: Step, held_on: date, hour: int, typed_on: date | None = None):
    """Typed by the contact cadre, signed an hour later by the supervision committee."""
    typed_on = typed_on or held_on
    yield Act(typed_on, hour, lambda: _record(world, facts, step, held_on))
    yield Act(typed_on, hour + 1, lambda: _sign(world, facts, step))


def _record(world: World, facts: dict, step: Step, held_on: date) -> None:
    known, village = data()["projects"][facts["code"]], data()["villages"][facts["village"]]
    present, votes_for, votes_against, abstained = known[FIGURES[step]]
    project, voting = world.project(facts["code"]), step is Step.VOTE
    entitled = {
        Step.DISCUSSION: village["committees"],
        Step.REVIEW: project.village.party_members,
        Step.VOTE: village["representatives"],
    }
    minutes = Facts(
        kind=MeetingKind.REPRESENTATIVES if voting else HELD_BY[step][0],
        held_on=held_on,
        place=village["place"],
        chair_id=world.people[world.one_of("secretary", facts["village"])],
        recorder_id=world.people[facts["contact"]],
        entitled=entitled[step],
        present=present,
        notified_on=held_on - 4 * ONE_DAY if voting else None,
        attendance=[f"村民示{number:03}" for number in range(1, present + 1)] if voting else (),
        summary=known["summary"],
        opinions=known["opinions"] if voting else "",
    )
    vote = Vote(
        words=f"同意“{facts['name']}”的方案。",
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        passed=True,
        recused=known.get("recused", ()) if voting else (),
    )
    sheet = [a_paper(f"{facts['name']} {step.label} 签到表")]
    actions.record(_find(world, facts), step, minutes, vote, by=_cadre(world, facts), files=sheet)


def _sign(world: World, facts: dict, step: Step) -> None:
    by = world.person(world.one_of("supervisor", facts["village"]))
    actions.sign(_find(world, facts).meeting(step), by=by, opinion="全程列席，程序合规。")


def _publicise(world: World, facts: dict, until: date) -> None:
    actions.publicise(
        _find(world, facts),
        plan=f"{facts['proposal']}。{facts['content']}。",
        concerns_assets=True,
        on=dates.today(),
        until=until,
        by=_cadre(world, facts),
        files=[a_paper(f"{facts['name']} 方案公示首日")],
    )


def _announce(world: World, facts: dict) -> None:
    on = dates.today()
    actions.announce(
        _find(world, facts),
        on=on,
        until=on + (RESULT_DAYS - 1) * ONE_DAY,
        by=_cadre(world, facts),
        files=[a_paper(f"{facts['name']} 结果公示首日")],
    )


def _photo(world: World, facts: dict, step: Step) -> None:
    """Of the board on the last day."""
    by = _cadre(world, facts)
    actions.add_papers(_find(world, facts), step, [a_paper(f"{facts['name']} {step.label}末日")], by=by)


def _appraise(world: World, code: str, row: dict) -> None:
    facts = world.facts[code]
    actions.appraise(_find(world, facts), note=row["note"], by=_cadre(world, facts))
