"""That a matter has climbed to an office is put on record: by the chores, or by whatever stops the clock first."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l, in_chinese
from govproj.matters.models import Matter, MatterClimb
from govproj.matters.queries import CLOCK_RUNS, RUNS

CLIMBED = Event(
    "matters.climbed",
    *("number", "clock", "reminded", "since"),
    says=_l("%(number)s %(clock)s逾期，%(since)s起提醒%(reminded)s过问"),
)


def log_climbs(matter: Matter) -> None:
    """Of this one, before its state changes: afterwards nothing tells that somebody was reminded."""
    now = dates.now()
    for climb in matter.climbs:
        if climb.logged_at is None and climb.at <= now and matter.state in RUNS[climb.clock]:
            _log(matter, climb, now)


def log_all_climbs() -> None:
    """Of all that wait; whenever the chores run, each is logged once."""
    now = dates.now()
    wanted = (
        select(MatterClimb)
        .join(MatterClimb.matter)
        .where(MatterClimb.logged_at.is_(None), MatterClimb.at <= now, CLOCK_RUNS)
        .options(contains_eager(MatterClimb.matter))
        .order_by(MatterClimb.at, MatterClimb.id)
    )
    for climb in db.session.scalars(wanted).all():
        _log(climb.matter, climb, now)


def _log(matter, climb, now) -> None:
    climb.logged_at = now
    facts = {"clock": in_chinese(climb.clock.label), "reminded": in_chinese(climb.label), "since": climb.at}
    CLIMBED.record(matter, by=None, number=matter.number, **facts)


def lay_anew(matter: Matter, climbs) -> None:
    """The way up by other days. What was reached stays logged; what lies ahead again is logged when it comes."""
    now, known = dates.now(), {(climb.clock, climb.office): climb for climb in matter.climbs}
    for clock, office, at in climbs:
        climb = known.pop((clock, office), None)
        if climb is None:
            matter.climbs.append(MatterClimb(clock=clock, office=office, at=at))
            continue
        climb.at = at
        if at > now:
            climb.logged_at = None
    for climb in known.values():
        matter.climbs.remove(climb)
