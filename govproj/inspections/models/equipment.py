"""Machines on a site, hired ones above all, and how they did when they were tested."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import Project


class Equipment(db.Model):
    """设备台账: one machine at work on one project."""

    __table_args__ = (
        UniqueConstraint("project_id", "mark"),
        CheckConstraint("left_on IS NULL OR left_on >= came_on", name="left_after_it_came"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(60))
    mark: Mapped[str] = mapped_column(String(40))  # number plate or serial number
    owner: Mapped[str] = mapped_column(String(80))  # whose it is, the hire firm
    upkeep: Mapped[str] = mapped_column(Text, default="")  # maintenance, fuel, urea
    came_on: Mapped[date] = mapped_column(default=dates.today)
    left_on: Mapped[date | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship()
    entered_by: Mapped[User] = relationship()
    tests: Mapped[list["EquipmentTest"]] = relationship(
        back_populates="equipment", order_by="EquipmentTest.id"
    )

    @property
    def village_id(self) -> int:
        return self.project.village_id

    @property
    def failed(self) -> bool:
        """The last test counts: red until it passes one."""
        return bool(self.tests) and not self.tests[-1].passed


class EquipmentTest(db.Model):
    """抽测: somebody who does not run the site tested a machine. Never edited."""

    __tablename__ = "equipment_test"
    __table_args__ = (CheckConstraint("passed OR note <> ''", name="failed_for_a_reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    equipment_id: Mapped[int] = mapped_column(ForeignKey("equipment.id"), index=True)
    tested_on: Mapped[date] = mapped_column(default=dates.today)
    passed: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    equipment: Mapped[Equipment] = relationship(back_populates="tests")
    by: Mapped[User] = relationship()
