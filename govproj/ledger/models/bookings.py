"""Days worked and goods delivered on a project: what the bills of labour and material are checked against."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.firms.models import Firm
from govproj.ledger.states import GoodsKind, PayeeAccount
from govproj.projects.models import Project
from govproj.villages.models import Resident


class LabourBooking(db.Model):
    """One person's work on one day; names are for those in office, never public."""

    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 24", name="hours_of_a_day"),
        CheckConstraint("fen >= 0", name="not_negative"),
        Index(None, "worker", "worked_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    worker: Mapped[str] = mapped_column(String(40))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    worked_on: Mapped[date]
    hours: Mapped[int]
    job: Mapped[str] = mapped_column(String(80))
    fen: Mapped[Fen]  # for the day
    account: Mapped[PayeeAccount] = mapped_column(default=PayeeAccount.PERSON)  # how it is paid out
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    project: Mapped[Project] = relationship()
    resident: Mapped[Resident | None] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=by_id)


class GoodsBooking(db.Model):
    """Material delivered or a machine rented, with who received it."""

    __table_args__ = (
        CheckConstraint("quantity_milli > 0", name="some_of_it"),
        CheckConstraint("unit_fen >= 0 AND fen >= 0", name="not_negative"),
        Index(None, "item", "arrived_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[GoodsKind]
    item: Mapped[str] = mapped_column(String(60))
    spec: Mapped[str] = mapped_column(String(60), default="")
    supplier_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    owner: Mapped[str] = mapped_column(String(40), default="")  # of a rented machine; not public
    arrived_on: Mapped[date]  # or the day the machine worked
    quantity_milli: Mapped[Fen]  # thousandths of the unit
    unit: Mapped[str] = mapped_column(String(10))
    unit_fen: Mapped[Fen]
    fen: Mapped[Fen]
    receivers: Mapped[list] = mapped_column(default=list)  # names of the two who took it over
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    project: Mapped[Project] = relationship()
    supplier: Mapped[Firm] = relationship()
    by: Mapped[User | None] = relationship()
