"""Who gets in where: projects."""

from govproj.core.db import db
from govproj.projects.models import CentralWorkItem, Kind
from tests.factories import a_month, a_project, saved


def an_item(world) -> int:
    wanted = CentralWorkItem(village_id=world.village.id, year=2022, name="步道", kind=Kind.CONSTRUCTION)
    item = saved(wanted)
    db.session.expire_all()
    return item.id


def more(world) -> None:
    for _ in range(10):
        project = a_project(world.village, lead=world.lead, contact=world.contact)
        for month in ("2022-03", "2022-04", "2022-05"):
            a_month(project, month)


THINGS = {
    "village_id": lambda world: world.village.id,
    "item_id": an_item,
    "project_id": lambda world: world.project.id,
    "month": lambda world: "2022-05",
}

TABLE = """
endpoint                       method A V P L C S J T M Y X   A V P L C S J T M Y X
projects.index                 GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.show                  GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.work_items            GET    > + + + + + + + + + +   > + + + + + + + + + +
projects.new_work_item         GET    > x x x x + x x x x x   > x x x x x x x x x x
projects.new_work_item         POST   > x x x x + x x x x x   > x x x x x x x x x x
projects.new                   GET    > x x x + + x x + x x   > x x x x x x x x x x
projects.new                   POST   > x x x + + x x + x x   > x x x x x x x x x x
projects.pick                  GET    > x x x x + x x x x x   > x x x x x x x x x x
projects.pick                  POST   > x x x x + x x x x x   > x x x x x x x x x x
projects.edit                  GET    > x x x x x x x x x x   > x x x x x x x x x x
projects.edit                  POST   > x x x x x x x x x x   > x x x x x x x x x x
projects.plan                  GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.plan                  POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.months                GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.month                 GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.month                 POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.propose               POST   > x x x x + x x x x x   > x x x x x x x x x x
projects.deliberate            POST   > x x x + x x x x x x   > x x x x x x x x x x
projects.initiate              POST   > x x x x x x x + x x   > x x x x x x x x x x
projects.initiate_governance   POST   > x x x x x x x + x x   > x x x x x x x x x x
projects.procure               POST   > x x x + x x x x x x   > x x x x x x x x x x
projects.sign                  POST   > x x x x x x x + x x   > x x x x x x x x x x
projects.make_ready            POST   > x x x x x + x x x x   > x x x x x x x x x x
projects.start                 POST   > x x + x x x x x x x   > x x x x x x x x x x
projects.start_governance      POST   > x x + x x x x x x x   > x x x x x x x x x x
projects.suspend               POST   > x x x x + x x x x x   > x x x x x x x x x x
projects.resume                POST   > x x x x + x x x x x   > x x x x x x x x x x
projects.complete              POST   > x x + x x x x x x x   > x x x x x x x x x x
projects.accept                POST   > x x x x x + x x x x   > x x x x x x x x x x
projects.settle                POST   > x x x x x x x + x x   > x x x x x x x x x x
projects.hand_over             POST   > x x x x x x x + x x   > x x x x x x x x x x
projects.archive               POST   > x x x + x x x x x x   > x x x x x x x x x x
projects.archive_governance    POST   > x x x + x x x x x x   > x x x x x x x x x x
projects.step_back             POST   > x x x x x x x + x x   > x x x x x x x x x x
projects.cancel                POST   > x x x x + x x x x x   > x x x x x x x x x x
projects.terminate             POST   > x x x x x x x + x x   > x x x x x x x x x x
"""
