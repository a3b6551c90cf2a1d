"""A matter comes in: sent by anybody from a phone, or put down for somebody who called or came by."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.inquiries.models import Channel
from govproj.matters import policy
from govproj.matters.deadlines import kind_words, kinds_of, plan
from govproj.matters.models import Matter, MatterClimb, MatterPhoto
from govproj.matters.roster import on_duty
from govproj.matters.states import UNFINISHED, Phase
from govproj.villages.models import Village

RECEIVED = Event("matters.received", "number", "kind", "channel", says=_l("收到%(kind)s %(number)s"))
# Of what came by itself; past that nobody could answer in time, and a flood would bury what is serious. What an
# official puts down is never turned away: it is the way that is left to people while the flood lasts.
MOST_AN_HOUR, MOST_OPEN = 30, 200


def report(
    village: Village, *, by, kind: str, text: str, sending: str, receipt: str, photos=(), **said
) -> Matter:
    """From the public page. The same page sent twice is one matter; the receipt is stored as a hash only."""
    _one_at_a_time(village)
    if sent := db.session.scalar(select(Matter).where(Matter.sending == sending)):
        return sent
    _refuse_a_flood(village)
    if db.session.scalar(select(Matter.id).where(*_unfinished(village), Matter.text == text).limit(1)):
        raise MoveRefused(_("同样的话已经收到一件，正在办，不用再交。"))
    facts = {"sending": sending, "receipt": receipt, "channel": Channel.WEB, **said}
    return _receive(village, kind, photos, by, text=text, **facts)


def take_down(
    village: Village, *, by, kind: str, photos=(), received_at: datetime | None = None, **said
) -> Matter:
    """For somebody who phoned, wrote or came by; the clock runs from when that was."""
    if not policy.can_take_down(by, village):
        raise MoveRefused(_("您不在这个村任职，不能登记。"))
    if received_at is not None and received_at > dates.now():
        raise MoveRefused(_("时间不能晚于现在。"))
    _one_at_a_time(village)
    return _receive(village, kind, photos, by, recorded_by_id=by.id, received_at=received_at, **said)


def _one_at_a_time(village) -> None:
    """The village's row is the lock, so that two at once get two numbers, and one sent twice gets one."""
    db.session.execute(select(Village.id).where(Village.id == village.id).with_for_update())


def _unfinished(village) -> tuple:
    return Matter.village_id == village.id, Matter.state.in_(UNFINISHED)


def _refuse_a_flood(village) -> None:
    an_hour_ago = dates.now() - timedelta(hours=1)
    from_web = (
        select(func.count(), func.count().filter(Matter.received_at > an_hour_ago))
        .select_from(Matter)
        .where(*_unfinished(village), Matter.recorded_by_id.is_(None))
    )
    waiting, lately = db.session.execute(from_web).one()
    if waiting >= MOST_OPEN or lately >= MOST_AN_HOUR:
        raise MoveRefused(
            _("网上刚收到很多件，暂时收不下了。请打村里的电话，或者到村委会当面说，村干部替您登记。")
        )


def _receive(village, kind, photos, by, *, received_at=None, **facts) -> Matter:
    if kind not in kinds_of(village.id):
        raise MoveRefused(_("本村不收这一类事，请换一类。"))
    start = received_at or dates.now()
    year, planned = dates.beijing(start).year, plan(village.id, kind, start)
    matter = Matter(
        village=village,
        village_id=village.id,
        kind=kind,
        year=year,
        serial=_next_serial(village.id, year),
        received_at=start,
        urgent=planned.urgent,
        owner=on_duty(village.id, dates.beijing(start).date()) if planned.urgent else None,
        first_due_at=planned.first_due_at,
        finish_due_at=planned.finish_due_at,
        photos=[MatterPhoto(phase=Phase.BEFORE, **photo._asdict()) for photo in photos],
        climbs=[MatterClimb(clock=clock, office=office, at=at) for clock, office, at in planned.climbs],
        **facts,
    )
    db.session.add(matter)
    RECEIVED.record(matter, by=by, number=matter.number, kind=kind_words(kind), channel=matter.channel)
    return matter


def _next_serial(village_id: int, year: int) -> int:
    last = select(func.max(Matter.serial)).where(Matter.village_id == village_id, Matter.year == year)
    return (db.session.scalar(last) or 0) + 1
