"""Who of the key posts came to a session is ticked; a talk is written down once and never rewritten."""

from datetime import date

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.engagement import policy
from govproj.engagement.models import ActivityAttendee, IntegrityTalk
from govproj.engagement.states import ActivityState, Theme

# The log says that it happened, not what was said.
CAME = Event("activities.attendees_ticked", "number", says=_l("登记关键岗位到场 %(number)s 人"))
TALKED = Event("talks.held", "occasion", "on", says=_l("登记一次廉政约谈"))


def tick_attendees(activity, user_ids, *, by) -> None:
    """Those who came, from the list of key posts; ticking again replaces what was ticked."""
    if activity.theme is not Theme.EDUCATION or activity.state is not ActivityState.HELD:
        raise MoveRefused(_("只有已经开展的廉政教育才登记关键岗位到场。"))
    wanted = set(user_ids)
    if activity.attendance is not None and len(wanted) > activity.attendance:
        raise MoveRefused(_("勾选的人比到场人次还多，请核对。"))
    for attendee in list(activity.attendees):
        if attendee.user_id not in wanted:
            db.session.delete(attendee)
    there = {attendee.user_id for attendee in activity.attendees}
    for user_id in sorted(wanted - there):
        db.session.add(ActivityAttendee(activity_id=activity.id, user_id=user_id))
    CAME.record(activity, by=by, number=len(wanted))
    db.session.expire(activity, ["attendees"])


def talk(village, person, *, occasion, held_on: date, content: str, by, **words) -> IntegrityTalk:
    if not policy.can_talk_in(by, village) or person.id == by.id:
        raise MoveRefused(_("约谈由村书记或纪检干部做，不能约谈自己。"))
    if held_on > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    held = IntegrityTalk(
        village=village, person=person, occasion=occasion, held_on=held_on, content=content, by=by, **words
    )
    db.session.add(held)
    TALKED.record(held, by=by, occasion=occasion, on=held_on)
    return held
