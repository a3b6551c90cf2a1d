"""Meetings with their minutes, the votes by their figures, and who left the room for one."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.decisions.models.process import DecisionPaper, DecisionProcess
from govproj.decisions.shares import Count, Share, Threshold
from govproj.decisions.states import CountedBy, MeetingKind, MinutesState, Step
from govproj.projects.models import Project


class DecisionMeeting(db.Model):
    """A meeting and its minutes; once signed they are never touched, a correction is a further version."""

    __tablename__ = "decision_meeting"
    __table_args__ = (
        Index(
            "uq_decision_meeting_one_a_step",
            "process_id",
            "round",
            "step",
            unique=True,
            sqlite_where=text("state <> 'corrected'"),
            postgresql_where=text("state <> 'corrected'"),
        ),
        UniqueConstraint("corrects_id"),
        CheckConstraint("entitled > 0 AND present >= 0 AND present <= entitled", name="present_are_entitled"),
        CheckConstraint("notified_on <= held_on", name="notified_before"),
        CheckConstraint(
            "(edition = 1) = (corrects_id IS NULL)"
            " AND (corrects_id IS NULL OR correction_reason <> '') AND edition > 0",
            name="corrected_for_a_reason",
        ),
        CheckConstraint(
            "(signed_by_id IS NULL) = (signed_at IS NULL)"
            " AND (signed_by_id IS NOT NULL) = (state IN ('signed', 'corrected'))",
            name="signed_by_somebody",
        ),
        CheckConstraint(
            "signed_by_id <> chair_id AND signed_by_id <> recorder_id AND signed_by_id <> entered_by_id",
            name="signed_by_another",
        ),
        Index(None, "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    process_id: Mapped[int] = mapped_column(ForeignKey("decision_process.id"))
    round: Mapped[int]
    step: Mapped[Step]
    kind: Mapped[MeetingKind]
    counted_by: Mapped[CountedBy] = mapped_column(default=CountedBy.PEOPLE)
    notified_on: Mapped[date | None]  # of a meeting that has to be called some days before
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(80))
    chair_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorder_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    entitled: Mapped[int]  # 应到
    present: Mapped[int]  # 实到
    attendance: Mapped[list] = mapped_column(default=list)  # names as pasted; never public
    summary: Mapped[str] = mapped_column(Text, default="")
    opinions: Mapped[str] = mapped_column(
        Text, default=""
    )  # what was said while the plan hung; before a vote
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.WAITING)
    edition: Mapped[int] = mapped_column(default=1)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("decision_meeting.id"))
    correction_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    returned_because: Mapped[str] = mapped_column(Text, default="")
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_at: Mapped[datetime | None]
    signer_opinion: Mapped[str] = mapped_column(Text, default="")
    process: Mapped[DecisionProcess] = relationship(back_populates="meetings")
    chair: Mapped[User] = relationship(foreign_keys=chair_id)
    recorder: Mapped[User] = relationship(foreign_keys=recorder_id)
    entered_by: Mapped[User] = relationship(foreign_keys=entered_by_id)
    signed_by: Mapped[User | None] = relationship(foreign_keys=signed_by_id)
    resolutions: Mapped[list["Resolution"]] = relationship(
        back_populates="meeting", order_by="Resolution.number", cascade="all, delete-orphan"
    )
    papers: Mapped[list[DecisionPaper]] = relationship(back_populates="meeting", order_by="DecisionPaper.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def project(self) -> Project:
        return self.process.project

    @property
    def project_id(self) -> int:
        return self.process.project_id

    @property
    def resolution(self) -> "Resolution":
        """The vote on the matter itself; what else was resolved comes after it."""
        return self.resolutions[0]

    @property
    def is_frozen(self) -> bool:
        return self.state in {MinutesState.SIGNED, MinutesState.CORRECTED}

    def was_run_by(self, user) -> bool:
        """Who chaired, took the minutes or typed them."""
        return user.id in {self.chair_id, self.recorder_id, self.entered_by_id}


# What a vote may never look like: `passed` without enough people or without enough agreement.
PASSED_WITH_QUORUM = """NOT passed OR CASE WHEN quorum_strict
 THEN present * quorum_of > entitled * quorum_part ELSE present * quorum_of >= entitled * quorum_part END"""
PASSED_BY_MAJORITY = """NOT passed OR CASE WHEN majority_strict
 THEN votes_for * majority_of > (CASE WHEN majority_of_entitled THEN entitled ELSE present END) * majority_part
 ELSE votes_for * majority_of >= (CASE WHEN majority_of_entitled THEN entitled ELSE present END) * majority_part
 END"""


class Resolution(db.Model):
    """One vote of a meeting, with the figures and the rule it was held by; `present` without those recused."""

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("entitled > 0 AND present >= 0 AND present <= entitled", name="present_are_entitled"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="no_vote_negative"),
        CheckConstraint("votes_for + votes_against + abstained = present", name="votes_add_up"),
        CheckConstraint("quorum_of > 0 AND quorum_part > 0", name="quorum_is_a_share"),
        CheckConstraint("majority_of > 0 AND majority_part > 0", name="majority_is_a_share"),
        CheckConstraint(PASSED_WITH_QUORUM, name="passed_with_quorum"),
        CheckConstraint(PASSED_BY_MAJORITY, name="passed_by_majority"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("decision_meeting.id"))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    entitled: Mapped[int]
    present: Mapped[int]
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstained: Mapped[int]
    passed: Mapped[bool]
    quorum_part: Mapped[int]
    quorum_of: Mapped[int]
    quorum_strict: Mapped[bool]
    majority_part: Mapped[int]
    majority_of: Mapped[int]
    majority_strict: Mapped[bool]
    majority_of_entitled: Mapped[bool]
    meeting: Mapped[DecisionMeeting] = relationship(back_populates="resolutions")
    recusals: Mapped[list["Recusal"]] = relationship(
        back_populates="resolution", order_by="Recusal.id", cascade="all, delete-orphan"
    )

    @property
    def count(self) -> Count:
        return Count(self.entitled, self.present, self.votes_for)

    @property
    def threshold(self) -> Threshold:
        return Threshold(
            Share(self.quorum_part, self.quorum_of, self.quorum_strict),
            Share(self.majority_part, self.majority_of, self.majority_strict),
            self.majority_of_entitled,
        )

    @property
    def majority_whole(self) -> int:
        return self.entitled if self.majority_of_entitled else self.present


class Recusal(db.Model):
    """Somebody who left the room for one vote, and why; the public reads only how many."""

    id: Mapped[int] = mapped_column(primary_key=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), index=True)
    who: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(200))
    resolution: Mapped[Resolution] = relationship(back_populates="recusals")
