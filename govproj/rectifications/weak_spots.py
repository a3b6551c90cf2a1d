"""Open cases as weak spots of their projects, overdue ones and those that came back first."""

from sqlalchemy import case, select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.weak_spots import MOST, Spot
from govproj.rectifications import numbers
from govproj.rectifications.models import Rectification
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.queries import IS_CURRENT, overdue
from govproj.rectifications.states import OPEN


def open_cases(user, village_ids):
    """Of the villages this user holds an office in; one question."""
    today, several = dates.today(), len(set(village_ids)) > 1
    late = case((overdue(today), 1), else_=0)
    wanted = (
        select(
            Rectification.id,
            Rectification.village_id,
            Rectification.project_id,
            Rectification.title,
            Rectification.year,
            Rectification.serial,
            Rectification.confidential,
            Rectification.turn_number,
            Turn.due_on,
            late.label("late"),
        )
        .join(Turn, IS_CURRENT)
        .where(
            Rectification.village_id.in_(set(village_ids) & set(user.scope)), Rectification.state.in_(OPEN)
        )
        .order_by(late.desc(), Rectification.turn_number.desc(), Turn.due_on)
    )
    for row in db.session.execute(wanted.limit(MOST)):
        yield Spot(
            row.village_id,
            row.project_id,
            _words(row, today, hidden=several and row.confidential),
            "rectifications.show",
            {"rectification_id": row.id},
            "late" if row.late or row.turn_number > 1 else "soon",
            row.due_on,
        )


def _words(row, today, hidden: bool) -> str:
    """What stays within an office has a number and no words where other villages read it."""
    title = numbers.of_case(row.year, row.serial) if hidden else row.title
    if row.turn_number > 1:
        return _("%(title)s（反弹重开）", title=title)
    if row.late:
        return _("%(title)s（逾期 %(days)s 天）", title=title, days=(today - row.due_on).days)
    return title
