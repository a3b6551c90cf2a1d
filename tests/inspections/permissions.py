"""Who gets in where: inspections."""

from datetime import date, timedelta

from sqlalchemy import select

from govproj.core import dates, uploads
from govproj.core.db import db
from govproj.inspections.actions import lots
from govproj.inspections.models import Check, ReportPhoto, SupervisionPlan
from govproj.inspections.seen import Raised
from govproj.inspections.states import CheckKind
from tests.factories import a_project, saved
from tests.inspections.things import (
    a_check,
    a_machine,
    a_plan,
    a_sealed_visit,
    a_task,
    seen,
)


def the_plan(world) -> SupervisionPlan:
    known = db.session.scalar(select(SupervisionPlan).where(SupervisionPlan.project_id == world.project.id))
    return known or a_plan(world.project)


def a_report(world):
    check = a_check(world.project, number=22, due=date(2022, 6, 6))
    from govproj.inspections.actions import submit_check

    raised = [Raised("缺水泵", asked_of="镇里")]
    report = submit_check(check, seen(f"R{check.id}", dates.now(), raised=raised), by=world.contact)
    db.session.commit()
    return report


def a_photo(world) -> int:
    sha256 = uploads.keep(b"%PDF-1.4")
    return saved(
        ReportPhoto(report=a_report_once(world), sha256=sha256, kind="pdf", size=8, name="现场.pdf")
    ).id


def a_report_once(world):
    if "report" not in world._made:
        world._made["report"] = a_report(world)
    return world._made["report"]


def a_visit(world):
    the_plan(world)
    return a_task(world.project, by=world.people["T"])


def a_draw(world) -> str:
    the_plan(world)
    due = dates.today() + timedelta(days=9)
    facts = {"projects": [world.project], "people": [world.people["T"]], "wanted": 1, "due_day": due}
    drawn = lots.draw_lots(world.town, title="抽查", sealed=False, by=world.people["T"], **facts)
    db.session.commit()
    return drawn.code


def a_hidden_visit(world) -> int:
    the_plan(world)
    return a_sealed_visit(world.project, by=world.people["T"]).id


def more(world):
    """Ten more checks and visits, and ten projects that owe some."""
    the_plan(world)
    for number in world.ten:
        a_check(world.project, number=number + 1, due=date(2022, 1, 9) + timedelta(weeks=number))
        other = a_project(world.village, contact=world.contact)
        saved(
            Check(
                kind=CheckKind.WEEKLY,
                project_id=other.id,
                village_id=other.village_id,
                year=dates.today().isocalendar().year,
                number=dates.today().isocalendar().week,
                due_day=dates.today(),
            )
        )
        a_task(world.project, by=world.people["T"])
        a_sealed_visit(world.project, by=world.people["T"])
        a_machine(world.project, by=world.contact)


THINGS = {
    "village_id": lambda world: world.village.id,
    "town_id": lambda world: world.town.id,
    "project_id": lambda world: (the_plan(world), world.project.id)[1],
    "check_id": lambda world: a_check(world.project).id,
    "report_id": lambda world: a_report_once(world).id,
    "problem_id": lambda world: a_report_once(world).problems[0].id,
    "photo_id": a_photo,
    "task_id": lambda world: a_visit(world).id,
    "sealed_id": a_hidden_visit,
    "code": a_draw,
    "equipment_id": lambda world: a_machine(world.project, by=world.contact).id,
}

