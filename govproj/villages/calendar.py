"""Which days are worked in a place: the national calendar with what its county and its town have laid down."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from flask import abort
from sqlalchemy import or_, select

from govproj.core.db import db
from govproj.core.deadlines import SATURDAY, Calendar, workdays_after
from govproj.villages import jurisdictions
from govproj.villages.jurisdictions import Jurisdiction
from govproj.villages.models import CalendarDay, Town, Village


def calendar_of(village: Village | int) -> Calendar:
    """Of a village, at the cost of one query; the town's word goes before the county's."""
    village_id = village if isinstance(village, int) else village.id
    place = (select(Village.town_id, Town.county_id).join(Town).where(Village.id == village_id)).subquery()
    here = or_(CalendarDay.town_id == place.c.town_id, CalendarDay.county_id == place.c.county_id)
    rows = select(CalendarDay.day, CalendarDay.works).join(place, here)
    return _calendar(rows)


def calendars_of(village_ids) -> dict[int, Calendar]:
    """Of many villages, at the cost of two queries; those of one town share theirs."""
    home = select(Village.id, Village.town_id, Town.county_id).join(Town).where(Village.id.in_(village_ids))
    laid_down = select(CalendarDay.town_id, CalendarDay.county_id, CalendarDay.day, CalendarDay.works)
    rows = db.session.execute(laid_down.order_by(CalendarDay.town_id.is_not(None))).all()

    @cache
    def of_town(town_id: int, county_id: int) -> Calendar:
        return Calendar(
            {row.day: row.works for row in rows if row.town_id == town_id or row.county_id == county_id}
        )

    return {row.id: of_town(row.town_id, row.county_id) for row in db.session.execute(home)}


def calendar_at(place: Jurisdiction) -> Calendar:
    """Of a county or a town."""
    return _calendar(_of(place, CalendarDay.day, CalendarDay.works))


def _of(place: Jurisdiction, *wanted):
    columns = {name: number for name, number in place.columns.items() if name != "village_id"}
    return select(*wanted).where(or_(*(getattr(CalendarDay, name) == n for name, n in columns.items())))


def _calendar(rows) -> Calendar:
    found = db.session.execute(rows.order_by(CalendarDay.town_id.is_not(None)))
    return Calendar(dict(tuple(row) for row in found))


def workdays_in(village: Village | int, day: date, amount: int) -> date:
    """The `amount`-th working day after `day` there."""
    return workdays_after(day, amount, calendar_of(village))


def days_of(place: Jurisdiction) -> Sequence[CalendarDay]:
    """What the place and the county over it have laid down, the latest day first."""
    return db.session.scalars(_of(place, CalendarDay).order_by(CalendarDay.day.desc()).limit(400)).all()


def day_of_town_or_404(user, town_id: int, day_id: int) -> tuple[Jurisdiction, CalendarDay]:
    return _day_or_404(jurisdictions.town_or_404(user, town_id), day_id)


def day_of_county_or_404(user, county_id: int, county_day_id: int) -> tuple[Jurisdiction, CalendarDay]:
    return _day_or_404(jurisdictions.county_or_404(user, county_id), county_day_id)


def _day_or_404(place: Jurisdiction, day_id: int) -> tuple[Jurisdiction, CalendarDay]:
    wanted = select(CalendarDay).filter_by(id=day_id, **place.column)
    return place, db.session.scalar(wanted) or abort(404)


__all__ = [
    "SATURDAY",
    "calendar_at",
    "calendar_of",
    "calendars_of",
    "day_of_county_or_404",
    "day_of_town_or_404",
    "days_of",
    "workdays_in",
]
