"""The month's briefing (通报) of a town as it was issued: kept word for word, whatever happens to the cases later."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.villages.models import Town


class RectificationBriefing(db.Model):
    """One edition. A wrong one is followed by another with a reason; both stay readable."""

    __tablename__ = "rectification_briefing"
    __table_args__ = (
        UniqueConstraint("town_id", "month", "edition"),
        CheckConstraint("edition = 1 OR reason <> ''", name="corrected_with_a_reason"),
        CheckConstraint("edition > 0", name="edition_counted"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    month: Mapped[str] = mapped_column(String(7))
    edition: Mapped[int]
    as_of: Mapped[date]  # the last day it looks at
    content: Mapped[dict]  # figures and rows, see briefing.py
    remarks: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # of a further edition
    issued_on: Mapped[date]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    town: Mapped[Town] = relationship()
    issued_by: Mapped[User] = relationship()
