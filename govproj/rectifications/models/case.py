"""Rectifications: what was found, each turn of putting it right, every act with its day, and the evidence."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.due_changes import HasDue
from govproj.core.uploads import FileColumns
from govproj.projects.models import Project
from govproj.rectifications import numbers
from govproj.rectifications.states import (
    CARRYING_OUT,
    SAW_IT_LAST,
    ActKind,
    Level,
    Phase,
    Seat,
    Source,
    State,
    Theme,
)
from govproj.villages.models import Village


class Rectification(db.Model):
    """One problem, from the finding to the look-back; numbered by town and year."""

    __table_args__ = (
        UniqueConstraint("town_id", "year", "serial"),
        CheckConstraint("serial > 0", name="serial_positive"),
        Index(None, "village_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    town_id: Mapped[int] = mapped_column(ForeignKey("town.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    year: Mapped[int]
    serial: Mapped[int]
    source: Mapped[Source]
    level: Mapped[Level]
    theme: Mapped[Theme] = mapped_column(default=Theme.OTHER)
    title: Mapped[str] = mapped_column(String(80))
    fact: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(120), default="")
    found_on: Mapped[date]
    found_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: the system found it
    confidential: Mapped[bool] = mapped_column(default=False)  # never shown outside the offices
    state: Mapped[State] = mapped_column(default=State.FOUND)
    turn_number: Mapped[int] = mapped_column(default=1)  # of the turn that is running or was the last
    next_due_on: Mapped[date | None]  # by when whoever holds the case now must act, as set by the last act
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    found_by: Mapped[User | None] = relationship()
    turns: Mapped[list["RectificationTurn"]] = relationship(
        back_populates="rectification", order_by="RectificationTurn.number"
    )
    acts: Mapped[list["RectificationAct"]] = relationship(
        back_populates="rectification", order_by="RectificationAct.id"
    )
    evidence: Mapped[list["RectificationEvidence"]] = relationship(
        back_populates="rectification", order_by="RectificationEvidence.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """ZG-2022-001, as on the paper list of the town."""
        return numbers.of_case(self.year, self.serial)

    @property
    def turn(self) -> "RectificationTurn":
        return self.turns[-1]

    @property
    def needs_two_verifiers(self) -> bool:
        return self.level is not Level.MINOR

    def acts_of(self, *kinds: ActKind, hand_in: int | None = None) -> list["RectificationAct"]:
        """Acts of the running turn; with `hand_in`, only those about that hand-in."""
        return [
            act
            for act in self.acts
            if act.kind in kinds
            and act.turn_number == self.turn_number
            and (hand_in is None or act.hand_in == hand_in)
        ]

    @property
    def verifications(self) -> list["RectificationAct"]:
        """Of what was last handed in; a return makes the earlier ones void."""
        return self.acts_of(ActKind.VERIFIED, hand_in=self.turn.hand_ins)

    @property
    def open_seats(self) -> set[Seat]:
        """Which bodies still have to verify what was handed in."""
        taken = {act.seat for act in self.verifications}
        if self.needs_two_verifiers:
            return set(Seat) - taken
        return set() if taken else set(Seat)

    def was_carried_out_by(self, user) -> bool:
        """Whether this person was ever responsible, or had a hand in any part of the work."""
        return any(turn.is_on(user) for turn in self.turns) or any(
            act.by_id == user.id for act in self.acts if act.kind in CARRYING_OUT
        )

    def was_verified_by(self, user) -> bool:
        """In the running turn, a hand-in that was returned later included."""
        return any(act.by_id == user.id for act in self.acts_of(ActKind.VERIFIED))

    @property
    def look_backs(self) -> list["RectificationAct"]:
        """Who has signed so far that it has lasted."""
        return self.acts_of(*SAW_IT_LAST)

    @property
    def lacks_another_source(self) -> bool:
        """A look-back takes a body that has not verified, or else two bodies (双督)."""
        seen_by = {act.office for act in self.look_backs}
        verified_by = {act.office for act in self.verifications}
        return not (seen_by - verified_by or len(seen_by) > 1)

    def was_looked_back_at_by(self, user) -> bool:
        """Whether this person has signed and waits for another body."""
        return any(act.by_id == user.id for act in self.acts_of(ActKind.LOOKBACK_SIGNED))

    def evidence_of(self, *phases: Phase) -> list["RectificationEvidence"]:
        """Of the running turn."""
        return [e for e in self.evidence if e.phase in phases and e.turn_number == self.turn_number]


class RectificationTurn(HasDue, db.Model):
    """One turn of the loop: from the finding, or a failed look-back, to the next look-back.

    A failed look-back begins a new turn, so that nothing of the first one is ever overwritten.
    """

    DUE = ("due_on",)
    __tablename__ = "rectification_turn"
    __table_args__ = (
        UniqueConstraint("rectification_id", "number"),
        Index(None, "due_on", "closed_on"),
        CheckConstraint("due_on >= opened_on", name="due_after_opening"),
        CheckConstraint("assigned_on IS NULL OR responsible_id IS NOT NULL", name="assigned_to_somebody"),
        CheckConstraint("extension_days IS NULL OR extension_days > 0", name="extension_positive"),
        CheckConstraint("extended_from IS NULL OR due_on > extended_from", name="extended_to_later"),
        CheckConstraint(
            "closed_on IS NULL OR (submitted_on IS NOT NULL AND closed_on >= submitted_on)",
            name="closed_after_submission",
        ),
        CheckConstraint(
            "closed_on IS NULL OR (lasting_measures <> '' AND assessment <> '')", name="closed_with_words"
        ),
        CheckConstraint("closed_by_id <> responsible_id", name="closed_by_another"),
        CheckConstraint("looked_back_by_id <> responsible_id", name="looked_back_by_another"),
        CheckConstraint("looked_back_on >= closed_on", name="looked_back_after_closing"),
        CheckConstraint(
            "(looked_back_on IS NULL) = (lookback_passed IS NULL)"
            " AND (looked_back_on IS NULL OR closed_on IS NOT NULL)",
            name="looked_back_with_result",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id"))
    number: Mapped[int]
    opened_on: Mapped[date]
    due_on: Mapped[date]  # by when it must be closed, as set
    # 督促整改
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    unit: Mapped[str] = mapped_column(String(80), default="")
    requirement: Mapped[str] = mapped_column(Text, default="")
    assigned_on: Mapped[date | None]
    assigned_as: Mapped[str] = mapped_column(String(30), default="")  # the office; extensions go one level up
    # 整改方案
    cause: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    own_due_on: Mapped[date | None]
    # 延期
    extension_days: Mapped[int | None]  # asked for; granted when `extended_from` is set
    extension_reason: Mapped[str] = mapped_column(Text, default="")
    extension_declined: Mapped[bool] = mapped_column(default=False)
    extended_from: Mapped[date | None]  # the due day before the extension
    # 完善措施
    lasting_measures: Mapped[str] = mapped_column(Text, default="")
    submitted_on: Mapped[date | None]  # of the last hand-in; empty again after a return
    hand_ins: Mapped[int] = mapped_column(default=0)
    # 成效评估, 销号
    assessment: Mapped[str] = mapped_column(Text, default="")
    metric: Mapped[str] = mapped_column(String(40), default="")
    before_tenths: Mapped[int | None]  # tenths of a percent: 613 is 61.3%
    after_tenths: Mapped[int | None]
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # 回头看
    lookback_due_on: Mapped[date | None]
    looked_back_on: Mapped[date | None] = mapped_column(index=True)
    looked_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lookback_passed: Mapped[bool | None]
    rectification: Mapped[Rectification] = relationship(back_populates="turns")
    responsible: Mapped[User | None] = relationship(foreign_keys=responsible_id)

    def is_on(self, user) -> bool:
        """Whether this person is the responsible one."""
        return self.responsible_id is not None and self.responsible_id == user.id

    @property
    def extension_asked(self) -> bool:
        """Still waiting for an answer."""
        return self.extension_days is not None and not self.extended and not self.extension_declined

    @property
    def extended(self) -> bool:
        return self.extended_from is not None

    def days_overdue(self, on: date) -> int:
        """0 while there is time, and as soon as the work has been handed in."""
        if self.submitted_on or self.closed_on:
            return 0
        return max(0, (on - self.due_on).days)

    def lookback_is_due(self, on: date) -> bool:
        return self.looked_back_on is None and self.lookback_due_on is not None and self.lookback_due_on <= on


class RectificationAct(db.Model):
    """One dated step; `occurred_on` is the fact, `recorded_at` when it was typed. Never edited."""

    __tablename__ = "rectification_act"
    __table_args__ = (
        CheckConstraint("(kind = 'verified') = (seat IS NOT NULL)", name="verified_for_a_body"),
        Index(
            "uq_rectification_act_one_verdict",
            "rectification_id",
            "turn_number",
            "hand_in",
            "by_id",
            unique=True,
            sqlite_where=text("kind = 'verified'"),
            postgresql_where=text("kind = 'verified'"),
        ),
        Index(
            "uq_rectification_act_one_look_back",
            "rectification_id",
            "turn_number",
            "by_id",
            unique=True,
            sqlite_where=text("kind IN ('lookback_signed', 'lookback_passed')"),
            postgresql_where=text("kind IN ('lookback_signed', 'lookback_passed')"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id"), index=True)
    turn_number: Mapped[int]
    hand_in: Mapped[int]  # how often the work had been handed in by then
    kind: Mapped[ActKind]
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    office: Mapped[str] = mapped_column(String(30), default="")
    seat: Mapped[Seat | None]  # of a verification: for which body
    note: Mapped[str] = mapped_column(Text, default="")
    rectification: Mapped[Rectification] = relationship(back_populates="acts")
    by: Mapped[User | None] = relationship()

    @property
    def office_label(self) -> str:
        return Role(self.office).label if self.office else ""


class RectificationEvidence(FileColumns, db.Model):
    """A photo or a paper that shows how it was before or is now."""

    __tablename__ = "rectification_evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    rectification_id: Mapped[int] = mapped_column(ForeignKey("rectification.id"), index=True)
    turn_number: Mapped[int]
    phase: Mapped[Phase]
    added_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rectification: Mapped[Rectification] = relationship(back_populates="evidence")
