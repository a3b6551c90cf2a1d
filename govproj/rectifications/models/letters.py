"""催办, 督办, 查办: what the daily tick sends out about overdue cases, and what was answered."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.rectifications.models.case import Rectification
from govproj.rectifications.urging import Urging


class RectificationUrging(db.Model):
    """One letter about an overdue turn. Each level goes out once a turn; it is answered, never taken back."""

    __tablename__ = "rectification_urging"
    __table_args__ = (
        UniqueConstraint("rectification_id", "turn_number", "level"),
        CheckConstraint("level <> 'none'", name="says_something"),
        CheckConstraint("days > 0", name="about_a_delay"),
        CheckConstraint(
            "(answered_on IS NULL) = (answered_by_id IS NULL) AND (answered_on IS NULL) = (answer = '')",
            name="answered_in_words",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id"))
    turn_number: Mapped[int]
    level: Mapped[Urging]
    sent_on: Mapped[date]  # the day it was due to go out, whenever the machine was running again
    days: Mapped[int]  # overdue on that day
    sent_at: Mapped[datetime] = mapped_column(default=dates.now)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rectification: Mapped[Rectification] = relationship()
    answered_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.rectification.village_id

    @property
    def project(self):
        return self.rectification.project

    @property
    def project_id(self) -> int | None:
        return self.rectification.project_id

    @property
    def is_current(self) -> bool:
        """Of the turn that runs, with the work still not handed in."""
        turn = self.rectification.turn
        return turn.number == self.turn_number and turn.submitted_on is None and turn.closed_on is None
