"""The process of a decision, its dated steps and its papers."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.uploads import FileColumns
from govproj.decisions.states import Matter, MinutesState, State, Step
from govproj.projects.models import Project

if TYPE_CHECKING:
    from govproj.decisions.models.meeting import DecisionMeeting


class DecisionProcess(db.Model):
    """One matter of a project on its way through 五议两公开; a plan taken back begins a new round."""

    __table_args__ = (
        Index(
            "uq_decision_process_one_initiation",
            "project_id",
            "matter",
            unique=True,
            sqlite_where=text("state <> 'abandoned' AND matter = 'initiation'"),
            postgresql_where=text("state <> 'abandoned' AND matter = 'initiation'"),
        ),
        CheckConstraint("round > 0", name="round_positive"),
        CheckConstraint("consult_days IS NULL OR consult_days >= 0", name="consult_days_not_negative"),
        Index(None, "project_id", "state"),
        Index(None, "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    matter: Mapped[Matter]
    subject: Mapped[str] = mapped_column(String(120))
    plan: Mapped[str] = mapped_column(Text, default="")  # what is put before the villagers
    concerns_assets: Mapped[bool] = mapped_column(default=False)  # collective money or property is at stake
    planned: Mapped[list]  # codes of its steps, by the local rule of the day it began
    state: Mapped[State] = mapped_column(default=State.PROPOSED)
    round: Mapped[int] = mapped_column(default=1)
    consult_days: Mapped[int | None]  # asked for by the local rule when the plan was put up
    project: Mapped[Project] = relationship()
    steps: Mapped[list["DecisionStep"]] = relationship(back_populates="process", order_by="DecisionStep.id")
    meetings: Mapped[list["DecisionMeeting"]] = relationship(
        back_populates="process", order_by="DecisionMeeting.id"
    )
    papers: Mapped[list["DecisionPaper"]] = relationship(
        back_populates="process", order_by="DecisionPaper.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.project.village_id

    @property
    def planned_steps(self) -> list[Step]:
        return [step for step in Step if step.value in self.planned]

    def step(self, step: Step) -> "DecisionStep | None":
        """The step as it was taken in the running round."""
        return next((s for s in reversed(self.steps) if s.step is step and s.round == self.round), None)

    def meeting(self, step: Step) -> "DecisionMeeting | None":
        """The meeting of a step in the running round, in its newest version."""
        return next((m for m in reversed(self.current_meetings) if m.step is step), None)

    @property
    def current_meetings(self) -> list["DecisionMeeting"]:
        """Of the running round, without versions that were corrected."""
        return [m for m in self.meetings if m.round == self.round and m.state is not MinutesState.CORRECTED]

    @property
    def is_published(self) -> bool:
        """From the first day the plan hung; it is not unpublished by what comes after."""
        hung = any(step.step is Step.CONSULTATION for step in self.steps)
        return hung or (self.matter is Matter.INITIATION and self.project.is_published)


class DecisionStep(db.Model):
    """One step taken. `occurred_on` is the fact, `recorded_at` when somebody typed it."""

    __tablename__ = "decision_step"
    __table_args__ = (
        UniqueConstraint("process_id", "round", "step"),
        CheckConstraint("until IS NULL OR until >= occurred_on", name="until_after_beginning"),
        CheckConstraint(
            "step NOT IN ('consultation', 'result') OR until IS NOT NULL", name="posted_for_a_time"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("decision_process.id"))
    round: Mapped[int]
    step: Mapped[Step]
    occurred_on: Mapped[date]
    until: Mapped[date | None]  # last day of a posting, included
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    process: Mapped[DecisionProcess] = relationship(back_populates="steps")
    by: Mapped[User | None] = relationship()

    @property
    def was_recorded_later(self) -> bool:
        return dates.beijing(self.recorded_at).date() != self.occurred_on


class DecisionPaper(FileColumns, db.Model):
    """A photo or paper of a step: notices on the board, attendance sheets, minutes on paper."""

    __tablename__ = "decision_paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("decision_process.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("decision_meeting.id"), index=True)
    step: Mapped[Step]
    dated_on: Mapped[date]  # the day the paper or photo is of
    added_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    process: Mapped[DecisionProcess] = relationship(back_populates="papers")
    meeting: Mapped["DecisionMeeting | None"] = relationship(back_populates="papers")

    @property
    def project(self) -> Project:
        return self.process.project

    @property
    def is_public(self) -> bool:
        """Photos of what hung on the board; sheets of a meeting carry names and signatures."""
        return self.is_photo and self.step in {Step.CONSULTATION, Step.RESULT}
