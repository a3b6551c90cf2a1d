"""Who gets in where in an evaluation; see tests/house/permissions.py. Rounds are drafts here."""

from datetime import timedelta

from govproj.core import dates, uploads
from govproj.core.db import db
from govproj.evaluations import actions
from govproj.evaluations.models import (
    Attendance,
    AttendancePaper,
    Comment,
    Consequence,
    Demand,
    EvaluationRound,
    OpinionCard,
    Part,
    Purpose,
    QuestionSet,
    QuestionTotal,
    RoundProject,
    Screening,
    State,
    Visit,
    WeakLink,
)
from govproj.evaluations.questions import QUESTIONS
from govproj.villages.models import Resident
from tests.evaluations.scenes import A_PAPER, holds_a_key, printed_before_both
from tests.factories import saved


def a_draft(world):
    today = dates.today()
    round_ = actions.draft(
        world.village,
        title="评议",
        purpose=Purpose.QUARTERLY,
        projects=[world.project],
        opens_on=today,
        closes_on=today + timedelta(days=10),
        excluded=(),
        by=world.people["S"],
    )
    db.session.commit()
    return round_


def a_slip(world) -> str:
    """The code of a slip that can be spent now."""
    supervisor, inspector = world.people["J"], world.people["T"]
    for person in (supervisor, inspector):
        holds_a_key(person)
    some_adults(world, 12)
    round_ = a_draft(world)
    codes = printed_before_both(round_, 12, supervisor, inspector)
    actions.open_round(round_, by=supervisor)
    db.session.commit()
    return codes[0]


def some_adults(world, number) -> None:
    last = db.session.query(Resident).filter_by(village_id=world.village.id).count()
    db.session.add_all(
        Resident(village_id=world.village.id, number=9000 + n, name=f"村民示{n:03}", household=n)
        for n in range(last + 1, last + 1 + number)
    )
    db.session.commit()


def a_counted_round(world) -> WeakLink:
    """With a weak link and a comment; returns the weak link."""
    round_ = saved(
        EvaluationRound(
            village=world.village,
            title="评议",
            purpose=Purpose.QUARTERLY,
            state=State.COUNTED,
            opens_on=dates.today(),
            closes_on=dates.today(),
            questions=[],
        )
    )
    saved(RoundProject(round_id=round_.id, project_id=world.project.id))
    saved(Comment(round_id=round_.id, text="路灯太暗"))
    weak = WeakLink(round=round_, project=world.project, aspect="schedule", reasons=["low_rate"])
    return saved(weak)


def a_published_comment(world) -> Comment:
    weak = a_counted_round(world)
    weak.round.state = State.PUBLISHED
    return saved(Comment(round_id=weak.round_id, text="路灯太暗", screening=Screening.SHOWN))


def a_consequence(world) -> Consequence:
    weak = a_counted_round(world)
    return saved(
        Consequence(round=weak.round, project=world.project, trigger="rectify", due_on=dates.today())
    )


def a_set(world) -> QuestionSet:
    row = {"village_id": world.village.id, "name": "食堂", "made_by_id": world.people["S"].id}
    number = db.session.query(QuestionSet).count() + 1
    asked = [{"key": "q1", "kind": "scale", "name": "味道", "text": "饭菜味道怎么样？"}]
    return saved(QuestionSet(**row, number=number, questions=asked))


def a_visit(world) -> Visit:
    row = {"village_id": world.village.id, "place": "食堂（虚构）", "visited_on": dates.today()}
    return saved(Visit(**row, set_id=a_set(world).id, by_id=world.people["J"].id))


def a_card(world) -> OpinionCard:
    return saved(OpinionCard(visit_id=a_visit(world).id, text="太咸"))


def a_demand(world) -> Demand:
    return saved(Demand(village_id=world.village.id, text="少盐", unit="食堂"))


def an_attendance(world, part=Part.COUNT) -> Attendance:
    people = {"user_id": world.people["T"].id, "named_by_id": world.people["J"].id}
    return saved(Attendance(round_id=a_draft(world).id, part=part, **people))


def a_signed_paper(world) -> AttendancePaper:
    facts = A_PAPER._replace(sha256=uploads.keep(b"%PDF-1.4 signed"))._asdict()
    people = {"part": Part.HELP, "by_id": world.people["J"].id}
    return saved(AttendancePaper(round_id=a_draft(world).id, **people, **facts))


def more(world) -> None:
    """Ten more rounds of each kind, ten more adults, and totals for every question."""
    some_adults(world, 10)
    for _round in range(10):
        an_attendance(world)
        a_signed_paper(world)
        weak = a_counted_round(world)
        a_published_comment(world)
        a_consequence(world)
        a_card(world).demand_id = a_demand(world).id
        for key, _name, _text in QUESTIONS:
            row = {"round_id": weak.round_id, "project_id": world.project.id, "question": key}
            db.session.add(QuestionTotal(**row, **dict.fromkeys(LEVELS, 3)))
    db.session.commit()


LEVELS = ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "dont_know", "blank")
THINGS = {
    "village_id": lambda world: world.village.id,
    "project_id": lambda world: world.project.id,
    "round_id": lambda world: a_draft(world).id,
    "weak_link_id": lambda world: a_counted_round(world).id,
    "code": a_slip,
    "set_id": lambda world: a_set(world).id,
    "consequence_id": lambda world: a_consequence(world).id,
    "visit_id": lambda world: a_visit(world).id,
    "card": lambda world: a_card(world).name,
    "demand_id": lambda world: a_demand(world).id,
    "name": lambda world: a_published_comment(world).name,
    "attendance_id": lambda world: an_attendance(world).id,
    "signed_paper_id": lambda world: a_signed_paper(world).id,
}

