"""Who gets in where: declarations, joint teams, activities, agreements."""

from types import SimpleNamespace

from govproj.core import uploads
from govproj.core.db import db
from govproj.engagement.actions import activities
from govproj.engagement.models import ActivityPhoto, AgreementScan
from tests.engagement.things import a_declaration, a_team, an_activity, an_agreement
from tests.factories import saved


def cast_of(world):
    people = world.people
    return SimpleNamespace(
        village=world.village,
        project=world.project,
        secretary=people["S"],
        cadre=people["C"],
        lead=people["L"],
        town_admin=people["M"],
    )


def a_photo(world) -> int:
    activity = an_activity(cast_of(world))
    file = uploads.StoredFile(uploads.keep(b"webp"), "webp", 4, "现场.jpg", uploads.keep(b"thumb"), 4, 3)
    return saved(ActivityPhoto(activity=activity, **file._asdict())).id


def a_scan(world) -> int:
    agreement = an_agreement(cast_of(world))
    file = uploads.StoredFile(uploads.keep(b"%PDF-1.4"), "pdf", 8, "承诺书.pdf")
    return saved(AgreementScan(agreement=agreement, **file._asdict())).id


def a_question(world) -> int:
    question = activities.ask(an_activity(cast_of(world)), text="桥墩防冲刷怎么做？", by=world.people["C"])
    db.session.commit()
    return question.id


def a_furnished_project(world) -> int:
    """With one of everything."""
    cast = cast_of(world)
    the_team(world)
    a_declaration(cast, title="领办一件大事")
    for kind in ("联建活动", "廉政党课", "现场监督"):
        an_activity(cast, kind=kind, outcomes=["一条成果"], questions=["一个问题"])
    an_agreement(cast)
    return world.project.id


def more(world):
    """Ten more of everything, in the ways the lists show them."""
    cast = cast_of(world)
    team = the_team(world)
    for number in world.ten:
        a_declaration(cast, title=f"第{number}项")
        activity = an_activity(cast, outcomes=["一条成果"], questions=["一个问题"])
        an_activity(cast, kind="廉政党课")
        an_activity(cast, project=False)
        an_agreement(cast)
        file = uploads.StoredFile("7" * 64, "webp", 4, "现场.jpg", "7" * 64, 4, 3)
        activities.add_photos(activity, [file], by=cast.cadre)
    assert team
    db.session.commit()


def the_team(world):
    """The one there can be."""
    if not hasattr(world, "team"):
        world.team = a_team(cast_of(world))
    return world.team


THINGS = {
    "village_id": lambda world: world.village.id,
    "project_id": a_furnished_project,
    "declaration_id": lambda world: a_declaration(cast_of(world)).id,
    "team_id": lambda world: the_team(world).id,
    "member_id": lambda world: the_team(world).members[0].id,
    "activity_id": lambda world: an_activity(cast_of(world)).id,
    "question_id": a_question,
    "photo_id": a_photo,
    "agreement_id": lambda world: an_agreement(cast_of(world)).id,
    "scan_id": a_scan,
}

TABLE = """
endpoint                          method A V P L C S J T M Y X   A V P L C S J T M Y X
lead_declarations.index           GET    > x x x + + + + + + x   > x x x + + + + + + x
lead_declarations.of_village      GET    + + + + + + + + + + +   + + + + + + + + + + +
lead_declarations.new             GET    > x x x x + x x x x x   > x x x x x x x x x x
lead_declarations.new             POST   > x x x x + x x x x x   > x x x x x x x x x x
lead_declarations.show            GET    . . . . + + + + + + .   . . . . . . . . . . .
lead_declarations.edit            GET    > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.edit            POST   > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.report          GET    > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.report          POST   > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.hand_in         GET    > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.hand_in         POST   > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.declare_again   POST   > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.start           POST   > . . . x + x x x x .   > . . . . . . . . . .
lead_declarations.approve         POST   > . . . x x x x + x .   > . . . . . . . . . .
lead_declarations.send_back       POST   > . . . x x x x + x .   > . . . . . . . . . .
lead_declarations.accept          POST   > . . . x x x x + x .   > . . . . . . . . . .
lead_declarations.return_result   POST   > . . . x x x x + x .   > . . . . . . . . . .
lead_declarations.display         POST   > . . . x x x x + x .   > . . . . . . . . . .
joint_teams.new                   GET    > x x + + + x x x x x   > x x x x x x x x x x
joint_teams.new                   POST   > x x + + + x x x x x   > x x x x x x x x x x
joint_teams.show                  GET    + + + + + + + + + + +   + + + + + + + + + + +
joint_teams.add_member            GET    > x x + + + x x x x x   > x x x x x x x x x x
joint_teams.add_member            POST   > x x + + + x x x x x   > x x x x x x x x x x
joint_teams.leave                 POST   > x x + + + x x x x x   > x x x x x x x x x x
joint_teams.sign                  POST   > x x + + + x x x x x   > x x x x x x x x x x
joint_teams.dissolve              POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.of_project             GET    + + + + + + + + + + +   + + + + + + + + + + +
activities.questions              GET    + + + + + + + + + + +   + + + + + + + + + + +
activities.of_village             GET    + + + + + + + + + + +   + + + + + + + + + + +
activities.new                    GET    > x x x + + x x x x x   > x x x x x x x x x x
activities.new                    POST   > x x x + + x x x x x   > x x x x x x x x x x
activities.new_of_project         GET    > x x + + + x x x x x   > x x x x x x x x x x
activities.new_of_project         POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.show                   GET    + + + + + + + + + + +   + + + + + + + + + + +
activities.edit                   GET    > x x + + + x x x x x   > x x x x x x x x x x
activities.edit                   POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.hold                   GET    > x x + + + x x x x x   > x x x x x x x x x x
activities.hold                   POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.cancel                 POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.ask                    GET    > x x + + + x x x x x   > x x x x x x x x x x
activities.ask                    POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.answer                 GET    > x x + + + x x x x x   > x x x x x x x x x x
activities.answer                 POST   > x x + + + x x x x x   > x x x x x x x x x x
activities.photo                  GET    + + + + + + + + + + +   + + + + + + + + + + +
activities.thumb                  GET    + + + + + + + + + + +   + + + + + + + + + + +
agreements.new                    GET    > x x + + + x x x x x   > x x x x x x x x x x
agreements.new                    POST   > x x + + + x x x x x   > x x x x x x x x x x
agreements.show                   GET    > . . + + + + + + + .   > . . . . . . . . . .
agreements.end                    POST   > . . + + + x x x x .   > . . . . . . . . . .
agreements.scan                   GET    > . . + + + + + + + .   > . . . . . . . . . .
agreements.integrity_sheet        GET    > . . + + + + + + + .   > . . . . . . . . . .
agreements.integrity_file         GET    > . . + + + + + + + .   > . . . . . . . . . .
"""
