"""A project's checklist: one item for each small power that applies, and all that was done about it."""

import enum
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.checklists.catalogue import Power, Proof, Step, power_of
from govproj.core import dates
from govproj.core.db import db
from govproj.core.due_changes import HasDue
from govproj.core.i18n import _
from govproj.core.uploads import FileColumns
from govproj.projects.models import Project


class Mark(enum.StrEnum):
    """The sign an item carries on the page and on paper: ✓ … ! – ◇ ·"""

    DONE = "done"
    RUNNING = "running"
    PROBLEM = "problem"
    NOT_APPLICABLE = "not_applicable"
    SUPERVISED = "supervised"  # done, for a project that has no lead and only a supervision group
    WAITING = "waiting"


def mark_of(*, asked, late, exempt, signed, team_only, begun) -> Mark:
    """One rule for the page of a project, for the matrix of many and for paper."""
    if asked or late:
        return Mark.PROBLEM
    if exempt:
        return Mark.NOT_APPLICABLE
    if signed:
        return Mark.SUPERVISED if team_only else Mark.DONE
    return Mark.RUNNING if begun else Mark.WAITING


class ChecklistItem(HasDue, db.Model):
    """Done means: every step ticked, at least one piece of evidence, signed by somebody who did none of it."""

    DUE = ("due_on",)
    __table_args__ = (UniqueConstraint("project_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    code: Mapped[str] = mapped_column(String(4))  # P01 … of the catalogue, 县01, 镇01, 村01 of a local list
    # What county, town and village had added to the catalogue when the item was laid out; it keeps to that.
    local: Mapped[dict | None]
    edition: Mapped[str] = mapped_column(String(80), default="")  # which version of the list this is
    due_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(default=dates.now)  # every act sets it, and so the version
    project: Mapped[Project] = relationship()
    ticks: Mapped[list["StepTick"]] = relationship(
        back_populates="item", order_by="StepTick.step", cascade="all, delete-orphan"
    )
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="item", order_by="Evidence.id")
    signatures: Mapped[list["Signature"]] = relationship(back_populates="item", order_by="Signature.id")
    notes: Mapped[list["ProblemNote"]] = relationship(back_populates="item", order_by="ProblemNote.id")
    exemptions: Mapped[list["Exemption"]] = relationship(back_populates="item", order_by="Exemption.id")
    spot_checks: Mapped[list["SpotCheck"]] = relationship(back_populates="item", order_by="SpotCheck.id")

    __mapper_args__ = {"version_id_col": version}

    @cached_property
    def power(self) -> Power:
        return power_of(self.code, self.local)

    @property
    def title(self) -> str:
        return f"{self.code} {self.power.name}"

    @property
    def steps(self) -> list[Step]:
        return self.power.steps_of(self.project)

    @property
    def ticked(self) -> dict[int, "StepTick"]:
        return {tick.step: tick for tick in self.ticks}

    @property
    def open_steps(self) -> list[Step]:
        done = self.ticked
        return [step for step in self.steps if step.number not in done]

    @property
    def signature(self) -> "Signature | None":
        """The one that holds; withdrawn ones stay readable in `signatures`."""
        return next((s for s in reversed(self.signatures) if s.withdrawn_at is None), None)

    @property
    def exemption(self) -> "Exemption | None":
        """The proposal that is open or was approved."""
        return next((e for e in reversed(self.exemptions) if e.approved is not False), None)

    @property
    def is_exempt(self) -> bool:
        return self.exemption is not None and self.exemption.approved is True

    @property
    def is_done(self) -> bool:
        return self.is_exempt or self.signature is not None

    @property
    def open_notes(self) -> list["ProblemNote"]:
        return [note for note in self.notes if note.answered_on is None]

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < dates.today() and not self.is_done

    @property
    def mark(self) -> Mark:
        return mark_of(
            asked=self.open_notes,
            late=self.is_overdue,
            exempt=self.is_exempt,
            signed=self.signature,
            team_only=self.power.needs_lead and not self.project.wants_lead,
            begun=self.ticks or self.evidence,
        )

    @property
    def public_mark(self) -> Mark:
        """A note is a question to those responsible, not a verdict: outside it does not show."""
        if self.mark is not Mark.PROBLEM:
            return self.mark
        return Mark.DONE if self.is_done else Mark.RUNNING

    @property
    def proofs(self) -> list[Proof]:
        """The kinds of evidence this project's money asks for."""
        return self.power.proofs_of(self.project)

    @property
    def missing_proofs(self) -> list[Proof]:
        """Kinds of which there is no file yet: the signer reads them; one file at least must be there."""
        there = {file.proves for file in self.evidence}
        return [kind for kind in self.proofs if self.power.evidence.index(kind) + 1 not in there]

    @property
    def workers(self) -> list[str]:
        """Names of those who took the steps, each once."""
        return list(dict.fromkeys(tick.by.name for tick in self.ticks))

    @property
    def remark(self) -> str:
        """What somebody running down the list should know about the item."""
        if self.open_notes:
            return self.open_notes[0].text
        return self.exemption.reason if self.exemption else ""

    def was_carried_out_by(self, user) -> bool:
        return any(act.by_id == user.id for act in (*self.ticks, *self.evidence))

    def was_signed_by(self, user) -> bool:
        return self.signature is not None and self.signature.by_id == user.id

    @property
    def missing_before_signature(self) -> list[str]:
        """What the signer would have to send the item back for, as sentences."""
        missing = []
        if self.is_exempt:
            missing.append(_("已批准不适用，不用签字。"))
        if self.signature:
            missing.append(_("已经签过字。"))
        if self.open_steps:
            numbers = _("、").join(str(step.number) for step in self.open_steps)
            missing.append(_("第 %(numbers)s 步还没有办。", numbers=numbers))
            if of_agency := [str(step.number) for step in self.open_steps if step.agency]:
                told = {"numbers": _("、").join(of_agency)}
                missing.append(_("其中第 %(numbers)s 步由镇三资代理中心记录。", **told))
        if not self.evidence:
            missing.append(_("还没有佐证材料。"))
        if self.open_notes:
            missing.append(_("有问题没有答复：%(question)s", question=self.open_notes[0].text))
        return missing


class StepTick(db.Model):
    """A step was taken on `done_on`, says `by`."""

    __table_args__ = (UniqueConstraint("item_id", "step"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"))
    step: Mapped[int]  # number in the catalogue
    done_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    item: Mapped[ChecklistItem] = relationship(back_populates="ticks")
    by: Mapped[User] = relationship()


class Evidence(FileColumns, db.Model):
    """A file that proves the item; never taken back, at most overtaken by a better one."""

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    proves: Mapped[int]  # number among the item's kinds of evidence in the catalogue
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(default=dates.now)
    item: Mapped[ChecklistItem] = relationship(back_populates="evidence")
    by: Mapped[User] = relationship()

    @property
    def title(self) -> str:
        return str(self.item.power.evidence[self.proves - 1])


class Signature(db.Model):
    """Somebody who did none of it vouches for the item. Withdrawn with a reason, never deleted."""

    __table_args__ = (
        Index(
            "uq_signature_in_force",
            "item_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("withdrawn_at IS NULL OR reason <> ''", name="withdrawn_with_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    signed_at: Mapped[datetime] = mapped_column(default=dates.now)
    opinion: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    item: Mapped[ChecklistItem] = relationship(back_populates="signatures")
    by: Mapped[User] = relationship(foreign_keys=by_id)
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=withdrawn_by_id)


class Exemption(db.Model):
    """不适用: proposed by those who carry the project out, decided by those who supervise it."""

    __table_args__ = (
        Index(
            "uq_exemption_in_force",
            "item_id",
            unique=True,
            sqlite_where=text("approved IS NULL OR approved"),
            postgresql_where=text("approved IS NULL OR approved"),
        ),
        CheckConstraint("(approved IS NULL) = (decided_by_id IS NULL)", name="decided_by_somebody"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> by_id", name="decided_by_another"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_on: Mapped[date] = mapped_column(default=dates.today)
    approved: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    item: Mapped[ChecklistItem] = relationship(back_populates="exemptions")
    by: Mapped[User] = relationship(foreign_keys=by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)


class ProblemNote(db.Model):
    """A supervisor's question about an item; it stays open until somebody responsible answers."""

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_on: Mapped[date] = mapped_column(default=dates.today)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_on: Mapped[date | None]
    item: Mapped[ChecklistItem] = relationship(back_populates="notes")
    by: Mapped[User] = relationship(foreign_keys=by_id)
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)

    @property
    def project(self) -> Project:
        return self.item.project


class SpotCheck(db.Model):
    """抽查: the town looks again at what has been signed; somebody who neither did it nor signed it. Never edited."""

    __table_args__ = (CheckConstraint("fine OR text <> ''", name="found_with_words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("checklist_item.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    checked_on: Mapped[date] = mapped_column(default=dates.today, index=True)
    fine: Mapped[bool]
    text: Mapped[str] = mapped_column(Text, default="")
    item: Mapped[ChecklistItem] = relationship(back_populates="spot_checks")
    by: Mapped[User] = relationship()
