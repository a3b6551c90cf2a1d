"""Once a day: flags that have waited too long are pressed, each level once."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.core.audit import Event
from govproj.core.db import db, rows
from govproj.core.i18n import _l, in_chinese
from govproj.flags import waiting
from govproj.flags.models import Flag, FlagAct
from govproj.flags.states import OPEN, ActKind
from govproj.villages.rules import in_villages

PRESSED = Event(
    "flags.pressed", "rule", "level", "days", says=_l("预警 %(rule)s %(days)s 天没有办，%(level)s")
)


def press_everything(day: date, places: list[int] | None = None) -> None:
    """Right however many days were missed: what is written down is the level reached, never a level skipped.

    Everywhere, or only in the villages named.
    """
    if places is None:
        wanted = select(Flag.village_id).where(Flag.state.in_(OPEN)).distinct()
        places = [row.village_id for row in rows(wanted)]
    if not places:
        return
    days = in_villages(waiting.KEY, places, day)
    least = min(min(some.values()) for some in days.values())
    long_ago = Flag.waiting_since <= day - timedelta(days=least)
    here = Flag.state.in_(OPEN), Flag.village_id.in_(places)
    wanted = select(Flag).where(*here, long_ago).options(joinedload(Flag.project))
    for flag in db.session.scalars(wanted.order_by(Flag.id)).unique().all():
        _press(flag, waiting.pressure(flag, days[flag.village_id], day), day)


def _press(flag: Flag, level, day: date) -> None:
    if waiting.rank(level) <= waiting.rank(flag.pressed):
        return
    flag.pressed = level
    db.session.add(FlagAct(flag_id=flag.id, kind=ActKind.PRESSED, occurred_on=day, note=level.value))
    how = in_chinese(level.label)
    PRESSED.record(flag, by=None, rule=flag.rule_id, level=how, days=flag.days_waiting(day))
