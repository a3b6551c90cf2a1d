"""Who is on duty is written down for some days at once."""

from datetime import date, timedelta

from sqlalchemy import select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.matters import policy
from govproj.matters.models import DutyDay
from govproj.matters.roster import MOST

SET = Event("matters.duty", "first", "last", "who", says=_l("排值班：%(first)s到%(last)s由 %(who)s 值班"))


def set_duty(village, *, person, first: date, last: date, by) -> None:
    """From the first to the last day; whoever was on duty on one of them is replaced."""
    if not policy.can_set_duty(by, village):
        raise MoveRefused(_("值班由本村排。"))
    if not policy.can_be_on_duty(person, village):
        raise MoveRefused(_("值班的人要是村干部或书记，不能是村监会成员。"))
    if not timedelta(0) <= last - first < timedelta(days=MOST):
        raise MoveRefused(_("最后一天不能早于第一天，一次最多排 %(days)s 天。", days=MOST))
    here = DutyDay.village_id == village.id
    known = {
        turn.day: turn
        for turn in db.session.scalars(select(DutyDay).where(here, DutyDay.day.between(first, last)))
    }
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        turn = known.get(day) or DutyDay(village_id=village.id, day=day)
        turn.user_id = person.id
        db.session.add(turn)
    SET.record(village, by=by, first=first, last=last, who=person.name)
