"""The contract of a project, its papers, and every change to it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.core.uploads import FileColumns
from govproj.firms.models import Firm
from govproj.ledger.models.procurement import Procurement
from govproj.ledger.states import ChangeState, ContractState
from govproj.projects.models import Project


class Contract(db.Model):
    """What was agreed with the contractor. Once filed it stands: change orders add to it, and it can only be voided."""

    __table_args__ = (
        UniqueConstraint("village_id", "number"),
        UniqueConstraint("id", "project_id"),
        CheckConstraint("fen > 0", name="positive"),
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        CheckConstraint(
            "advance_pct BETWEEN 0 AND 100 AND progress_pct BETWEEN 0 AND 100 AND retention_pct BETWEEN 0 AND 100",
            name="pct_in_range",
        ),
        CheckConstraint("(filed_on IS NULL) = (filed_by_id IS NULL)", name="filed_by_somebody"),
        CheckConstraint("state <> 'filed' OR filed_on IS NOT NULL", name="filed_on_a_day"),
        CheckConstraint("filed_on IS NULL OR filed_on >= signed_on", name="signed_before_filed"),
        CheckConstraint(
            "safety_fen IS NULL OR (safety_fen >= 0 AND safety_fen <= fen)", name="safety_within"
        ),
        Index(
            "uq_contract_one_standing",
            "project_id",
            unique=True,
            sqlite_where=text("state <> 'void'"),
            postgresql_where=text("state <> 'void'"),
        ),
        Index(None, "firm_id", "village_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    procurement_id: Mapped[int] = mapped_column(ForeignKey("procurement.id"), index=True)
    state: Mapped[ContractState] = mapped_column(default=ContractState.ENTERED)
    number: Mapped[str] = mapped_column(String(40))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    fen: Mapped[Fen]
    signed_on: Mapped[date]
    starts_on: Mapped[date]  # as agreed
    ends_on: Mapped[date]
    advance_pct: Mapped[int]  # whole % of the contract
    progress_pct: Mapped[int]  # up to which progress is paid before the settlement
    retention_pct: Mapped[int]  # of the settlement, held until the warranty is over
    safety_fen: Mapped[Fen | None]  # 安全文明施工费, a part of the sum
    payee: Mapped[str] = mapped_column(
        String(80), default=""
    )  # name of the account money must go to; not public
    filed_on: Mapped[date | None]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    filing_number: Mapped[str] = mapped_column(String(40), default="")
    void_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    project: Mapped[Project] = relationship()
    procurement: Mapped[Procurement] = relationship()
    firm: Mapped[Firm] = relationship()
    filed_by: Mapped[User | None] = relationship()
    changes: Mapped[list["ChangeOrder"]] = relationship(back_populates="contract", order_by="ChangeOrder.id")
    files: Mapped[list["ContractFile"]] = relationship(back_populates="contract", order_by="ContractFile.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_filed(self) -> bool:
        return self.state is ContractState.FILED

    @property
    def settlement_pct(self) -> int:
        """Paid up to this share once the settlement is fixed."""
        return 100 - self.retention_pct

    @property
    def standing_changes(self) -> list["ChangeOrder"]:
        """All but those that were turned down."""
        return [change for change in self.changes if change.state is not ChangeState.REJECTED]

    @property
    def change_fen(self) -> int:
        """What the changes add up to, those still waiting included."""
        return sum(change.fen for change in self.standing_changes)

    @property
    def approved_change_fen(self) -> int:
        return sum(change.fen for change in self.changes if change.state is ChangeState.APPROVED)

    @property
    def payable_fen(self) -> int:
        """The contract with its approved changes: what limits are counted from before the settlement."""
        return self.fen + self.approved_change_fen


class ContractFile(FileColumns, db.Model):
    """A scan of the contract, of an annex or of the filing receipt."""

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    added_on: Mapped[date] = mapped_column(default=dates.today)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    contract: Mapped[Contract] = relationship(back_populates="files")

    @property
    def project(self) -> Project:
        return self.contract.project


class ChangeOrder(db.Model):
    """工程变更: its days are facts; one that was carried out before it was approved is recorded as it was."""

    __table_args__ = (
        UniqueConstraint("contract_id", "number"),
        CheckConstraint("fen <> 0 OR extends_to IS NOT NULL", name="changes_something"),
        CheckConstraint("approved_on IS NULL OR approved_on >= requested_on", name="approved_after_request"),
        CheckConstraint("(state = 'approved') = (approved_on IS NOT NULL)", name="approved_on_a_day"),
        CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> requested_by_id", name="approved_by_another"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    number: Mapped[str] = mapped_column(String(20))
    state: Mapped[ChangeState] = mapped_column(default=ChangeState.REQUESTED)
    fen: Mapped[Fen]  # negative where work is left out
    extends_to: Mapped[date | None]  # the new planned end, where time is asked for
    reason: Mapped[str] = mapped_column(Text)
    needs_town: Mapped[bool] = mapped_column(
        default=False
    )  # by the approval line of the day it was asked for
    requested_on: Mapped[date]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_on: Mapped[date | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_as: Mapped[str] = mapped_column(String(30), default="")  # the office
    implemented_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")  # why it was turned down
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    contract: Mapped[Contract] = relationship(back_populates="changes")
    project: Mapped[Project] = relationship()
    requested_by: Mapped[User | None] = relationship(foreign_keys=requested_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def was_done_first(self) -> bool:
        """未批先做"""
        if self.implemented_on is None or self.state is ChangeState.REJECTED:
            return self.implemented_on is not None
        return self.approved_on is None or self.implemented_on < self.approved_on

    @property
    def is_complete(self) -> bool:
        """Decided, and where approved also carried out."""
        if self.state is ChangeState.REQUESTED:
            return False
        return self.state is ChangeState.REJECTED or self.implemented_on is not None
