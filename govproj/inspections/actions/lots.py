"""双随机: visits that are drawn by lot, announced or not."""

import secrets
from datetime import date

from govproj.core import codes
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inspections import draws
from govproj.inspections.actions.tasks import Order, order
from govproj.inspections.actions.unannounced import SEALED, seal
from govproj.inspections.models import Draw
from govproj.inspections.states import Origin, TaskKind

DRAWN = Event("inspections.drawn", "code", "wanted", says=_l("随机抽取 %(code)s，抽 %(wanted)s 个"))


def draw_lots(
    town, *, projects, people, wanted: int, due_day: date, title: str, sealed: bool, by, seed=""
) -> Draw:
    """Candidates first, then the seed, then the result; all three stay, and every draw is on record.

    Nobody chooses a seed but the demo, which is the same whenever it is loaded.
    """
    if not 0 < wanted <= len(projects):
        raise MoveRefused(_("抽取数量要在 1 和 %(most)s 之间。", most=len(projects)))
    candidates = [[p.id, f"{p.code} {p.name}", p.village_id, _kept_out(p, people)] for p in projects]
    names = [[person.id, person.name] for person in people]
    seed = seed or secrets.token_hex(16)
    result = draws.draw(seed, candidates, names, wanted)
    if any(who is None for _project, who in result.drawn):
        raise MoveRefused(_("有的项目没有可以去的人（都要回避），请增加督查人员。"))
    made = Draw(
        code=codes.random_code(12),
        town_id=town.id,
        seed=seed,
        wanted=wanted,
        projects=candidates,
        people=names,
        drawn=[[project.id, who.id] for project, who in result.drawn],
        by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    _send(made, {p.id: p for p in projects}, {p.id: p for p in people}, due_day, title, sealed, by)
    return made


def _send(made: Draw, projects: dict, people: dict, due_day, title, sealed: bool, by) -> None:
    for project_id, person_id in made.drawn:
        project = projects[project_id]
        wanted = Order(title, due_day, people[person_id], [project], draw=made, origin=Origin.RANDOM)
        if sealed:
            seal(project.village, wanted, by=by)
        else:
            order(project.village, TaskKind.RANDOM, wanted, by=by)
    if sealed:
        SEALED.record(None, by=None)
    else:
        DRAWN.record(made, by=by, code=made.code, wanted=made.wanted, village_id=project.village_id)


def _kept_out(project, people) -> list[int]:
    """Who would inspect their own work, or their own village."""
    return [
        person.id
        for person in people
        if project.is_led_by(person)
        or project.has_as_contact(person)
        or person.works_in(project.village_id)
        or not (person.inspects(project.village_id) or person.supervises(project.village_id))
    ]
