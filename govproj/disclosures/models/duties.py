"""The month a project owes a notice for: its days are stored once, on time or late follows from them."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import duties
from govproj.projects.models import Project


class StoredOnce:
    """A thing with days that are written once: whoever could move them could be on time afterwards."""

    ONCE: ClassVar[tuple[str, ...]] = ()


class DayMoved(Exception):
    """A due day or the day of publication was to be written anew."""


class Duty(StoredOnce, db.Model):
    """A month for which a project owes a notice. Its days stay as they were generated."""

    ONCE = ("write_by", "review_by", "sign_by", "due_day", "done_day")
    __table_args__ = (
        UniqueConstraint("project_id", "month"),
        Index(None, "done_day", "due_day"),
        CheckConstraint(
            "write_by <= review_by AND review_by <= sign_by AND sign_by <= due_day", name="steps_in_order"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    month: Mapped[str] = mapped_column(String(7))
    write_by: Mapped[date]  # 领办人填报
    review_by: Mapped[date]  # 村级审核
    sign_by: Mapped[date]  # 村监会审查
    due_day: Mapped[date]
    done_day: Mapped[date | None]  # when the first version was published
    project: Mapped[Project] = relationship()

    @property
    def standing(self) -> duties.Standing:
        return duties.standing(self.due_day, self.done_day, dates.today())

    @property
    def overdue(self) -> bool:
        return self.standing is duties.Standing.MISSING


@event.listens_for(Mapper, "mapper_configured")
def _watch(_mapper, model):
    for name in getattr(model, "ONCE", ()) if issubclass(model, StoredOnce) else ():
        event.listen(getattr(model, name), "set", _refuse, active_history=True)


def _refuse(thing, value, old, initiator):
    if isinstance(old, date) and value != old:
        raise DayMoved(f"{type(thing).__name__} {thing.id}: {initiator.key} is stored already")
