"""Who stands in a selection, what the assessors found about them, and the ruling on their interests."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import Project
from govproj.selections import suitability
from govproj.selections.models.selection import LeadSelection
from govproj.selections.states import AgeBand, Education, Outcome, Way


class Nomination(db.Model):
    """One person proposed as lead, by himself or by others; age band and schooling never leave the assessment."""

    __table_args__ = (
        UniqueConstraint("selection_id", "person_id"),
        CheckConstraint("(way = 'self') = (recommended_by_id IS NULL)", name="recommended_by_somebody"),
        CheckConstraint("recommended_by_id <> person_id", name="recommended_by_another"),
        CheckConstraint(
            "accepted_at IS NULL OR (age_band IS NOT NULL AND education IS NOT NULL)", name="accepted_in_full"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("lead_selection.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    way: Mapped[Way]
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recommendation: Mapped[str] = mapped_column(Text, default="")  # why, in the recommender's words
    nominated_on: Mapped[date] = mapped_column(default=dates.today)
    statement: Mapped[str] = mapped_column(Text, default="")  # of one's own will
    age_band: Mapped[AgeBand | None]
    education: Mapped[Education | None]
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]  # also: stepped back
    reconciliation: Mapped[str] = mapped_column(Text, default="")  # where the assessors lie far apart
    reconciled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    selection: Mapped[LeadSelection] = relationship(back_populates="nominations")
    person: Mapped[User] = relationship(foreign_keys=person_id)
    recommended_by: Mapped[User | None] = relationship(foreign_keys=recommended_by_id)
    reconciled_by: Mapped[User | None] = relationship(foreign_keys=reconciled_by_id)
    assessments: Mapped[list["LeadAssessment"]] = relationship(
        back_populates="nomination", order_by="LeadAssessment.id"
    )
    checks: Mapped[list["ConflictCheck"]] = relationship(
        back_populates="nomination", order_by="ConflictCheck.id"
    )
    seconded: Mapped[list["Seconding"]] = relationship(back_populates="nomination", order_by="Seconding.id")

    @property
    def project(self) -> Project:
        return self.selection.project

    @property
    def stands(self) -> bool:
        return self.accepted_at is not None and self.declined_at is None

    @property
    def is_unanswered(self) -> bool:
        return self.accepted_at is None and self.declined_at is None

    def assessment_by(self, user) -> "LeadAssessment | None":
        return next((a for a in self.assessments if a.assessor_id == user.id), None)

    @property
    def mean(self) -> Decimal | None:
        return suitability.mean(a.total for a in self.assessments)

    @property
    def spread(self) -> Decimal:
        return suitability.spread(a.total for a in self.assessments)

    @property
    def wants_reconciliation(self) -> bool:
        return self.spread > self.selection.spread_points and not self.reconciliation

    @property
    def has_integrity(self) -> bool:
        """A gate, not a mark: one well-founded no is enough."""
        return all(a.integrity_record for a in self.assessments)

    @property
    def check(self) -> "ConflictCheck | None":
        """The newest ruling holds; the earlier ones stay readable."""
        return self.checks[-1] if self.checks else None

    @property
    def is_ruled(self) -> bool:
        return self.check is not None and self.check.outcome is not Outcome.REFERRED

    @property
    def is_blocked(self) -> bool:
        return self.check is not None and self.check.outcome is Outcome.BLOCKED


class Seconding(db.Model):
    """A further member who recommends somebody already nominated: how the person came to stand stays as it was."""

    __table_args__ = (UniqueConstraint("nomination_id", "by_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    words: Mapped[str] = mapped_column(Text)
    seconded_on: Mapped[date] = mapped_column(default=dates.today)
    nomination: Mapped[Nomination] = relationship(back_populates="seconded")
    by: Mapped[User] = relationship()

    @property
    def project(self) -> Project:
        return self.nomination.project


class LeadAssessment(db.Model):
    """What one assessor found about one candidate, given alone and never changed."""

    __table_args__ = (
        UniqueConstraint("nomination_id", "assessor_id"),
        *(CheckConstraint(f"{name} BETWEEN 0 AND 5", name=f"{name}_in_range") for name in suitability.MARKED),
        CheckConstraint("current_load >= 0", name="load_not_negative"),
        CheckConstraint("total_tenths >= 0", name="total_not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    assessor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    seat: Mapped[Role]  # the office the assessor sat for
    project_nature_fit: Mapped[int]
    progress_demand_fit: Mapped[int]
    willingness: Mapped[int]
    communication: Mapped[int]
    integrity_record: Mapped[bool]  # no sanction and no broken trust in the last three years
    current_load: Mapped[int]  # projects the candidate led on that day
    project_nature_words: Mapped[str] = mapped_column(Text, default="")  # what the mark rests on
    progress_demand_words: Mapped[str] = mapped_column(Text, default="")
    communication_example: Mapped[str] = mapped_column(Text, default="")
    opinion: Mapped[str] = mapped_column(Text)
    total_tenths: Mapped[int]  # by the weights of that day; tenths of a point: 915 is 91.5
    assessed_at: Mapped[datetime] = mapped_column(default=dates.now)
    nomination: Mapped[Nomination] = relationship(back_populates="assessments")
    assessor: Mapped[User] = relationship()

    @property
    def project(self) -> Project:
        return self.nomination.project

    @property
    def total(self) -> Decimal:
        return Decimal(self.total_tenths) / 10


class ConflictCheck(db.Model):
    """A ruling on a candidate's interests; every further one is kept beside it."""

    __table_args__ = (
        CheckConstraint("outcome <> 'managed' OR recused_steps <> ''", name="managed_by_named_steps"),
        CheckConstraint("outcome = 'clear' OR reason <> ''", name="with_a_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    outcome: Mapped[Outcome]
    reason: Mapped[str] = mapped_column(Text, default="")
    recused_steps: Mapped[str] = mapped_column(Text, default="")  # public, so without names of relatives
    hits: Mapped[list] = mapped_column(default=list)  # the comparison as it read on that day, in words
    basis: Mapped[list] = mapped_column(
        default=list
    )  # what was declared and found then; anything else reopens it
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    office: Mapped[str] = mapped_column(String(30))
    ruled_on: Mapped[date] = mapped_column(default=dates.today)
    nomination: Mapped[Nomination] = relationship(back_populates="checks")
    by: Mapped[User] = relationship()

    @property
    def project(self) -> Project:
        return self.nomination.project
