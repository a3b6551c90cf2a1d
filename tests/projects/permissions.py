"""Who gets in where: projects."""

from datetime import date

from govproj.core import uploads
from govproj.core.db import db
from govproj.projects.models import CentralWorkItem, Kind
from tests.factories import a_month, a_project, saved
from tests.projects.things import (
    a_board,
    a_concealed_work,
    a_file,
    a_milestone,
    a_start_notice,
    an_object,
)


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
    for number in world.ten:
        a_milestone(world.project, weight=0, actual_on=date(2022, 5, 3))
        a_concealed_work(world.project, name=f"隐蔽{number}")
        an_object(world.project)
        saved(a_file(world.project, entry="contract"))


def a_work(world) -> int:
    return a_concealed_work(world.project).id


def a_step(world) -> int:
    return a_milestone(world.project, weight=100).id


def a_household(world) -> int:
    if world.project.board is None:
        a_board(world.project)
    return an_object(world.project).id


def a_project_with_board(world) -> int:
    a_household(world)
    return world.project.id


def a_public_photo(world) -> int:
    photo = a_start_notice(world.project).photos[0]
    photo.sha256 = photo.thumb = uploads.keep(b"a photo")
    db.session.commit()
    return photo.id


def a_contractor(world) -> int:
    return world.project.contractor_id


THINGS = {
    "firm_id": a_contractor,
    "village_id": lambda world: world.village.id,
    "item_id": an_item,
    "project_id": a_project_with_board,
    "work_id": a_work,
    "milestone_id": a_step,
    "object_id": a_household,
    "file_id": a_public_photo,
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
projects.months                GET    > x x + + + x x x x x   > x x x x x x x x x x
projects.month                 GET    > x x + + + x x x x x   > x x x x x x x x x x
projects.month                 POST   > x x + + + x x x x x   > x x x x x x x x x x
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
projects.works                 GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.start_notice          GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.start_notice          POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.new_concealed         GET    > x x + + + x x x x x   > x x x x x x x x x x
projects.new_concealed         POST   > x x + + + x x x x x   > x x x x x x x x x x
projects.completion_report     GET    > x x + x x x x x x x   > x x x x x x x x x x
projects.completion_report     POST   > x x + x x x x x x x   > x x x x x x x x x x
projects.acceptance            GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.acceptance            POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.concealed_work        GET    > x x + + + + + + + x   > x x x x x x x x x x
projects.add_to_concealed      POST   > x x + + + x x x x x   > x x x x x x x x x x
projects.sign_concealed        POST   > x x + + + + x + x x   > x x x x x x x x x x
projects.file                  GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.thumb                 GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.milestones            GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.plan_milestones       GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.plan_milestones       POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.milestone             GET    > x x + + + x x x x x   > x x x x x x x x x x
projects.milestone             POST   > x x + + + x x x x x   > x x x x x x x x x x
projects.accept_milestone      POST   > x x x x x + x x x x   > x x x x x x x x x x
projects.records               GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.objects               GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.object_board          GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.object_board          POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.new_objects           GET    > x x x + + x x x x x   > x x x x x x x x x x
projects.new_objects           POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.advance_objects       POST   > x x x + + x x x x x   > x x x x x x x x x x
projects.object                GET    > . . + + + + + + + .   > . . . . . . . . . .
projects.edit_object           GET    > . . x + + x x x x .   > . . . . . . . . . .
projects.edit_object           POST   > . . x + + x x x x .   > . . . . . . . . . .
projects.note_visit            POST   > . . + + + x x x x .   > . . . . . . . . . .
projects.put_object_back       POST   > . . x + + x x x x .   > . . . . . . . . . .
projects.papers                GET    + + + + + + + + + + +   + + + + + + + + + + +
projects.add_paper             POST   > x x + + + x x x x x   > x x x x x x x x x x
projects.of_firm               GET    > x x x + + + + + + x   > x x x + + + + + + x
"""
