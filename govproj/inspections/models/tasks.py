"""Visits that somebody orders: special themes, joint visits, random draws, unannounced and online ones."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.inspections.states import Mode, Origin, TaskKind, TaskState
from govproj.projects.models import Project
from govproj.villages.models import Town, Village

if TYPE_CHECKING:
    from govproj.inspections.models.checks import Report


class SupervisionTheme(db.Model):
    """One of a town's special campaigns of a year (八大专项); who answers for it never watches over it."""

    __tablename__ = "supervision_theme"
    __table_args__ = (
        UniqueConstraint("town_id", "year", "name"),
        CheckConstraint("responsible_unit <> supervising_unit", name="two_units"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    responsible_unit: Mapped[str] = mapped_column(String(60))  # 主体责任单位
    supervising_unit: Mapped[str] = mapped_column(String(60))  # 监督责任单位
    town: Mapped[Town] = relationship()


class InspectionPoint(db.Model):
    """A place that can be visited: a project's site or any other; however often it is visited, it is one point."""

    __tablename__ = "inspection_point"
    __table_args__ = (UniqueConstraint("village_id", "name"), UniqueConstraint("project_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(120))
    project: Mapped[Project | None] = relationship()


class Draw(db.Model):
    """双随机: who is visited and who visits, by lot. Candidates and seed stay, so that anybody can draw again.

    The public address carries `code`, not the number: a gap in numbers would betray a draw not yet open.
    """

    __tablename__ = "inspection_draw"
    __table_args__ = (CheckConstraint("wanted > 0", name="draws_something"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    wanted: Mapped[int]
    projects: Mapped[list] = mapped_column()  # [[id, name, village_id, [ids of people kept out]], …]
    people: Mapped[list] = mapped_column()  # [[id, name], …]
    drawn: Mapped[list] = mapped_column()  # [[project id, person id], …]
    drawn_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    town: Mapped[Town] = relationship()
    by: Mapped[User] = relationship()


class InspectionTask(db.Model):
    """A visit to one or more points of a village. One that is not announced exists here only once it has begun."""

    __tablename__ = "inspection_task"
    __table_args__ = (
        CheckConstraint("kind <> 'unannounced' OR state <> 'planned'", name="unannounced_has_begun"),
        CheckConstraint("kind <> 'random' OR draw_id IS NOT NULL", name="random_was_drawn"),
        CheckConstraint("(state = 'done') = (done_day IS NOT NULL)", name="done_on_a_day"),
        Index(None, "village_id", "state", "due_day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    kind: Mapped[TaskKind]
    mode: Mapped[Mode]
    origin: Mapped[Origin]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("supervision_theme.id"), index=True)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_draw.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    bodies: Mapped[str] = mapped_column(String(200), default="")  # who takes part, of a joint visit
    state: Mapped[TaskState] = mapped_column(default=TaskState.PLANNED)
    ordered_on: Mapped[date] = mapped_column(default=dates.today)
    ordered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_day: Mapped[date]
    started_at: Mapped[datetime | None]
    done_day: Mapped[date | None]
    cancel_note: Mapped[str] = mapped_column(Text, default="")  # why it was called off
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)  # who goes
    village: Mapped[Village] = relationship()
    theme: Mapped[SupervisionTheme | None] = relationship()
    draw: Mapped[Draw | None] = relationship()
    ordered_by: Mapped[User] = relationship(foreign_keys=ordered_by_id)
    inspector: Mapped[User | None] = relationship(foreign_keys=inspector_id)
    points: Mapped[list[InspectionPoint]] = relationship(
        secondary="task_point", order_by="InspectionPoint.id"
    )
    report: Mapped["Report | None"] = relationship(back_populates="task")

    __mapper_args__ = {"version_id_col": version}

    @property
    def in_hand(self) -> bool:
        return self.state in (TaskState.PLANNED, TaskState.STARTED)


class TaskPoint(db.Model):
    """That a visit goes to a point."""

    __tablename__ = "task_point"
    task_id: Mapped[int] = mapped_column(ForeignKey("inspection_task.id"), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("inspection_point.id"), primary_key=True, index=True)


class SealedVisit(db.Model):
    """暗访: an order that only inspectors know of, kept apart so that not even a gap in numbers tells of it.

    It becomes a task when it begins; called off or left lying, it becomes a cancelled one, some time later.
    """

    __tablename__ = "sealed_visit"
    __table_args__ = (
        CheckConstraint("cancelled_on IS NULL OR cancel_note <> ''", name="cancelled_with_a_reason"),
        CheckConstraint("cancelled_by_id IS NULL OR cancelled_on IS NOT NULL", name="cancelled_on_a_day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    place_id: Mapped[int] = mapped_column(
        ForeignKey("village.id"), index=True
    )  # not called village_id, see actions
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("supervision_theme.id"))
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_draw.id"), index=True)
    origin: Mapped[Origin]
    title: Mapped[str] = mapped_column(String(80))
    projects: Mapped[list] = mapped_column()  # ids
    other_points: Mapped[str] = mapped_column(Text, default="")
    due_day: Mapped[date]
    ordered_on: Mapped[date] = mapped_column(default=dates.today)
    ordered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    inspector_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_task.id"), unique=True
    )  # what it became
    cancelled_on: Mapped[date | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: it was left lying
    cancel_note: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[Village] = relationship()
    theme: Mapped[SupervisionTheme | None] = relationship()
    draw: Mapped[Draw | None] = relationship()
    ordered_by: Mapped[User] = relationship(foreign_keys=ordered_by_id)
    inspector: Mapped[User] = relationship(foreign_keys=inspector_id)

    __mapper_args__ = {"version_id_col": version}
