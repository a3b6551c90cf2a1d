"""对象: the households, plots or enterprises a project deals with one by one, along one chain of stages."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.projects.models.project import Project


class AreaUnit(LabelledEnum):
    MU = "mu", _l("亩")
    SQUARE_METRE = "square_metre", _l("㎡")


class ObjectBoard(db.Model):
    """How one project counts its objects: what they are, the unit of area, the chain of stages."""

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), unique=True)
    noun: Mapped[str] = mapped_column(String(20))  # 农户, 企业, 地块
    unit: Mapped[AreaUnit] = mapped_column(default=AreaUnit.MU)
    stages: Mapped[list]  # ["复评", "签约", …]; stage 1 is the first of them
    project: Mapped[Project] = relationship(back_populates="board")

    __mapper_args__ = {"version_id_col": version}


class ProjectObject(db.Model):
    """One household, plot or enterprise. `area` in hundredths of the board's unit; `stage` 0 is before the first."""

    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        CheckConstraint("stage >= 0", name="stage_not_negative"),
        CheckConstraint("area >= 0", name="area_not_negative"),
        Index(None, "project_id", "stage"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(60))
    is_person: Mapped[bool] = mapped_column(default=False)  # then the public reads the family name only
    area: Mapped[int] = mapped_column(BigInteger, default=0)
    team: Mapped[str] = mapped_column(String(40), default="")
    stage: Mapped[int] = mapped_column(default=0)
    project: Mapped[Project] = relationship()
    steps: Mapped[list["ObjectStep"]] = relationship(order_by="ObjectStep.id", back_populates="object")
    visits: Mapped[list["VisitNote"]] = relationship(order_by="VisitNote.id", back_populates="object")

    __mapper_args__ = {"version_id_col": version}

    @property
    def public_name(self) -> str:
        return f"{self.name[:1]}**" if self.is_person else self.name


class ObjectStep(db.Model):
    """An object went from one stage to another. Never edited."""

    __table_args__ = (CheckConstraint("after > before OR reason <> ''", name="back_with_reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("project_object.id"), index=True)
    before: Mapped[int]
    after: Mapped[int]
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    object: Mapped[ProjectObject] = relationship(back_populates="steps")
    by: Mapped[User | None] = relationship()


class VisitNote(db.Model):
    """What was said on a visit; for those who work on the project, never public."""

    id: Mapped[int] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(ForeignKey("project_object.id"), index=True)
    visited_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    object: Mapped[ProjectObject] = relationship(back_populates="visits")
    by: Mapped[User | None] = relationship()
