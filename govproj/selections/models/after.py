"""What a lead signs when appointed, and what goes from one lead to the next."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.uploads import FileColumns
from govproj.projects.models import Project
from govproj.selections.models.selection import LeadSelection, SelectionDecision


class ResponsibilityLetter(db.Model):
    """领办责任书 between the village and the lead: both agree in the system and sign on paper."""

    __table_args__ = (UniqueConstraint("decision_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    selection_id: Mapped[int] = mapped_column(ForeignKey("lead_selection.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("selection_decision.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    mentor: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(Text)
    drawn_up_on: Mapped[date] = mapped_column(default=dates.today)
    village_agreed_at: Mapped[datetime | None]
    village_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lead_agreed_at: Mapped[datetime | None]
    selection: Mapped[LeadSelection] = relationship()
    decision: Mapped[SelectionDecision] = relationship(back_populates="letter")
    contact: Mapped[User] = relationship(foreign_keys=contact_id)
    village_agreed_by: Mapped[User | None] = relationship(foreign_keys=village_agreed_by_id)
    scans: Mapped[list["LetterScan"]] = relationship(back_populates="letter", order_by="LetterScan.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def project(self) -> Project:
        return self.selection.project

    @property
    def lead(self) -> User:
        return self.decision.nomination.person

    @property
    def is_agreed(self) -> bool:
        return self.village_agreed_at is not None and self.lead_agreed_at is not None

    @property
    def is_touched(self) -> bool:
        """Once one side has agreed, the words stay as they were read."""
        return self.village_agreed_at is not None or self.lead_agreed_at is not None


class LetterScan(FileColumns, db.Model):
    """A page of the signed letter, photographed or scanned."""

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("responsibility_letter.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_on: Mapped[date] = mapped_column(default=dates.today)
    letter: Mapped[ResponsibilityLetter] = relationship(back_populates="scans")

    @property
    def project(self) -> Project:
        return self.letter.project


class HandOverItem(db.Model):
    """One thing the old lead hands to the new one: ticked by both."""

    __table_args__ = (
        CheckConstraint("(given_on IS NULL) = (given_by_id IS NULL)", name="given_by_somebody"),
        CheckConstraint("(taken_on IS NULL) = (taken_by_id IS NULL)", name="taken_by_somebody"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    selection_id: Mapped[int] = mapped_column(ForeignKey("lead_selection.id"), index=True)
    what: Mapped[str] = mapped_column(String(200))
    given_on: Mapped[date | None]
    given_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id")
    )  # the old lead, or the contact for him
    taken_on: Mapped[date | None]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    selection: Mapped[LeadSelection] = relationship(back_populates="hand_over")
    given_by: Mapped[User | None] = relationship(foreign_keys=given_by_id)
    taken_by: Mapped[User | None] = relationship(foreign_keys=taken_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def project(self) -> Project:
        return self.selection.project
