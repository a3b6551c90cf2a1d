"""Administrative divisions, the roster of residents, and local rules."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core.db import db


class County(db.Model):
    """县（区、市）。"""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    discipline_phone: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)
    towns: Mapped[list["Town"]] = relationship(back_populates="county")

    __mapper_args__ = {"version_id_col": version}


class Town(db.Model):
    """乡、镇、街道。"""

    __table_args__ = (UniqueConstraint("county_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    discipline_phone: Mapped[str] = mapped_column(String(40), default="")
    county: Mapped[County] = relationship(back_populates="towns")
    version: Mapped[int] = mapped_column(default=1)
    villages: Mapped[list["Village"]] = relationship(back_populates="town")

    __mapper_args__ = {"version_id_col": version}


class Village(db.Model):
    """行政村: the scope unit of everything. The counts are those the village reports, not computed."""

    __table_args__ = (
        UniqueConstraint("town_id", "name"),
        CheckConstraint("households >= 0 AND adults >= 0 AND party_members >= 0", name="counts_not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    households: Mapped[int] = mapped_column(default=0)
    adults: Mapped[int] = mapped_column(default=0)
    party_members: Mapped[int] = mapped_column(default=0)
    supervision_phone: Mapped[str] = mapped_column(String(40), default="")  # 村监会
    letter_box: Mapped[str] = mapped_column(String(80), default="")  # 意见箱位置
    notice_board: Mapped[str] = mapped_column(String(80), default="")  # 公开栏位置
    tablet_place: Mapped[str] = mapped_column(String(80), default="")  # 大厅平板位置
    version: Mapped[int] = mapped_column(default=1)
    town: Mapped[Town] = relationship(back_populates="villages")

    __mapper_args__ = {"version_id_col": version}


class VillagerGroup(db.Model):
    """村民小组。"""

    __table_args__ = (UniqueConstraint("village_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))


class Resident(db.Model):
    """One adult of the village roster; who may answer an evaluation is decided from it."""

    __table_args__ = (UniqueConstraint("village_id", "number"), Index(None, "village_id", "left_on"))
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("villager_group.id"), index=True)
    number: Mapped[int]  # line of the village's paper roster
    name: Mapped[str] = mapped_column(String(40))
    household: Mapped[int]  # 户号
    is_party_member: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]
    village: Mapped[Village] = relationship()
    version: Mapped[int] = mapped_column(default=1)
    group: Mapped[VillagerGroup | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def group_name(self) -> str:
        return self.group.name if self.group else ""


class LocalRule(db.Model):
    """A dated setting of a county, a town or a village; the nearest and newest one holds."""

    __table_args__ = (
        CheckConstraint(
            "(county_id IS NOT NULL AND town_id IS NULL AND village_id IS NULL)"
            " OR (county_id IS NULL AND town_id IS NOT NULL AND village_id IS NULL)"
            " OR (county_id IS NULL AND town_id IS NULL AND village_id IS NOT NULL)",
            name="set_by_one_level",
        ),
        UniqueConstraint("key", "county_id", "town_id", "village_id", "effective_from"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), index=True)
    value: Mapped[dict] = mapped_column()
    effective_from: Mapped[date]
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"))
    town_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"))
