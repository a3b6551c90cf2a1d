"""What matters expect of somebody: to be taken, done, answered; and who is reminded that one is overdue."""

from sqlalchemy import and_, or_, select

from govproj.accounts.models import Post, Role
from govproj.core import dates, todo
from govproj.core.i18n import _
from govproj.core.todo import Kind, Row, Todo, columns
from govproj.matters.deadlines import kind_words
from govproj.matters.models import Matter, MatterClimb
from govproj.matters.queries import CLOCK_RUNS
from govproj.matters.states import IN_HAND, State

SHOWN = 40  # characters of what was reported


def register(app) -> None:
    todo.lines(
        app,
        Kind(
            _to_accept, lambda row: _line(_("受理%(kind)s：%(words)s", **_facts(row)), "matters.accept", row)
        ),
        Kind(
            _on_duty,
            lambda row: _line(_("您值班，请受理%(kind)s：%(words)s", **_facts(row)), "matters.accept", row),
        ),
        Kind(_to_do, lambda row: _line(_("办%(kind)s：%(words)s", **_facts(row)), "matters.show", row)),
        Kind(
            _to_answer, lambda row: _line(_("回复%(kind)s：%(words)s", **_facts(row)), "matters.reply", row)
        ),
        Kind(
            _climbed,
            lambda row: _line(_("逾期的%(kind)s，请过问：%(words)s", **_facts(row)), "matters.show", row),
        ),
        Kind(
            _to_call,
            lambda row: _line(_("重办后仍不满意，请回访：%(words)s", **_facts(row)), "matters.call", row),
        ),
    )


def _facts(row: Row) -> dict:
    words = row.name if len(row.name) <= SHOWN else row.name[:SHOWN] + "…"
    return {"kind": kind_words(row.about), "words": words.replace("\n", " ")}


def _line(words: str, endpoint: str, row: Row) -> Todo:
    return Todo(words, endpoint, {"matter_id": row.id}, row.day)


def _matters(day, *conditions):
    wanted = select(*columns(Matter.id, name=Matter.text, about=Matter.kind, day=day))
    return wanted.where(*conditions).order_by(day, Matter.id)


def _village(user):
    return Matter.village_id.in_(user.villages_as(Role.CADRE, Role.SECRETARY))


def _to_accept(user):
    if not user.villages_as(Role.CADRE, Role.SECRETARY):
        return None
    others = Matter.owner_id.is_distinct_from(user.id)
    return _matters(Matter.first_due_on, _village(user), Matter.state == State.RECEIVED, others)


def _on_duty(user):
    """Given to whoever was on duty when it came."""
    return _matters(Matter.first_due_on, Matter.owner_id == user.id, Matter.state == State.RECEIVED)


def _to_do(user):
    return _matters(Matter.finish_due_on, Matter.owner_id == user.id, Matter.state.in_(IN_HAND))


def _to_answer(user):
    return _matters(
        Matter.finish_due_on, or_(_village(user), Matter.owner_id == user.id), Matter.state == State.DONE
    )


def _climbed(user):
    """For whoever holds the office it has climbed to by now; not for the owner, who has it on his list already."""
    offices = [
        and_(MatterClimb.office == role.value, Matter.village_id.in_(here))
        for role in (Role.SECRETARY, Role.TOWN_ADMIN, Role.TOWN_INSPECTOR)
        if (here := user.villages_as(role))
    ]
    if user.directs:
        director = MatterClimb.office == Post.DIRECTOR.value
        offices.append(and_(director, Matter.village_id.in_(tuple(user.directs))))
    if not offices:
        return None
    others = or_(Matter.owner_id.is_(None), Matter.owner_id != user.id)
    reached = select(MatterClimb.matter_id).join(MatterClimb.matter)
    reached = reached.where(or_(*offices), MatterClimb.at <= dates.now(), CLOCK_RUNS)
    return _matters(Matter.first_due_on, Matter.id.in_(reached), others)


def _to_call(user):
    """The town's office; when its time is over the town's inspectors, too."""
    office, late = user.villages_as(Role.TOWN_ADMIN), user.villages_as(Role.TOWN_INSPECTOR)
    if not office and not late:
        return None
    mine = or_(
        Matter.village_id.in_(office),
        and_(Matter.village_id.in_(late), Matter.call_due_on < dates.today()),
    )
    others = and_(Matter.owner_id.is_distinct_from(user.id), Matter.done_by_id.is_distinct_from(user.id))
    waits = and_(Matter.call_due_on.is_not(None), Matter.called_on.is_(None))
    return _matters(Matter.call_due_on, waits, mine, others)
