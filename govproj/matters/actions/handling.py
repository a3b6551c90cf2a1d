"""A matter is taken, worked on, done, answered; or turned down, passed on, merged. One owner all the while."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inquiries.unnamed import unnamed, without
from govproj.matters import policy
from govproj.matters.actions.climbing import log_climbs
from govproj.matters.deadlines import minutes_between
from govproj.matters.models import Matter, MatterPhoto
from govproj.matters.states import IN_HAND, Phase
from govproj.matters.workflow import WORKFLOW

HANDED_OVER = Event(
    "matters.handed_over", "number", "owner", "reason", says=_l("%(number)s 改由 %(owner)s 负责：%(reason)s")
)
BASIS = Event("matters.basis", "number", "words", says=_l("%(number)s 记下凭据：%(words)s"))
ARRIVED = Event("matters.arrived", "number", says=_l("%(number)s 到现场"))
PUBLISHED = Event("matters.published", "number", "title", says=_l("公开了 %(number)s 的答复：%(title)s"))
TAKEN_OFF = Event("matters.taken_off", "number", "reason", says=_l("撤下了 %(number)s 的答复：%(reason)s"))


def accept(matter: Matter, *, owner, by, note: str = "") -> None:
    """Somebody is named who sees to it; until then nobody is."""
    with db.session.no_autoflush:  # an owner and the state go together, says the schema
        matter.owner = owner
        _responded(matter)
        WORKFLOW.make("accept", matter, by=by, note=note)


def _responded(matter) -> None:
    """The first answer counts, also of a matter that is looked at again later."""
    log_climbs(matter)
    if matter.first_minutes is None:
        matter.first_minutes = minutes_between(matter.received_at, dates.now())


def hand_over(matter: Matter, *, owner, reason: str, by) -> None:
    if not policy.can_hand_over(by, matter):
        raise MoveRefused(_("现在不能改责任人。"))
    if not policy.can_own(owner, matter) or matter.has_as_owner(owner):
        raise MoveRefused(_("请选另一名能负责的人。"))
    matter.owner = owner
    HANDED_OVER.record(matter, by=by, number=matter.number, owner=owner.name, reason=reason)


def write_down_basis(matter: Matter, *, words: str, by) -> None:
    if not policy.can_write_down_basis(by, matter):
        raise MoveRefused(_("现在不能记凭据。"))
    matter.basis = words
    BASIS.record(matter, by=by, number=matter.number, words=unnamed(words, matter.name, matter.phone))


def start(matter: Matter, *, by) -> None:
    WORKFLOW.make("start", matter, by=by)


def arrive(matter: Matter, *, by) -> None:
    """The owner is there; pressed on the spot, so that the minute is true."""
    if matter.state not in IN_HAND or not policy.can_work_on(by, matter) or matter.on_site_at is not None:
        raise MoveRefused(_("现在不能记到场。"))
    matter.on_site_at = dates.now()
    ARRIVED.record(matter, by=by, number=matter.number)


def finish(matter: Matter, *, result: str, by, photos=()) -> None:
    log_climbs(matter)
    with db.session.no_autoflush:  # result, moment and state go together
        turn = matter.turn
        matter.photos += [MatterPhoto(phase=Phase.AFTER, turn=turn, **photo._asdict()) for photo in photos]
        matter.result, matter.done_at, matter.done_by_id = result, dates.now(), by.id
        matter.finish_minutes = minutes_between(matter.received_at, matter.done_at)
        WORKFLOW.make("finish", matter, by=by)


def reply(matter: Matter, *, words: str, by) -> None:
    """The reporter reads it with his code."""
    with db.session.no_autoflush:
        _answer(matter, words, by)
        WORKFLOW.make("reply", matter, by=by)


def _answer(matter, words: str, by) -> None:
    matter.reply = without(words.strip(), matter.name, matter.phone)
    matter.replied_at, matter.replied_by_id = dates.now(), by.id


def turn_down(matter: Matter, *, words: str, by) -> None:
    """Not adopted, and why; the reason is the answer."""
    with db.session.no_autoflush:
        _responded(matter)
        _answer(matter, words, by)
        matter.ended_on = dates.today()
        WORKFLOW.make("turn_down", matter, by=by, note=matter.reply)


def pass_on(matter: Matter, *, to: str, words: str, by) -> None:
    """To a body outside; what concerns the town's administration is given to one of its people instead."""
    with db.session.no_autoflush:
        _responded(matter)
        _answer(matter, words, by)
        matter.passed_to, matter.ended_on = to, dates.today()
        WORKFLOW.make("pass_on", matter, by=by, note=to)


def merge(matter: Matter, *, into: Matter | None, by) -> None:
    """Reported more than once: the reporter reads the answer of the other one."""
    with db.session.no_autoflush:
        _responded(matter)
        matter.duplicate_of, matter.ended_on = into, dates.today()
        WORKFLOW.make("merge", matter, by=by, note=into.number if into else "")


def publish(matter: Matter, *, title: str, by) -> None:
    """What everybody reads: a title of the handler's own, the kind, the state and the reply; never who it was."""
    if not policy.can_publish(by, matter):
        raise MoveRefused(_("有了答复才能公开。"))
    matter.public_title = unnamed(title, matter.name, matter.phone)
    matter.published_on = dates.today()
    PUBLISHED.record(matter, by=by, number=matter.number, title=matter.public_title)


def take_off(matter: Matter, *, reason: str, by) -> None:
    if not policy.can_publish(by, matter) or matter.published_on is None:
        raise MoveRefused(_("这一件现在没有公开。"))
    matter.published_on = None
    TAKEN_OFF.record(matter, by=by, number=matter.number, reason=reason)
