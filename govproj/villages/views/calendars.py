"""Which days are worked in a town or a county: the national calendar, and single days laid down here."""

from datetime import date, timedelta
from typing import NamedTuple

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.villages import calendar, jurisdictions, policy
from govproj.villages.actions import calendar as actions
from govproj.villages.forms.rules import CalendarDayForm

bp = Blueprint("calendars", __name__)
DAYS_AHEAD = 120


@bp.route("/towns/<int:town_id>/calendar", methods=["GET", "POST"])
@requires(policy.can_read_rules, on=jurisdictions.town_or_404)
def of_town(place):
    return _page(place)


@bp.route("/counties/<int:county_id>/calendar", methods=["GET", "POST"])
@requires(policy.can_read_rules, on=jurisdictions.county_or_404)
def of_county(place):
    return _page(place)


@bp.post("/towns/<int:town_id>/calendar/<int:day_id>/take-back")
@requires(policy.can_change_calendar, on=calendar.day_of_town_or_404)
def take_back_in_town(place, row):
    return _taken_back(place, row)


@bp.post("/counties/<int:county_id>/calendar/<int:county_day_id>/take-back")
@requires(policy.can_change_calendar, on=calendar.day_of_county_or_404)
def take_back_in_county(place, row):
    return _taken_back(place, row)


class Odd(NamedTuple):
    """A weekday off, or a day of the weekend worked."""

    day: date
    works: bool


def _page(place):
    may_change = policy.can_change_calendar(current_user, place)
    form = CalendarDayForm(day=dates.today()) if may_change else None
    if request.method == "POST" and form is None:
        raise MoveRefused(_("上班放假安排由镇业务干部来定。"))
    if form is not None and form.validate_on_submit():
        try:
            return _laid_down(place, form)
        except MoveRefused as refused:
            form.form_errors += [str(reason) for reason in refused.reasons]
    return render_page(
        "villages/calendar.html",
        status=422 if form is not None and form.errors else 200,
        **{"place": place, "form": form, "rows": calendar.days_of(place), "today": dates.today()},
        days=_odd_days(calendar.calendar_at(place)),
    )


def _odd_days(of_place) -> list[Odd]:
    """Where the next months differ from plain weeks."""
    ahead = (dates.today() + timedelta(days=number) for number in range(DAYS_AHEAD))
    return [
        Odd(day, works)
        for day in ahead
        if (works := of_place.is_working(day)) != (day.weekday() < calendar.SATURDAY)
    ]


def _laid_down(place, form):
    works = form.works.data == "yes"
    actions.lay_down_day(place, form.day.data, works=works, reason=form.reason.data, by=current_user)
    db.session.commit()
    flash(_("已定，从现在起新算的期限照这个日历。"))
    return go_to(request.path)


def _taken_back(place, row):
    actions.take_back_day(row, place, by=current_user)
    db.session.commit()
    flash(_("已撤回。"))
    return go_to(url_for(f".of_{place.level}", **place.column))