TABLE = """
endpoint                    method  A V P L C S J T M Y X  foreign
evaluations.index           GET     + + + + + + + + + + +  + + + + + + + + + + +
evaluations.of_project      GET     + + + + + + + + + + +  + + + + + + + + + + +
evaluations.show            GET     . . . . + + + + + + .  . . . . . . . . . . .
evaluations.new             GET     > x x x x + x x x x x  > x x x x x x x x x x
evaluations.new             POST    > x x x x + x x x x x  > x x x x x x x x x x
evaluations.print_slips     GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.print_slips     POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.draw            GET     > . . . . . . . . . .  > . . . . . . . . . .
evaluations.draw_now        POST    > . . . . . . . . . .  > . . . . . . . . . .
evaluations.open            POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.signing_list    GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.close           GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.close           POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.count           GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.count           POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.publish         POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.discard         POST    > . . . x + + + x x .  > . . . . . . . . . .
evaluations.complaints      GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.complaints      POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.attendance      GET     > . . . . . . + . . .  > . . . . . . . . . .
evaluations.answer_attendance POST  > . . . . . . + . . .  > . . . . . . . . . .
evaluations.signed_papers   GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.signed_papers   POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.signed_paper    GET     > . . . x x + + x + .  > . . . . . . . . . .
evaluations.helpers_sheet   GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.stand_by        POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.papers          GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.papers          POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.give_up         POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.comments        GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.comments        POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.weak_link       GET     > . . . x + x x x x .  > . . . . . . . . . .
evaluations.confirm         POST    > . . . x + x x x x .  > . . . . . . . . . .
evaluations.decline         POST    > . . . x + x x x x .  > . . . . . . . . . .
evaluations.ceremony        GET     . . . . + + + + + + .  . . . . . . . . . . .
evaluations.totals_as_excel GET     . . . . . . . . . . .  . . . . . . . . . . .
evaluations.totals_as_csv   GET     . . . . . . . . . . .  . . . . . . . . . . .
evaluations.print_paper     GET     > . . . x x + + x x .  > . . . . . . . . . .
evaluations.print_paper     POST    > . . . x x + + x x .  > . . . . . . . . . .
evaluations.paper           GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.key_paper       GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.key_paper       POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.consequence     GET     > . . . x + x x x x .  > . . . . . . . . . .
evaluations.consequence     POST    > . . . x + x x x x .  > . . . . . . . . . .
evaluations.follow_up       GET     > . . . x x x x x x .  > . . . . . . . . . .
evaluations.follow_up       POST    > . . . x x x x x x .  > . . . . . . . . . .
evaluations.said            GET     + + + + + + + + + + +  + + + + + + + + + + +
evaluations.reply           GET     > . . . + + x x x x .  > . . . . . . . . . .
evaluations.reply           POST    > . . . + + x x x x .  > . . . . . . . . . .
evaluations.sets            GET     > x x x x + x x x x x  > x x x x x x x x x x
evaluations.new_set         GET     > x x x x + x x x x x  > x x x x x x x x x x
evaluations.new_set         POST    > x x x x + x x x x x  > x x x x x x x x x x
evaluations.retire_set      POST    > . . . x + x x x x .  > . . . . . . . . . .
evaluations.visits          GET     > x x x + + + + + + x  > x x x x x x x x x x
evaluations.new_visit       GET     > x x x x x + + x + x  > x x x x x x x x x x
evaluations.new_visit       POST    > x x x x x + + x + x  > x x x x x x x x x x
evaluations.fill_in         GET     > . . . x x + + x + .  > . . . . . . . . . .
evaluations.fill_in         POST    > . . . x x + + x + .  > . . . . . . . . . .
evaluations.all_visits      GET     > x x x x x x + x + x  > x x x x x x + x + x
evaluations.mend            GET     > . . . x x + + x + .  > . . . . . . . . . .
evaluations.mend            POST    > . . . x x + + x + .  > . . . . . . . . . .
evaluations.gather          GET     > . . . x x + + x + .  > . . . . . . . . . .
evaluations.gather          POST    > . . . x x + + x + .  > . . . . . . . . . .
evaluations.demand          GET     > . . . + + x x x x .  > . . . . . . . . . .
evaluations.demand          POST    > . . . + + x x x x .  > . . . . . . . . . .
evaluations.my_key          GET     > x x x x x + + x + x  > x x x x x + + x + x
evaluations.my_key          POST    > x x x x x + + x + x  > x x x x x + + x + x
evaluations.passphrase      GET     > . . . . . . . . . .  > . . . . . . . . . .
evaluations.passphrase      POST    > . . . . . . . . . .  > . . . . . . . . . .
slips.enter                 GET     + + + + + + + + + + +  + + + + + + + + + + +
slips.kiosk                 GET     + + + + + + + + + + +  + + + + + + + + + + +
slips.scanned               GET     + + + + + + + + + + +  + + + + + + + + + + +
slips.check                 POST    + + + + + + + + + + +  + + + + + + + + + + +
slips.cast                  POST    + + + + + + + + + + +  + + + + + + + + + + +
"""