TABLE = """
endpoint                            method A V P L C S J T M Y X   A V P L C S J T M Y X
inspections.index                   GET    > x x x + + + + + + x   > x x x + + + + + + x
inspections.of_project              GET    + + + + + + + + + + +   + + + + + + + + + + +
inspections.of_village              GET    > x x x + + + + + + x   > x x x x x x x x x x
inspections.plan                    GET    > x x x x x + x x x x   > x x x x x x x x x x
inspections.plan                    POST   > x x x x x + x x x x   > x x x x x x x x x x
inspections.submit_plan             POST   > x x x x x + x x x x   > x x x x x x x x x x
inspections.revise_plan             POST   > x x x x x + x x x x   > x x x x x x x x x x
inspections.approve_plan            POST   > x x x x x x + x x x   > x x x x x x x x x x
inspections.send_back_plan          POST   > x x x x x x + x x x   > x x x x x x x x x x
inspections.check                   GET    > . . + + + + + + + .   > . . . . . . . . . .
inspections.report                  GET    > . . x + x x x x x .   > . . . . . . . . . .
inspections.report                  POST   > . . x + x x x x x .   > . . . . . . . . . .
inspections.cosign                  POST   > . . + x x x x x x .   > . . . . . . . . . .
inspections.solve                   POST   > . . + + + x x x x .   > . . . . . . . . . .
inspections.hand_on                 GET    > . . x x x + + x + .   > . . . . . . . . . .
inspections.hand_on                 POST   > . . x x x + + x + .   > . . . . . . . . . .
inspections.equipment               GET    > x x + + + + + + + x   > x x x x x x x x x x
inspections.new_equipment           GET    > x x + + + x x x x x   > x x x x x x x x x x
inspections.new_equipment           POST   > x x + + + x x x x x   > x x x x x x x x x x
inspections.test_equipment          POST   > . . x x x + + x + .   > . . . . . . . . . .
inspections.remove_equipment        POST   > . . + + + x x x x .   > . . . . . . . . . .
inspections.photo                   GET    > . . + + + + + + + .   > . . . . . . . . . .
inspections.thumb                   GET    > . . + + + + + + + .   > . . . . . . . . . .
inspections.tasks                   GET    > x x x + + + + + + x   > x x x + + + + + + x
inspections.problems                GET    > x x x + + + + + + x   > x x x + + + + + + x
inspections.points                  GET    > x x x + + + + + + x   > x x x + + + + + + x
inspections.plans                   GET    > x x x + + + + + + x   > x x x + + + + + + x
inspections.spot_checks             GET    > x x x + + + + + + x   > x x x + + + + + + x
inspections.new_task                GET    > x x x x x + + x + x   > x x x x x x x x x x
inspections.new_task                POST   > x x x x x + + x + x   > x x x x x x x x x x
inspections.task                    GET    > . . + + + + + + + .   > . . . . . . . . . .
inspections.join                    POST   > . . x x x + + x + .   > . . . . . . . . . .
inspections.cancel                  POST   > . . x x x x + x + .   > . . . . . . . . . .
inspections.start                   POST   > . . x x x x + x x .   > . . . . . . . . . .
inspections.visit_report            GET    > . . x x x x + x x .   > . . . . . . . . . .
inspections.visit_report            POST   > . . x x x x + x x .   > . . . . . . . . . .
inspections.themes                  GET    > x x x x x x + x x x   > x x x x x x x x x x
inspections.themes                  POST   > x x x x x x + x x x   > x x x x x x x x x x
inspections.new_draw                GET    > x x x x x x + x x x   > x x x x x x x x x x
inspections.new_draw                POST   > x x x x x x + x x x   > x x x x x x x x x x
inspections.draw                    GET    + + + + + + + + + + +   + + + + + + + + + + +
inspections.sealed                  GET    > x x x x x x + x + x   > x x x x x x + x + x
inspections.new_sealed              GET    > x x x x x x + x + x   > x x x x x x x x x x
inspections.new_sealed              POST   > x x x x x x + x + x   > x x x x x x x x x x
inspections.sealed_visit            GET    > . . . . . . + . + .   > . . . . . . . . . .
inspections.start_sealed            POST   > . . . . . . + . x .   > . . . . . . . . . .
inspections.cancel_sealed           POST   > . . . . . . + . x .   > . . . . . . . . . .
"""
