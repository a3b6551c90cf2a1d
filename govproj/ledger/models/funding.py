"""Where a project's money comes from, what came in, and what it is meant to be spent on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.firms.models import Firm
from govproj.ledger.states import FirmRole, SourceKind
from govproj.projects.models import Project


class FundSource(db.Model):
    """One source of one project's money. `received_fen` and `paid_fen` are the sums of its rows, kept in the same
    transaction, so that the database itself refuses to pay out more than has come in."""

    __table_args__ = (
        CheckConstraint("fen > 0", name="planned_positive"),
        CheckConstraint("received_fen >= 0 AND paid_fen >= 0", name="sums_not_negative"),
        CheckConstraint("received_fen >= paid_fen", name="balance_not_negative"),
        CheckConstraint("received_fen <= fen", name="received_within_plan"),
        CheckConstraint("pledged_fen >= 0 AND pledged_fen <= fen", name="pledged_within_plan"),
        CheckConstraint("subsidy_number IS NULL OR subsidy_number <> ''", name="number_or_nothing"),
        UniqueConstraint("project_id", "name"),
        UniqueConstraint("county_id", "subsidy_number"),
        UniqueConstraint(
            "id", "project_id"
        ),  # a payment names both, so that no source pays for another project
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))  # within which a subsidy number is unique
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[SourceKind]
    subsidy_number: Mapped[str | None] = mapped_column(String(60))  # 补助文号
    earmarked: Mapped[bool] = mapped_column(default=False)  # 专款专用
    fen: Mapped[Fen]  # what the budget counts on
    pledged_fen: Mapped[Fen] = mapped_column(default=0)  # promised in writing
    pledged_on: Mapped[date | None]
    received_fen: Mapped[Fen] = mapped_column(default=0)
    paid_fen: Mapped[Fen] = mapped_column(default=0)
    project: Mapped[Project] = relationship()
    receipts: Mapped[list["FundReceipt"]] = relationship(back_populates="source", order_by="FundReceipt.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def balance_fen(self) -> int:
        return self.received_fen - self.paid_fen

    @property
    def secured_fen(self) -> int:
        """In hand, or promised in writing."""
        return max(self.received_fen, self.pledged_fen)


class FundReceipt(db.Model):
    """Money that came in on a day; a mistake is reversed by an equal and opposite row."""

    __table_args__ = (
        CheckConstraint("fen <> 0", name="something"),
        CheckConstraint("(fen < 0) = (reverses_id IS NOT NULL)", name="negative_only_to_reverse"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("fund_source.id"), index=True)
    received_on: Mapped[date]
    fen: Mapped[Fen]
    voucher: Mapped[str] = mapped_column(String(40), default="")  # 进账单号
    reason: Mapped[str] = mapped_column(Text, default="")  # of a reversal
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("fund_receipt.id"), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    source: Mapped[FundSource] = relationship(back_populates="receipts")
    by: Mapped[User | None] = relationship()

    @property
    def project(self) -> Project:
        return self.source.project


class BudgetLine(db.Model):
    """A part of the budget; the lines of a project add up to it."""

    __table_args__ = (CheckConstraint("fen > 0", name="positive"), UniqueConstraint("project_id", "name"))
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(40))
    fen: Mapped[Fen]


class ProjectFirm(db.Model):
    """A firm that designs, budgets, reviews or watches: with the paper it handed in."""

    __table_args__ = (UniqueConstraint("project_id", "role", "firm_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    role: Mapped[FirmRole]
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    dated_on: Mapped[date]
    paper: Mapped[str] = mapped_column(String(60), default="")  # number of the report or contract
    fen: Mapped[Fen | None]  # budgeting and its review: the sum arrived at; others: the fee
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    project: Mapped[Project] = relationship()
    firm: Mapped[Firm] = relationship()
