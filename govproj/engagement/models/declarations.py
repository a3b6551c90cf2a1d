"""What a secretary takes upon himself for a year, in targets that can be measured."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core.db import Fen, db
from govproj.core.money import percent
from govproj.engagement.amounts import product_fen
from govproj.engagement.states import DeclarationState
from govproj.projects.models import Project
from govproj.villages.models import Village


class LeadDeclaration(db.Model):
    """One item a village Party secretary declares to the town; it may stand for a project of the village."""

    __table_args__ = (
        UniqueConstraint("village_id", "year", "title"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_in_range"),
        CheckConstraint("approved_by_id <> secretary_id", name="approved_by_another"),
        CheckConstraint("accepted_by_id <> secretary_id", name="accepted_by_another"),
        CheckConstraint(
            "state NOT IN ('handed_in', 'accepted', 'shown') OR outcome <> ''", name="finished_with_words"
        ),
        CheckConstraint(
            "state NOT IN ('accepted', 'shown') OR accepted_by_id IS NOT NULL", name="accepted_by_somebody"
        ),
        Index(None, "year", "village_id"),
        Index(None, "state", "due_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    year: Mapped[int]
    secretary_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)  # who declared it
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    goal: Mapped[str] = mapped_column(Text)
    state: Mapped[DeclarationState] = mapped_column(default=DeclarationState.DECLARED)
    due_on: Mapped[date | None]  # by when whoever holds it now should act
    started_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")  # 年终成效
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    secretary: Mapped[User] = relationship(foreign_keys=secretary_id)
    project: Mapped[Project | None] = relationship()
    targets: Mapped[list["LeadDeclarationTarget"]] = relationship(
        back_populates="declaration",
        order_by="LeadDeclarationTarget.position",
        cascade="all, delete-orphan",
    )
    reports: Mapped[list["LeadDeclarationReport"]] = relationship(
        back_populates="declaration", order_by="LeadDeclarationReport.quarter"
    )
    steps: Mapped[list["LeadDeclarationStep"]] = relationship(
        back_populates="declaration", order_by="LeadDeclarationStep.id"
    )

    __mapper_args__ = {"version_id_col": version}


class LeadDeclarationTarget(db.Model):
    """目标值—实际值—单位; with a unit price both are a quantity, and the value is quantity × price."""

    __table_args__ = (
        UniqueConstraint("declaration_id", "position"),
        CheckConstraint("target_thousandths > 0", name="target_positive"),
        CheckConstraint("actual_thousandths >= 0", name="actual_not_negative"),
        CheckConstraint("target_price_fen > 0", name="target_price_positive"),
        CheckConstraint("actual_price_fen >= 0", name="actual_price_not_negative"),
        CheckConstraint(
            "(actual_price_fen IS NOT NULL)"
            " = (target_price_fen IS NOT NULL AND actual_thousandths IS NOT NULL)",
            name="priced_alike",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("lead_declaration.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(10))
    target_thousandths: Mapped[int] = mapped_column(BigInteger)  # 792 亩 is 792000
    target_price_fen: Mapped[Fen | None]  # fen per unit
    actual_thousandths: Mapped[int | None] = mapped_column(BigInteger)
    actual_price_fen: Mapped[Fen | None]
    declaration: Mapped[LeadDeclaration] = relationship(back_populates="targets")

    @property
    def is_priced(self) -> bool:
        return self.target_price_fen is not None

    @property
    def target_fen(self) -> int | None:
        return product_fen(self.target_thousandths, self.target_price_fen) if self.is_priced else None

    @property
    def actual_fen(self) -> int | None:
        known = self.is_priced and self.actual_thousandths is not None
        return product_fen(self.actual_thousandths, self.actual_price_fen) if known else None

    @property
    def achieved(self) -> Decimal | None:
        """达成率 = actual ÷ target in %, of money where there is a price; None before anything is known."""
        if self.actual_thousandths is None:
            return None
        if self.is_priced:
            return percent(self.actual_fen, self.target_fen)
        return percent(self.actual_thousandths, self.target_thousandths)


class LeadDeclarationReport(db.Model):
    """How far it has come at the end of a quarter."""

    __table_args__ = (
        UniqueConstraint("declaration_id", "quarter"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_in_range"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("lead_declaration.id"))
    quarter: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    reported_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    declaration: Mapped[LeadDeclaration] = relationship(back_populates="reports")


class LeadDeclarationStep(db.Model):
    """One step of its way, with the day and the words that went with it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    declaration_id: Mapped[int] = mapped_column(ForeignKey("lead_declaration.id"), index=True)
    after: Mapped[DeclarationState]
    occurred_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    declaration: Mapped[LeadDeclaration] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()
