"""Single days laid down as worked or off by a county or a town, and taken back while they are still ahead."""

from datetime import date

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.villages import policy
from govproj.villages.actions.rules import office_in
from govproj.villages.jurisdictions import Jurisdiction
from govproj.villages.models import CalendarDay

WORKED = Event(
    "villages.day_worked", "place", "day", "reason", says=_l("%(place)s把 %(day)s 定为上班：%(reason)s")
)
OFF = Event("villages.day_off", "place", "day", "reason", says=_l("%(place)s把 %(day)s 定为放假：%(reason)s"))
TAKEN_BACK = Event(
    "villages.day_taken_back",
    "place",
    "day",
    "reason",
    says=_l("%(place)s撤回了 %(day)s 的上班放假安排：%(reason)s"),
)


def lay_down_day(place: Jurisdiction, day: date, *, works: bool, reason: str, by) -> CalendarDay:
    """From today on: deadlines that have been counted already stay as they are."""
    _must_change(by, place)
    if day < dates.today():
        raise MoveRefused(_("已经过去的日子不能再改，期限已经按原来的算好了。"))
    if not reason.strip():
        raise MoveRefused(_("请写明原因，例如文件名称。"))
    known = select(CalendarDay.id).filter_by(day=day, **place.column)
    if db.session.scalar(known) is not None:
        raise MoveRefused(_("%(day)s 已经定过了，要改请先撤回。", day=in_words(day)))
    row = CalendarDay(day=day, works=works, reason=reason.strip(), by_name=by.name, **place.column)
    db.session.add(row)
    event, office = WORKED if works else OFF, office_in(place, by)
    event.record(row, by=by, office=office, place=place.name, day=day, reason=row.reason)
    return row


def take_back_day(row: CalendarDay, place: Jurisdiction, *, by) -> None:
    _must_change(by, place)
    if row.day < dates.today():
        raise MoveRefused(_("已经过去的日子不能再改，期限已经按原来的算好了。"))
    office = office_in(place, by)
    TAKEN_BACK.record(row, by=by, office=office, place=place.name, day=row.day, reason=row.reason)
    db.session.delete(row)


def _must_change(by, place: Jurisdiction) -> None:
    if not policy.can_change_calendar(by, place):
        raise MoveRefused(_("上班放假安排由镇业务干部来定。"))
