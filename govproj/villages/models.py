"""Administrative divisions, the roster of residents, local rules with what they rest on, and the local calendar."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class County(db.Model):
    """县（区、市）。"""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    discipline_phone: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)
    towns: Mapped[list["Town"]] = relationship(back_populates="county", order_by="Town.id")

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
    villages: Mapped[list["Village"]] = relationship(back_populates="town", order_by="Village.id")

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


class Standing(LabelledEnum):
    """What has become of something that an inspector may propose and the administration lays down."""

    PROPOSED = "proposed", _l("建议，等镇里决定")
    SET = "set", _l("已定")
    DECLINED = "declined", _l("没有采纳")
    WITHDRAWN = "withdrawn", _l("已撤回")


class Decreed:
    """Something laid down from a day on, for a reason, by somebody whose name and office stay as they were then."""

    state: Mapped[Standing] = mapped_column(default=Standing.SET)
    effective_from: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None]  # None: it came with the site
    by_name: Mapped[str] = mapped_column(String(40), default="")
    by_office: Mapped[str] = mapped_column(String(30), default="")
    entered_at: Mapped[datetime] = mapped_column(default=dates.now)
    answer: Mapped[str] = mapped_column(String(500), default="")  # of whoever decided about a proposal
    decided_by_name: Mapped[str] = mapped_column(String(40), default="")
    decided_on: Mapped[date | None]

    def is_in_force_on(self, day: date) -> bool:
        return self.state is Standing.SET and self.effective_from <= day


SET_BY_ONE_LEVEL = (
    "(county_id IS NOT NULL AND town_id IS NULL AND village_id IS NULL)"
    " OR (county_id IS NULL AND town_id IS NOT NULL AND village_id IS NULL)"
    " OR (county_id IS NULL AND town_id IS NULL AND village_id IS NOT NULL)"
)


def _once_a_day(level: str) -> Index:
    """Of two values that one place sets for the same day only one can hold."""
    holds = text(f"state = 'set' AND {level}_id IS NOT NULL")
    columns = ("key", f"{level}_id", "effective_from")
    name = f"uq_local_rule_one_for_{level}"
    return Index(name, *columns, unique=True, sqlite_where=holds, postgresql_where=holds)


class LocalRule(Decreed, db.Model):
    """A dated setting of a county, a town or a village; the nearest and newest one holds.

    `value` is {"value": …}; None in it means that the place has no value of its own from that day on.
    """

    __table_args__ = (
        CheckConstraint(SET_BY_ONE_LEVEL, name="set_by_one_level"),
        *(_once_a_day(level) for level in ("county", "town", "village")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), index=True)
    value: Mapped[dict] = mapped_column()
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"), index=True)
    town_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"), index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    county: Mapped[County | None] = relationship()
    town: Mapped[Town | None] = relationship()
    village: Mapped[Village | None] = relationship()

    @property
    def level(self) -> str:
        return "village" if self.village_id else "town" if self.town_id else "county"

    @property
    def village_ids(self) -> frozenset[int]:
        """The villages it reaches, for whoever asks who may decide; a county's are not needed for that."""
        inside = [self.village] if self.village_id else self.town.villages if self.town_id else []
        return frozenset(village.id for village in inside)

    @property
    def place(self):
        return self.village or self.town or self.county


class LegalBasis(Decreed, db.Model):
    """What a rule or a small power rests on: document, edition and article, as the town's administration keeps them.

    `subject` is the key of a rule or the code of a power (P01 …).
    """

    __tablename__ = "legal_basis"
    __table_args__ = (
        CheckConstraint(
            "effective_until IS NULL OR effective_until >= effective_from", name="ends_after_start"
        ),
        Index(None, "town_id", "subject"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    subject: Mapped[str] = mapped_column(String(60))
    document: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(60), default="")
    article: Mapped[str] = mapped_column(String(60), default="")
    summary: Mapped[str] = mapped_column(String(300), default="")
    verified: Mapped[bool] = mapped_column(default=False)  # somebody has read the text of that edition
    effective_until: Mapped[date | None]  # last day, included
    version: Mapped[int] = mapped_column(default=1)
    town: Mapped[Town] = relationship()

    __mapper_args__ = {"version_id_col": version}
    level = "town"

    @property
    def village_ids(self) -> frozenset[int]:
        return frozenset(village.id for village in self.town.villages)

    def holds_on(self, day: date) -> bool:
        ended = self.effective_until is not None and self.effective_until < day
        return self.is_in_force_on(day) and not ended


class CalendarDay(db.Model):
    """A single day that a county or a town works, or does not, against the national calendar."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint("(county_id IS NULL) <> (town_id IS NULL)", name="set_by_one_level"),
        UniqueConstraint("county_id", "day"),
        UniqueConstraint("town_id", "day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"))
    town_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"))
    day: Mapped[date]
    works: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(120))
    by_name: Mapped[str] = mapped_column(String(40), default="")
    entered_at: Mapped[datetime] = mapped_column(default=dates.now)
    county: Mapped[County | None] = relationship()
    town: Mapped[Town | None] = relationship()
