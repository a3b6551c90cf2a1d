"""A due day that is moved keeps the old day, the new one, who moved it and why. Rows are only ever added."""

from contextvars import ContextVar
from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused

_moving: ContextVar[bool] = ContextVar("moving a due day", default=False)


class DueChange(db.Model):
    """One change of one due day of one thing, whatever kind of thing it is."""

    __tablename__ = "due_change"
    __table_args__ = (
        sa.Index(None, "thing", "thing_id"),
        sa.CheckConstraint("old <> new", name="moved"),
        sa.CheckConstraint("reason <> ''", name="for_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(sa.String(40))  # name of the model
    thing_id: Mapped[int]
    field: Mapped[str] = mapped_column(sa.String(40))
    old: Mapped[date]
    new: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int | None]  # None: the system
    by_name: Mapped[str] = mapped_column(sa.String(40), default="")
    at: Mapped[datetime] = mapped_column(default=dates.now)


class HasDue:
    """A model with due days that must not move without a trace: `DUE = ("due_on",)` names them.

    Setting one for the first time, or taking it back to None, needs no reason; a later day or an earlier one
    goes through `move_due`.
    """

    DUE: ClassVar[tuple[str, ...]] = ()


class MovedWithoutTrace(Exception):
    """A due day was set anew past `move_due`."""


@event.listens_for(Mapper, "mapper_configured")
def _watch(_mapper, model):
    for name in getattr(model, "DUE", ()) if issubclass(model, HasDue) else ():
        event.listen(getattr(model, name), "set", _refuse, active_history=True)


def _refuse(thing, value, old, initiator):
    known = isinstance(old, date)
    if known and value is not None and value != old and not _moving.get():
        raise MovedWithoutTrace(f"{type(thing).__name__}.{initiator.key}: use core.due_changes.move_due")


def move_due(thing, field: str, new: date, *, reason: str, by) -> DueChange | None:
    """Set a due day anew and keep what it was; None where nothing changes. `by` is None for the system."""
    old = getattr(thing, field)
    if old == new:
        return None
    if old is not None and not reason.strip():
        raise MoveRefused(_("改期限要写明理由。"))
    token = _moving.set(True)
    try:
        setattr(thing, field, new)
    finally:
        _moving.reset(token)
    if old is None:
        return None
    db.session.flush()  # a new thing needs its id
    change = DueChange(
        thing=type(thing).__name__,
        thing_id=thing.id,
        field=field,
        old=old,
        new=new,
        reason=reason.strip(),
        by_id=None if by is None else by.id,
        by_name="" if by is None else by.name,
    )
    db.session.add(change)
    return change


def changes_of(*things) -> list[DueChange]:
    """All changes of the due days of these things, oldest first, in one question."""
    ids: dict[str, set[int]] = {}
    for thing in things:
        ids.setdefault(type(thing).__name__, set()).add(thing.id)
    of_them = [sa.and_(DueChange.thing == kind, DueChange.thing_id.in_(known)) for kind, known in ids.items()]
    if not of_them:
        return []
    return db.session.scalars(sa.select(DueChange).where(sa.or_(*of_them)).order_by(DueChange.id)).all()


__all__ = ["DueChange", "HasDue", "MovedWithoutTrace", "changes_of", "move_due"]
