"""Milestones of a project: what is due when, how much of the whole it is, who accepts it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.projects.models.building import Body
from govproj.projects.models.project import Project


class MilestoneKind(LabelledEnum):
    """What can be compared between projects; anything else is "other"."""

    LAND = "land", _l("拿地（场地交付）")
    DESIGN = "design", _l("施工图完成")
    GROUNDWORK = "groundwork", _l("基础完成")
    MAIN_WORK = "main_work", _l("主体完成")
    FINISHING = "finishing", _l("附属完成")
    CLEARED = "cleared", _l("场地清理")
    IN_USE = "in_use", _l("投入使用")
    OTHER = "other", _l("其他")


ACCEPTERS = (Body.SUPERVISION, Body.VILLAGE, Body.LEAD, Body.TOWN)  # bodies whose people have accounts


class Milestone(db.Model):
    """A point of the plan. `weight` is its share of the whole work in whole %."""

    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_in_range"),
        CheckConstraint("accepted_on IS NULL OR actual_on IS NOT NULL", name="reached_before_accepted"),
        CheckConstraint("(accepted_on IS NULL) = (accepted_by_id IS NULL)", name="accepted_by_somebody"),
        CheckConstraint("accepted_by_id <> reported_by_id", name="accepted_by_another"),
        Index(None, "kind", "actual_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[MilestoneKind] = mapped_column(default=MilestoneKind.OTHER)
    weight: Mapped[int]
    planned_on: Mapped[date]
    actual_on: Mapped[date | None]
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    accepter: Mapped[Body] = mapped_column(default=Body.SUPERVISION)
    accepted_on: Mapped[date | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship(back_populates="milestones")
    accepted_by: Mapped[User | None] = relationship(foreign_keys=accepted_by_id)
    changes: Mapped[list["MilestoneChange"]] = relationship(
        order_by="MilestoneChange.id", back_populates="milestone"
    )

    __mapper_args__ = {"version_id_col": version}


class MilestoneChange(db.Model):
    """A date that was changed: what it was before stays readable, with the reason. Never edited."""

    __table_args__ = (
        CheckConstraint("field IN ('planned_on', 'actual_on')", name="field_known"),
        CheckConstraint("reason <> ''", name="with_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    old: Mapped[date]
    new: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    milestone: Mapped[Milestone] = relationship(back_populates="changes")
    by: Mapped[User | None] = relationship()


def _counted(column):
    """Of a project's own page: two figures in the question it is read with."""
    counted = select(func.count(column)).where(Milestone.project_id == Project.id)
    return column_property(counted.correlate_except(Milestone).scalar_subquery(), deferred=True)


Project.milestones_planned = _counted(Milestone.id)
Project.milestones_reached = _counted(Milestone.actual_on)
