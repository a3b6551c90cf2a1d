"""Risk screenings, the points they found, and what is done about each."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.checklists.catalogue import Level
from govproj.core import dates
from govproj.core.db import db
from govproj.core.due_changes import HasDue
from govproj.projects.models import Project
from govproj.risks.states import Link, State
from govproj.villages.models import Village


class RiskScreening(db.Model):
    """廉政风险排查: one round in a village; one that finds nothing counts too."""

    __table_args__ = (Index(None, "village_id", "held_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    held_on: Mapped[date]
    scope: Mapped[str] = mapped_column(String(200))  # 范围: units, posts, projects looked at
    participants: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    by: Mapped[User] = relationship()
    findings: Mapped[list["RiskFinding"]] = relationship(
        back_populates="screening", order_by="RiskFinding.id"
    )


class RiskPoint(db.Model):
    """廉政风险点: of a unit, a post and a link. Found again it stays one point, with a finding for each round."""

    __table_args__ = (
        UniqueConstraint("village_id", "number"),
        CheckConstraint("unit <> '' AND post <> ''", name="of_a_unit_and_a_post"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on_a_day"),
        Index(None, "village_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    number: Mapped[int]  # in the village's register
    unit: Mapped[str] = mapped_column(String(80))
    post: Mapped[str] = mapped_column(String(80))
    link: Mapped[Link]
    text: Mapped[str] = mapped_column(String(300))  # 表现形式
    level: Mapped[Level]  # as rated last
    state: Mapped[State] = mapped_column(default=State.OPEN)
    closed_on: Mapped[date | None]
    village: Mapped[Village] = relationship()
    findings: Mapped[list["RiskFinding"]] = relationship(back_populates="point", order_by="RiskFinding.id")
    measures: Mapped[list["ControlMeasure"]] = relationship(
        back_populates="point", order_by="ControlMeasure.id"
    )

    __mapper_args__ = {"version_id_col": version}

    def is_owned_by(self, user) -> bool:
        return any(measure.owner_id == user.id for measure in self.measures)


class RiskFinding(db.Model):
    """A round met a point: found, found again, or rated anew."""

    __table_args__ = (UniqueConstraint("screening_id", "point_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    screening_id: Mapped[int] = mapped_column(ForeignKey("risk_screening.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("risk_point.id"), index=True)
    level: Mapped[Level]
    note: Mapped[str] = mapped_column(String(300), default="")
    screening: Mapped[RiskScreening] = relationship(back_populates="findings")
    point: Mapped[RiskPoint] = relationship(back_populates="findings")


class ControlMeasure(HasDue, db.Model):
    """防控举措: who does what until when, and what came of it."""

    DUE = ("due_on",)
    __table_args__ = (
        CheckConstraint("(done_on IS NULL) = (effect = '')", name="done_with_an_effect"),
        Index(None, "owner_id", "done_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    point_id: Mapped[int] = mapped_column(ForeignKey("risk_point.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    effect: Mapped[str] = mapped_column(Text, default="")
    point: Mapped[RiskPoint] = relationship(back_populates="measures")
    owner: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_overdue(self) -> bool:
        return self.done_on is None and self.due_on < dates.today()


class FollowUp(db.Model):
    """跟进记录: somebody who supervises looked at one link of one project. Only ever added."""

    __table_args__ = (Index(None, "project_id", "link"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    link: Mapped[Link]
    followed_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship()
    by: Mapped[User] = relationship()
