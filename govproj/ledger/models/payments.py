"""Payments with every signature and every other act on them."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from govproj.accounts.models import Role, User
from govproj.core import dates
from govproj.core.db import Fen, db
from govproj.ledger.models.contracts import Contract
from govproj.ledger.models.funding import FundSource
from govproj.ledger.states import ActKind, PayeeAccount, PaymentKind, PaymentState, Seat
from govproj.projects.models import Project


class Payment(db.Model):
    """Money that is to go out, or has gone. A mistake is never edited: an equal and opposite payment reverses it."""

    __table_args__ = (
        UniqueConstraint("project_id", "serial"),
        ForeignKeyConstraint(
            ["source_id", "project_id"],
            ["fund_source.id", "fund_source.project_id"],
            name="fk_payment_source_of_the_project",
        ),
        ForeignKeyConstraint(
            ["contract_id", "project_id"],
            ["contract.id", "contract.project_id"],
            name="fk_payment_contract_of_the_project",
        ),
        CheckConstraint("fen <> 0", name="something"),
        CheckConstraint("(fen < 0) = (reverses_id IS NOT NULL)", name="negative_only_to_reverse"),
        CheckConstraint(
            "(state = 'paid') = (paid_on IS NOT NULL) AND (paid_on IS NULL OR source_id IS NOT NULL)"
            " AND (paid_on IS NULL OR receipt_number <> '')",
            name="paid_is_booked",
        ),
        CheckConstraint("paid_on IS NULL OR paid_on >= applied_on", name="paid_after_application"),
        CheckConstraint("safety_fen IS NULL OR safety_fen >= 0", name="safety_not_negative"),
        Index(None, "village_id", "id"),
        Index(None, "project_id", "paid_on"),
        Index(None, "state", "village_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    contract_id: Mapped[int | None] = mapped_column(index=True)
    serial: Mapped[int]  # within the project
    kind: Mapped[PaymentKind]
    fen: Mapped[Fen]
    safety_fen: Mapped[Fen | None]  # of which 安全文明施工费
    physical_pct: Mapped[int | None]  # measured when applied for
    state: Mapped[PaymentState] = mapped_column(default=PaymentState.SIGNING)
    chain: Mapped[list]  # seats in the order in which they sign, as the rule stood on the day
    round: Mapped[int] = mapped_column(default=1)  # a return makes the earlier signatures void
    signed_seats: Mapped[int] = mapped_column(default=0)  # how many of the chain have signed in this round
    applied_on: Mapped[date]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    purpose: Mapped[str] = mapped_column(Text, default="")
    invoice: Mapped[str] = mapped_column(String(40), default="")
    payee: Mapped[str] = mapped_column(String(80))
    payee_account: Mapped[PayeeAccount] = mapped_column(default=PayeeAccount.FIRM)
    warning: Mapped[str] = mapped_column(
        Text, default=""
    )  # what the rules had against it when it was applied for
    source_id: Mapped[int | None]
    paid_on: Mapped[date | None]  # the bookkeeping day
    receipt_number: Mapped[str] = mapped_column(String(40), default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    project: Mapped[Project] = relationship()
    contract: Mapped[Contract | None] = relationship(
        primaryjoin=lambda: Contract.id == foreign(Payment.contract_id)
    )
    source: Mapped[FundSource | None] = relationship(
        primaryjoin=lambda: FundSource.id == foreign(Payment.source_id)
    )
    applied_by: Mapped[User | None] = relationship()
    reverses: Mapped["Payment | None"] = relationship(remote_side=id, back_populates="reversal")
    reversal: Mapped["Payment | None"] = relationship(back_populates="reverses", uselist=False)
    acts: Mapped[list["PaymentAct"]] = relationship(back_populates="payment", order_by="PaymentAct.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def seats(self) -> list[Seat]:
        return [Seat(code) for code in self.chain]

    @property
    def next_seat(self) -> Seat | None:
        """Whose signature it waits for."""
        waiting = self.state is PaymentState.SIGNING and self.signed_seats < len(self.chain)
        return Seat(self.chain[self.signed_seats]) if waiting else None

    @property
    def signatures(self) -> list["PaymentAct"]:
        """Of the running round."""
        return [act for act in self.acts if act.kind is ActKind.SIGNED and act.round == self.round]

    @property
    def is_reversal(self) -> bool:
        return self.reverses_id is not None

    def was_touched_by(self, user) -> bool:
        """Applied for or signed in this round by this person: nobody sets two marks under one payment."""
        return self.applied_by_id == user.id or any(act.by_id == user.id for act in self.signatures)


class PaymentAct(db.Model):
    """One dated act: application, signature, return, payment. Never edited."""

    __table_args__ = (
        CheckConstraint("(kind = 'signed') = (seat IS NOT NULL)", name="signed_for_a_seat"),
        *(
            Index(
                f"uq_payment_act_one_{column}",
                "payment_id",
                "round",
                column,
                unique=True,
                sqlite_where=text("kind = 'signed'"),
                postgresql_where=text("kind = 'signed'"),
            )
            for column in ("seat", "by_id")
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), index=True)
    round: Mapped[int]
    kind: Mapped[ActKind]
    seat: Mapped[Seat | None]
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    office: Mapped[str] = mapped_column(String(30), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    payment: Mapped[Payment] = relationship(back_populates="acts")
    by: Mapped[User | None] = relationship()

    @property
    def office_label(self) -> str:
        if self.seat:
            return self.seat.label
        return Role(self.office).label if self.office else ""
