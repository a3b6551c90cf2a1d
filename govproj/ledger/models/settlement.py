"""What the work was worth in the end, what is held back, and what the village owns now."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.core.money import percent
from govproj.firms.models import Firm
from govproj.ledger.models.contracts import Contract
from govproj.ledger.states import SettlementState
from govproj.projects.models import Project


class Settlement(db.Model):
    """送审价 and 审定价 of a contract, with the retention held from then on."""

    __table_args__ = (
        CheckConstraint("submitted_fen > 0", name="submitted_positive"),
        CheckConstraint("reviewed_fen IS NULL OR reviewed_fen > 0", name="reviewed_positive"),
        CheckConstraint("reviewed_on IS NULL OR reviewed_on >= submitted_on", name="days_in_order"),
        CheckConstraint(
            "(state = 'reviewed') = (reviewed_fen IS NOT NULL AND reviewed_on IS NOT NULL"
            " AND retention_fen IS NOT NULL AND retention_due_on IS NOT NULL)",
            name="reviewed_in_full",
        ),
        CheckConstraint(
            "retention_fen IS NULL OR (retention_fen >= 0 AND retention_fen <= reviewed_fen)",
            name="retention_within",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    state: Mapped[SettlementState] = mapped_column(default=SettlementState.SUBMITTED)
    submitted_fen: Mapped[Fen]
    submitted_on: Mapped[date]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    review_due_on: Mapped[date]  # by the rule for sums of this size
    reviewed_fen: Mapped[Fen | None]
    reviewed_on: Mapped[date | None]
    report_number: Mapped[str] = mapped_column(String(40), default="")
    retention_fen: Mapped[Fen | None]
    retention_due_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    contract: Mapped[Contract] = relationship()
    project: Mapped[Project] = relationship()
    reviewer: Mapped[Firm] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def reduction_rate(self) -> Decimal | None:
        """核减率: (submitted - reviewed) / submitted, in %, two decimals, half up."""
        if self.reviewed_fen is None:
            return None
        return percent(self.submitted_fen - self.reviewed_fen, self.submitted_fen, 2)

    @property
    def payable_fen(self) -> int | None:
        """Without the retention."""
        return None if self.reviewed_fen is None else self.reviewed_fen - self.retention_fen


class AssetCard(db.Model):
    """资产卡片: a thing the collective owns since the project, and who keeps it."""

    __table_args__ = (UniqueConstraint("village_id", "number"), CheckConstraint("fen > 0", name="positive"))
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    fen: Mapped[Fen]  # original value
    keeper: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(120))
    registered_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    project: Mapped[Project] = relationship()
    by: Mapped[User | None] = relationship()
