"""What filings expect of somebody: decisions, inspections while the work goes on, closing."""

from datetime import timedelta

from sqlalchemy import and_, or_, select

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.i18n import _
from govproj.core.todo import Kind, Row, Todo, columns
from govproj.filings.models import Filing, FilingInspection
from govproj.filings.states import State


def register(app) -> None:
    todo.lines(
        app,
        Kind(_to_decide, lambda row: _line(_("核准报备：%(place)s", place=row.name), row)),
        Kind(_to_mend, lambda row: _line(_("报备被退回，请改正：%(place)s", place=row.name), row)),
        Kind(_to_inspect, lambda row: _line(_("巡查报备的作业：%(place)s", place=row.name), row)),
        Kind(_to_close, lambda row: _line(_("办结报备：%(place)s", place=row.name), row)),
    )


def _line(words: str, row: Row) -> Todo:
    return Todo(words, "filings.show", {"filing_id": row.id}, row.day)


def _filings(day, *conditions):
    wanted = select(*columns(Filing.id, name=Filing.place, day=day)).where(*conditions)
    return wanted.order_by(day, Filing.id)


def _to_decide(user):
    """Before it is to begin."""
    here = user.villages_as(Role.TOWN_ADMIN)
    return (
        _filings(Filing.first_on, Filing.village_id.in_(here), Filing.state == State.SUBMITTED)
        if here
        else None
    )


def _to_mend(user):
    return _filings(Filing.first_on, Filing.filed_by_id == user.id, Filing.state == State.RETURNED)


def _to_inspect(user):
    """For the supervision committee, while the work goes on and nobody has been there."""
    here, today = user.villages_as(Role.SUPERVISOR), dates.today()
    if not here:
        return None
    return _filings(
        Filing.last_on,
        and_(Filing.village_id.in_(here), Filing.state == State.APPROVED, Filing.filed_by_id != user.id),
        and_(Filing.first_on <= today, Filing.last_on >= today - timedelta(days=1)),
        Filing.id.not_in(select(FilingInspection.filing_id)),
    )


def _to_close(user):
    here, today = user.villages_as(Role.TOWN_ADMIN), dates.today()
    if not here:
        return None
    over = or_(and_(Filing.state == State.APPROVED, Filing.last_on < today), Filing.state == State.STOPPED)
    return _filings(Filing.last_on, Filing.village_id.in_(here), over)
