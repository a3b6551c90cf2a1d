"""问题线索: what may be a breach by a person. Registered one by one with a keeper, for inspectors alone."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import Project
from govproj.rectifications import numbers
from govproj.rectifications.states import ClueSource
from govproj.villages.models import Village


class Clue(db.Model):
    """One clue. Its words stand here and nowhere else."""

    __table_args__ = (
        UniqueConstraint("town_id", "year", "serial"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint("words <> ''", name="says_something"),
        CheckConstraint("(ended_on IS NULL) = (outcome = '')", name="ended_in_words"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)  # not village_id, see actions
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    year: Mapped[int]
    serial: Mapped[int]
    source: Mapped[ClueSource]
    came_from: Mapped[str] = mapped_column(String(120), default="")  # which visit, flag or letter
    words: Mapped[str] = mapped_column(Text)
    registered_on: Mapped[date] = mapped_column(default=dates.today)
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    keeper_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    outcome: Mapped[str] = mapped_column(Text, default="")
    ended_on: Mapped[date | None]
    place: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    registered_by: Mapped[User] = relationship(foreign_keys=registered_by_id)
    keeper: Mapped[User] = relationship(foreign_keys=keeper_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """XS-2022-001, as in the register of the town's discipline office."""
        return numbers.of_clue(self.year, self.serial)
