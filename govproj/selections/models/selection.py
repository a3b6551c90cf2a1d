"""One search for a lead, with its steps, the decision and what was said against the person chosen."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.due_changes import HasDue
from govproj.projects.models import Project
from govproj.selections.states import OVER, SHOWN, Channel, Finding, ReplacedBecause, State, Way

if TYPE_CHECKING:
    from govproj.selections.models.after import HandOverItem, ResponsibilityLetter
    from govproj.selections.models.candidates import Nomination


class LeadSelection(HasDue, db.Model):
    """One search for the lead of a project; after a replacement, or when a search failed, a new one begins."""

    DUE = ("closes_on",)
    __table_args__ = (
        CheckConstraint("openings > 0", name="openings_positive"),
        CheckConstraint("state <> 'replaced' OR replaced_because IS NOT NULL", name="replaced_for_a_reason"),
        Index(
            "uq_lead_selection_one_at_a_time",
            "project_id",
            unique=True,
            sqlite_where=text("state NOT IN ('replaced', 'ended')"),
            postgresql_where=text("state NOT IN ('replaced', 'ended')"),
        ),
        Index(None, "project_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    state: Mapped[State] = mapped_column(default=State.DRAFTING)
    after_replacement: Mapped[bool] = mapped_column(default=False)  # its publicity period is shorter
    reason: Mapped[str] = mapped_column(Text)  # why this item of the central work is to be led
    call: Mapped[str] = mapped_column(Text)  # to all Party members of the village
    task: Mapped[str] = mapped_column(Text, default="")  # what the lead and the deputies are to do
    requirements: Mapped[str] = mapped_column(Text)  # 推进要求
    period: Mapped[str] = mapped_column(String(80))
    openings: Mapped[int] = mapped_column(default=1)  # places: the lead, and deputies beyond the first
    closes_on: Mapped[date | None]  # last day of the call
    extended: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date | None]  # by when the stage it is in should be over, as set on entering it
    min_assessors: Mapped[int] = mapped_column(default=3)  # the local rules of the day the assessment began
    spread_points: Mapped[int] = mapped_column(default=25)
    interest_years: Mapped[int] = mapped_column(default=3)
    publicised_until: Mapped[date | None]  # last day of the publicity period
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    letter_signed_on: Mapped[date | None]  # 领办责任书
    mentor: Mapped[str] = mapped_column(String(40), default="")
    replaced_because: Mapped[ReplacedBecause | None]
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # of the hand-over
    witnessed_on: Mapped[date | None]
    project: Mapped[Project] = relationship()
    contact: Mapped[User | None] = relationship(foreign_keys=contact_id)
    witness: Mapped[User | None] = relationship(foreign_keys=witness_id)
    steps: Mapped[list["SelectionStep"]] = relationship(
        back_populates="selection", order_by="SelectionStep.id"
    )
    nominations: Mapped[list["Nomination"]] = relationship(
        back_populates="selection", order_by="Nomination.id"
    )
    decisions: Mapped[list["SelectionDecision"]] = relationship(
        back_populates="selection", order_by="SelectionDecision.id"
    )
    objections: Mapped[list["SelectionObjection"]] = relationship(
        back_populates="selection", order_by="SelectionObjection.id"
    )
    hand_over: Mapped[list["HandOverItem"]] = relationship(
        back_populates="selection", order_by="HandOverItem.id"
    )
    findings = None  # what the comparison with firms found, where a page has looked it up already

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.project.village_id

    @property
    def candidates(self) -> list["Nomination"]:
        """Who stands: applied, or was recommended and agreed, and has not stepped back."""
        return [nomination for nomination in self.nominations if nomination.stands]

    @property
    def waiting(self) -> list["Nomination"]:
        """Recommended and not yet answered."""
        return [nomination for nomination in self.nominations if nomination.is_unanswered]

    def nomination_of(self, user) -> "Nomination | None":
        return next((n for n in self.nominations if n.person_id == user.id), None)

    def has_candidate(self, user) -> bool:
        nomination = self.nomination_of(user)
        return nomination is not None and nomination.stands

    @property
    def decision(self) -> "SelectionDecision | None":
        """The one that holds; a decision taken up again after an objection does not."""
        return next((d for d in reversed(self.decisions) if d.set_aside_on is None), None)

    @property
    def chosen(self) -> "Nomination | None":
        return self.decision and self.decision.nomination

    @property
    def letter(self) -> "ResponsibilityLetter | None":
        """The one for the person now chosen; those drawn up for somebody else are void."""
        return self.decision and self.decision.letter

    @property
    def no_applicant(self) -> bool:
        """The call ran out and nobody came of their own will or was proposed by the members."""
        answered = any(n.way is not Way.COMMITTEE for n in self.candidates + self.waiting)
        return not answered and (self.extended or self.call_is_over) and self.state is not State.DRAFTING

    @property
    def call_is_over(self) -> bool:
        return self.closes_on is not None and dates.today() > self.closes_on

    @property
    def takes_nominations(self) -> bool:
        return self.state is State.PUBLISHED and not self.call_is_over

    @property
    def is_shown(self) -> bool:
        return self.state in SHOWN

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def step_into(self, state: State) -> "SelectionStep | None":
        return next((step for step in reversed(self.steps) if step.after == state), None)

    def day_of(self, state: State) -> date | None:
        step = self.step_into(state)
        return step and step.occurred_on


class SelectionStep(db.Model):
    """One step of a selection, an extension of the call included."""

    id: Mapped[int] = mapped_column(primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("lead_selection.id"), index=True)
    move: Mapped[str] = mapped_column(String(30))  # its name in the workflow
    after: Mapped[State]
    occurred_on: Mapped[date] = mapped_column(default=dates.today)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    selection: Mapped[LeadSelection] = relationship(back_populates="steps")
    by: Mapped[User] = relationship()


class SelectionDecision(db.Model):
    """Minutes of the meeting of the two committees at which the lead was chosen."""

    __table_args__ = (
        CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="votes_not_negative"
        ),
        CheckConstraint("votes_for > votes_against + abstained", name="carried"),
        CheckConstraint(
            "votes_for + votes_against + abstained <= expected"
            " AND (votes_for + votes_against + abstained) * 2 > expected",
            name="quorate",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("lead_selection.id"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    held_on: Mapped[date]
    expected: Mapped[int]  # members of the two committees without those who had to stand aside
    attendance: Mapped[str] = mapped_column(Text)
    recused: Mapped[str] = mapped_column(Text, default="")  # who stood aside, and why
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstained: Mapped[int]
    minutes: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)  # why this one, in words for the notice board
    team: Mapped[str] = mapped_column(Text, default="")  # 分组: who works with the lead
    division: Mapped[str] = mapped_column(Text)  # 分工
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    set_aside_on: Mapped[date | None]
    selection: Mapped[LeadSelection] = relationship(back_populates="decisions")
    nomination: Mapped["Nomination"] = relationship()
    deputy: Mapped[User | None] = relationship(foreign_keys=deputy_id)
    letter: Mapped["ResponsibilityLetter | None"] = relationship(back_populates="decision")

    @property
    def present(self) -> int:
        return self.votes_for + self.votes_against + self.abstained


class SelectionObjection(db.Model):
    """What somebody said against the person on the notice board; who said it is not kept, and the reply is public."""

    __table_args__ = (
        CheckConstraint("(answered_on IS NULL) = (answer = '')", name="answered_in_words"),
        CheckConstraint("(answered_on IS NULL) = (finding IS NULL)", name="answered_with_a_finding"),
        CheckConstraint("channel = 'web' OR by_id IS NOT NULL", name="taken_down_by_somebody"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    selection_id: Mapped[int] = mapped_column(ForeignKey("lead_selection.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("selection_decision.id"))  # whom it is about
    channel: Mapped[Channel] = mapped_column(default=Channel.VISIT)
    text: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date] = mapped_column(default=dates.today)
    due_on: Mapped[date | None]  # by when it is to be answered, as set when it came in
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who took it down, not who said it
    answer: Mapped[str] = mapped_column(Text, default="")
    finding: Mapped[Finding | None]
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    selection: Mapped[LeadSelection] = relationship(back_populates="objections")
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def project(self) -> Project:
        return self.selection.project
