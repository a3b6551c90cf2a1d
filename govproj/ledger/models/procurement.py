"""How work is given out: the method the amount asks for, who offered what, and who won."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.firms.models import Firm
from govproj.ledger.states import ProcurementState
from govproj.projects.models import Method, Project


class Procurement(db.Model):
    """One round of giving out a project's work; a failed one is followed by the next."""

    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("estimate_fen > 0", name="estimate_positive"),
        CheckConstraint("ceiling_fen > 0 AND ceiling_fen <= estimate_fen", name="ceiling_within_estimate"),
        CheckConstraint("(state = 'awarded') = (award_fen IS NOT NULL)", name="awarded_for_a_sum"),
        CheckConstraint("award_fen IS NULL OR award_fen <= ceiling_fen", name="award_within_ceiling"),
        CheckConstraint(
            "publicised_to IS NULL OR publicised_to >= publicised_from", name="publicised_in_order"
        ),
        Index(
            "uq_procurement_one_standing",
            "project_id",
            unique=True,
            sqlite_where=text("state <> 'failed'"),
            postgresql_where=text("state <> 'failed'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    state: Mapped[ProcurementState] = mapped_column(default=ProcurementState.OPEN)
    method: Mapped[Method]
    required_method: Mapped[Method]  # what the tiers of that day asked for
    estimate_fen: Mapped[Fen]
    ceiling_fen: Mapped[Fen]  # 最高限价
    similar_fen: Mapped[Fen]  # with like work of the village within twelve months: noted, not judged
    split_note: Mapped[str] = mapped_column(Text, default="")
    announced_on: Mapped[date]
    bids_opened_on: Mapped[date | None]
    evaluators: Mapped[list] = mapped_column(default=list)  # names of those who judged; never public
    publicised_from: Mapped[date | None]  # the candidates, before the award
    publicised_to: Mapped[date | None]
    awarded_on: Mapped[date | None]
    award_fen: Mapped[Fen | None]
    award_number: Mapped[str] = mapped_column(String(40), default="")  # of the 中标通知书
    reason: Mapped[str] = mapped_column(Text, default="")  # why this one, or why it failed
    project: Mapped[Project] = relationship()
    bids: Mapped[list["Bid"]] = relationship(back_populates="procurement", order_by="Bid.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def winner(self) -> "Bid | None":
        return next((bid for bid in self.bids if bid.won), None)

    @property
    def publicised_days(self) -> int:
        if self.publicised_from is None:
            return 0
        return (self.publicised_to - self.publicised_from).days + 1


class Bid(db.Model):
    """What a firm offered, and where the offer came from: to be compared, never public."""

    __table_args__ = (
        UniqueConstraint("procurement_id", "firm_id"),
        CheckConstraint("fen > 0", name="positive"),
        Index(
            "uq_bid_one_winner",
            "procurement_id",
            unique=True,
            sqlite_where=text("won"),
            postgresql_where=text("won"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    procurement_id: Mapped[int] = mapped_column(ForeignKey("procurement.id"))
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    fen: Mapped[Fen]
    delivered_on: Mapped[date]
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(80), default="")
    bond_payer: Mapped[str] = mapped_column(String(80), default="")  # from whose account the bond came
    preparer: Mapped[str] = mapped_column(String(40), default="")  # who wrote the papers
    valid: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(String(200), default="")  # result of the evaluation, or why void
    won: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    procurement: Mapped[Procurement] = relationship(back_populates="bids")
    firm: Mapped[Firm] = relationship()
