"""Night work and other work that disturbs: filed, approved, announced, inspected, closed; and complaints about it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.uploads import FileColumns
from govproj.filings.states import PUBLIC, Result, State
from govproj.projects.models import Project
from govproj.rectifications.models import Rectification
from govproj.villages.models import Village


class Filing(db.Model):
    """Work announced beforehand, at the same hours on every day from the first to the last; numbered by town and year.

    Hours that end before they begin run past midnight and belong to the day they begin on.
    """

    __table_args__ = (
        UniqueConstraint("town_id", "year", "serial"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint("last_on >= first_on", name="days_in_order"),
        CheckConstraint("decided_by_id <> filed_by_id", name="approved_by_another"),
        CheckConstraint("closed_by_id <> filed_by_id", name="closed_by_another"),
        CheckConstraint("(decided_on IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("(closed_on IS NULL) = (closed_by_id IS NULL)", name="closed_by_somebody"),
        CheckConstraint("state <> 'approved' OR decided_on IS NOT NULL", name="approved_on_a_day"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on_a_day"),
        Index(None, "village_id", "last_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))  # a code or a word of the rule `filings.kinds`
    state: Mapped[State] = mapped_column(default=State.SUBMITTED)
    place: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    first_on: Mapped[date]
    last_on: Mapped[date]
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    measures: Mapped[str] = mapped_column(Text)  # what keeps the disturbance small
    unit: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(40))
    urgent: Mapped[bool] = mapped_column(default=False)  # an emergency that could not be filed in time
    filed_on: Mapped[date] = mapped_column(default=dates.today)
    filed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decision: Mapped[str] = mapped_column(Text, default="")  # conditions of the approval, or why it came back
    stopped_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    filed_by: Mapped[User] = relationship(foreign_keys=filed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    closed_by: Mapped[User | None] = relationship(foreign_keys=closed_by_id)
    inspections: Mapped[list["FilingInspection"]] = relationship(
        back_populates="filing", order_by="FilingInspection.id"
    )
    complaints: Mapped[list["FilingComplaint"]] = relationship(
        back_populates="filing", order_by="FilingComplaint.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """BA-2022-001, as on the paper list of the town."""
        return f"BA-{self.year}-{self.serial:03}"

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def past_midnight(self) -> bool:
        return self.ends_at <= self.starts_at

    @property
    def over_on(self) -> date:
        """The day on which the last hours end."""
        return self.last_on + timedelta(days=1) if self.past_midnight else self.last_on

    def is_over(self, on: date) -> bool:
        return on > self.last_on

    def covers(self, moment: datetime) -> bool:
        """Whether work was announced for this moment, given in Beijing time."""
        day, hour = moment.date(), moment.time()
        if not self.past_midnight:
            return self.first_on <= day <= self.last_on and self.starts_at <= hour <= self.ends_at
        evening = self.first_on <= day <= self.last_on and hour >= self.starts_at
        morning = self.first_on < day <= self.over_on and hour <= self.ends_at
        return evening or morning

    def hours_between(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Beginning and end of each day's or night's work that touches this stretch of Beijing time."""
        for number in range((self.last_on - self.first_on).days + 1):
            day = self.first_on + timedelta(days=number)
            start = datetime.combine(day, self.starts_at, since.tzinfo)
            end = datetime.combine(day + timedelta(days=self.past_midnight), self.ends_at, since.tzinfo)
            if start <= until and end >= since:
                yield start, end

    def was_filed_by(self, user) -> bool:
        return self.filed_by_id == user.id


class FilingInspection(db.Model):
    """Somebody went there while the work was announced. What was wrong is put right as a rectification."""

    __tablename__ = "filing_inspection"
    __table_args__ = (
        CheckConstraint("(result = 'violation') = (rectification_id IS NOT NULL)", name="wrong_is_put_right"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), index=True)
    inspected_on: Mapped[date]
    result: Mapped[Result]
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    office: Mapped[str] = mapped_column(String(30))
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    filing: Mapped[Filing] = relationship(back_populates="inspections")
    by: Mapped[User] = relationship()
    rectification: Mapped[Rectification | None] = relationship()
    photos: Mapped[list["FilingPhoto"]] = relationship(back_populates="inspection", order_by="FilingPhoto.id")

    @property
    def office_label(self) -> str:
        return Role(self.office).label if self.office else ""


class FilingPhoto(FileColumns, db.Model):
    """What somebody saw, right or wrong."""

    __tablename__ = "filing_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("filing_inspection.id"), index=True)
    inspection: Mapped[FilingInspection] = relationship(back_populates="photos")


class FilingComplaint(db.Model):
    """A disturbance somebody complained of, without a name: of work that was filed, or else a case at once."""

    __tablename__ = "filing_complaint"
    __table_args__ = (
        CheckConstraint("(filing_id IS NULL) <> (rectification_id IS NULL)", name="goes_to_one_place"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    happened_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id"), index=True)
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    village: Mapped[Village] = relationship()
    filing: Mapped[Filing | None] = relationship(back_populates="complaints")
    rectification: Mapped[Rectification | None] = relationship()
