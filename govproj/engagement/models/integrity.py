"""Who of the key posts was reached by integrity education, and talks held with single people."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.engagement.models.activities import Activity
from govproj.engagement.states import Occasion
from govproj.villages.models import Village


class ActivityAttendee(db.Model):
    """关键岗位人员到场: a holder of a key post who came, by name; all others are counted in the attendance."""

    __table_args__ = (UniqueConstraint("activity_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    activity: Mapped[Activity] = relationship(overlaps="attendees")
    user: Mapped[User] = relationship()


Activity.attendees = relationship(ActivityAttendee, order_by=ActivityAttendee.id, viewonly=True)


class IntegrityTalk(db.Model):
    """廉政约谈: between two people; read by the one talked to, by whoever held it, and by discipline above them."""

    __table_args__ = (
        CheckConstraint("person_id <> by_id", name="not_with_oneself"),
        Index(None, "village_id", "held_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    occasion: Mapped[Occasion]
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(80), default="")
    content: Mapped[str] = mapped_column(Text)
    promise: Mapped[str] = mapped_column(Text, default="")  # what the person undertook
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    village: Mapped[Village] = relationship()
    person: Mapped[User] = relationship(foreign_keys=person_id)
    by: Mapped[User] = relationship(foreign_keys=by_id)
