"""What happened on the demo's sites: start notices, concealed work, milestones, acceptances, one object board."""

import json
from pathlib import Path

from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.pictures import a_posted_sheet, a_site
from govproj.demo.world import Act, World, day
from govproj.projects import actions
from govproj.projects.models import (
    AreaUnit,
    Body,
    ConcealedWork,
    Milestone,
    MilestoneKind,
    ProjectObject,
)

DATA = Path(__file__).with_name("works.json")
REPORT, COVER, PLAN, POST, SIGN, REACH, ACCEPT = 10, 13, 14, 15, 15, 16, 17


def acts(world: World):
    data = json.loads(DATA.read_text("utf-8"))
    for facts in world.data["projects"]:
        if "start_notice" in facts["life"]:
            yield Act(day(facts["life"]["start_notice"]), POST, lambda f=facts: _post(world, f))
    for row in data["milestones"]:
        yield from _milestones(world, row)
    for row in data["concealed_works"]:
        yield Act(day(row["finished_on"]), COVER, lambda r=row: _cover(world, r))
        if row["signed"]:
            yield Act(day(row["finished_on"]), SIGN, lambda r=row: _sign(world, r))
    for row in data["completion_reports"]:
        yield Act(day(row["finished_on"]), REPORT, lambda r=row: _report(world, r))
    for row in data["acceptances"]:
        yield Act(day(row["held_on"]), REPORT, lambda r=row: _accept(world, r))
    yield from _board(world, data["board"])


def _contact(world: World, code: str):
    return world.person(world.facts[code]["contact"])


def _supervisor(world: World, code: str):
    return world.person(world.one_of("supervisor", world.facts[code]["village"]))


def _post(world: World, facts: dict) -> None:
    project, name = world.project(facts["code"]), f"{facts['name']}开工公示"
    actions.post_start_notice(
        project,
        posted_on=day(facts["life"]["start_notice"]),
        place=project.village.notice_board,
        photos=[a_posted_sheet(name)],
        by=_contact(world, facts["code"]),
    )


# ---- concealed work, completion, acceptance ----


def _cover(world: World, row: dict) -> None:
    category = world.facts[row["project"]]["category"]
    photos = [a_site(category, 20 + 5 * n, f"{row['name']}{n + 1}") for n in range(row["photos"])]
    actions.record_concealed(
        world.project(row["project"]),
        name=row["name"],
        finished_on=day(row["finished_on"]),
        photos=photos,
        contractor=row["contractor"],
        by=_contact(world, row["project"]),
    )


def _sign(world: World, row: dict) -> None:
    project_id = world.projects[row["project"]]
    wanted = select(ConcealedWork).where(
        ConcealedWork.project_id == project_id, ConcealedWork.name == row["name"]
    )
    work = db.session.scalars(wanted).unique().one()
    actions.sign_concealed(work, body=Body.SUPERVISION, by=_supervisor(world, row["project"]))


def _report(world: World, row: dict) -> None:
    actions.report_completion(
        world.project(row["project"]),
        finished_on=day(row["finished_on"]),
        text=row["text"],
        by=world.lead_or_contact(row["project"]),
    )


def _accept(world: World, row: dict) -> None:
    actions.record_acceptance(
        world.project(row["project"]),
        held_on=day(row["held_on"]),
        place=row["place"],
        opinions=row["opinions"],
        passed=True,
        participants={Body(body): names for body, names in row["participants"].items()},
        by=_contact(world, row["project"]),
    )


# ---- milestones ----


def _milestones(world: World, row: dict):
    yield Act(day(row["planned_in"]), PLAN, lambda: _plan(world, row))
    for step in row["rows"]:
        if step["actual_on"]:
            on = day(step["actual_on"])
            yield Act(on, REACH, lambda s=step: _reach(world, row["project"], s))
            yield Act(on, ACCEPT, lambda s=step: _accept_step(world, row["project"], s))


def _plan(world: World, row: dict) -> None:
    rows = [
        {
            "name": step["name"],
            "kind": MilestoneKind(step["kind"]),
            "weight": step["weight"],
            "planned_on": day(step["planned_on"]),
            "accepter": Body.SUPERVISION,
        }
        for step in row["rows"]
    ]
    actions.plan_milestones(world.project(row["project"]), rows, by=_contact(world, row["project"]))


def _milestone(world: World, code: str, step: dict) -> Milestone:
    wanted = select(Milestone).where(
        Milestone.project_id == world.projects[code], Milestone.name == step["name"]
    )
    return db.session.scalars(wanted).one()


def _reach(world: World, code: str, step: dict) -> None:
    milestone = _milestone(world, code, step)
    actions.report_milestone(milestone, actual_on=day(step["actual_on"]), by=world.lead_or_contact(code))


def _accept_step(world: World, code: str, step: dict) -> None:
    actions.accept_milestone(_milestone(world, code, step), by=_supervisor(world, code))


# ---- the object board ----


def _board(world: World, row: dict):
    yield Act(day(row["set_up_on"]), PLAN, lambda: _set_up(world, row))
    for move in row["moves"]:
        yield Act(day(move["on"]), REACH, lambda m=move: _advance(world, row, m))
    for visit in row["visits"]:
        yield Act(day(visit["on"]), COVER, lambda v=visit: _visit(world, row, v))


def _set_up(world: World, row: dict) -> None:
    project, by = world.project(row["project"]), _contact(world, row["project"])
    unit = AreaUnit(row["unit"])
    actions.set_up_board(project, noun=row["noun"], unit=unit, stages=row["stages"], by=by)
    rows = [
        {"name": name, "area": area, "team": team, "is_person": True} for name, area, team in row["lines"]
    ]
    actions.enter_objects(project, rows, by=by)


def _objects(world: World, row: dict) -> list[ProjectObject]:
    wanted = select(ProjectObject).where(ProjectObject.project_id == world.projects[row["project"]])
    return db.session.scalars(wanted.order_by(ProjectObject.id)).all()


def _advance(world: World, row: dict, move: dict) -> None:
    project, by = world.project(row["project"]), _contact(world, row["project"])
    chosen = _objects(world, row)[: move["count"]]
    actions.advance_objects(project, chosen, stage=move["stage"], on=day(move["on"]), by=by)


def _visit(world: World, row: dict, visit: dict) -> None:
    thing = next(thing for thing in _objects(world, row) if thing.name == visit["object"])
    by = _contact(world, row["project"])
    actions.note_visit(thing, visited_on=day(visit["on"]), text=visit["text"], by=by)
