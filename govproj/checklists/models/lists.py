"""What a county, a town or a village lays down about small powers: own items, and additions to the catalogue's."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core.db import db
from govproj.villages.models import SET_BY_ONE_LEVEL, County, Decreed, Town, Village


class PowerEdition(Decreed, db.Model):
    """One version of one item at one place, from a day on. Never changed: what is new is a further edition.

    `content` holds Chinese words by part: name, stage, steps, evidence, risks, forbidden, duties … (see `catalogue`).
    """

    __table_args__ = (
        CheckConstraint(SET_BY_ONE_LEVEL, name="set_by_one_level"),
        CheckConstraint("NOT enabled OR duties > 0", name="enabled_with_a_duty"),
        *(UniqueConstraint("code", f"{level}_id", "number") for level in ("county", "town", "village")),
        Index(None, "state", "effective_from"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(String(4))
    number: Mapped[int]  # 第几版 of this place's words about this item
    content: Mapped[dict] = mapped_column()
    enabled: Mapped[bool]
    duties: Mapped[int]  # how many lines of the duty list stand beside it, the catalogue's included
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"), index=True)
    town_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"), index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    county: Mapped[County | None] = relationship()
    town: Mapped[Town | None] = relationship()
    village: Mapped[Village | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def level(self) -> str:
        return "village" if self.village_id else "town" if self.town_id else "county"

    @property
    def place(self):
        return self.village or self.town or self.county

    @property
    def village_ids(self) -> frozenset[int]:
        """The villages it reaches, for whoever asks who may decide; a county's are not needed for that."""
        inside = [self.village] if self.village_id else self.town.villages if self.town_id else []
        return frozenset(village.id for village in inside)

    @property
    def name(self) -> str:
        return self.content.get("name", "")
