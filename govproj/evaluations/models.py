"""Rounds of evaluation and their roll, the keys of those who count, and the totals that are kept.

No table here or in the urn says which person holds which slip or gave which answer.
"""

import secrets
from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import Office, Role, User
from govproj.core import dates, sealed
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.evaluations.questions import ASPECTS, REASONS, THEMES
from govproj.evaluations.satisfaction import Tally, Turnout
from govproj.projects.models import Project
from govproj.villages.models import Resident, Village


class State(LabelledEnum):
    DRAFT = "draft", _l("准备中")
    OPEN = "open", _l("评议中")
    CLOSED = "closed", _l("待计票")
    COUNTED = "counted", _l("待公布")
    PUBLISHED = "published", _l("已公布")
    VOID = "void", _l("已作废")


PUBLIC = frozenset({State.OPEN, State.CLOSED, State.COUNTED, State.PUBLISHED})
WITH_URN = frozenset({State.DRAFT, State.OPEN, State.CLOSED})


class Purpose(LabelledEnum):
    QUARTERLY = "quarterly", _l("季度评议")
    FINAL = "final", _l("完工评议")
    EXTRA = "extra", _l("加开评议")
    FOLLOW_UP = "follow_up", _l("整改回访")


class EvaluationRound(db.Model):
    """One evaluation in a village over one or more projects. All counts are totals, all dates whole days."""

    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="days_in_order"),
        CheckConstraint("slips <= eligible", name="no_more_slips_than_people"),
        CheckConstraint("spent <= slips", name="no_more_answers_than_slips"),
        CheckConstraint(
            "signatures >= 0 AND paper_issued >= 0 AND paper_returned >= 0 AND paper_invalid >= 0"
            " AND complaints >= 0 AND paper_invalid <= paper_returned",
            name="typed_counts_plausible",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[Purpose]
    state: Mapped[State] = mapped_column(default=State.DRAFT, index=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]  # last day, included
    prefix: Mapped[str | None] = mapped_column(String(2), unique=True)  # given back once counted
    questions: Mapped[list]  # [{"key": "openness", "text": "…"}], the wording villagers saw
    root: Mapped[str] = mapped_column(String(64), default="")  # hash over the set of slips, hex
    eligible: Mapped[int] = mapped_column(default=0)  # people on the roll
    households: Mapped[int] = mapped_column(default=0)  # of the village, when the round was drafted
    slips: Mapped[int] = mapped_column(default=0)  # printed and drawn online
    drawn_online: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)  # answers in the urn; set at closing
    signatures: Mapped[int] = mapped_column(default=0)  # on the paper roll, for slips and paper forms
    left_over: Mapped[int] = mapped_column(default=0)  # printed slips brought back
    paper_issued: Mapped[int] = mapped_column(default=0)
    paper_returned: Mapped[int] = mapped_column(default=0)
    paper_invalid: Mapped[int] = mapped_column(default=0)
    complaints: Mapped[int] = mapped_column(default=0)  # slips that did not work, as told to the committee
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    village: Mapped[Village] = relationship()
    projects: Mapped[list[Project]] = relationship(
        secondary="round_project", order_by=Project.code, viewonly=True
    )
    days: Mapped[list["SpentOnDay"]] = relationship(order_by="SpentOnDay.day")

    __mapper_args__ = {"version_id_col": version}

    @property
    def project_id(self) -> int | None:
        """The audit trail files a round over one project under that project."""
        return self.projects[0].id if len(self.projects) == 1 else None

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def accepts_answers(self) -> bool:
        return self.state is State.OPEN and dates.today() <= self.closes_on

    @property
    def printed(self) -> int:
        return self.slips - self.drawn_online

    @property
    def turnout(self) -> Turnout:
        return Turnout(
            eligible=self.eligible,
            issued=self.signatures + self.drawn_online + self.paper_issued,
            returned=self.spent + self.paper_returned,
            invalid=self.paper_invalid,
        )

    def lock(self) -> None:
        """Draws, printing, opening, closing and counting of one round take turns, on PostgreSQL too."""
        db.session.refresh(self, with_for_update={"of": EvaluationRound})

    def concerns(self, user) -> bool:
        """Whether the round judges the work of this user."""
        return any(project.is_led_by(user) or project.has_as_contact(user) for project in self.projects)

    @property
    def keys(self) -> list["HolderKey"]:
        """Of those who may count it: the village's supervision committee and the town's discipline office."""
        day = dates.today()
        return db.session.scalars(
            select(HolderKey)
            .join(HolderKey.user)
            .join(Office, Office.user_id == User.id)
            .where(
                User.disabled_at.is_(None),
                ((Office.role == Role.SUPERVISOR) & (Office.village_id == self.village_id))
                | ((Office.role == Role.TOWN_INSPECTOR) & (Office.town_id == self.village.town_id)),
                Office.since.is_(None) | (Office.since <= day),
                Office.until.is_(None) | (Office.until >= day),
            )
            .distinct()
            .order_by(HolderKey.user_id)
        ).all()


class RoundProject(db.Model):
    """A project a round asks about, and what the result set off whatever anybody thinks of it."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True, index=True)
    triggers: Mapped[list] = mapped_column(default=list)


class RollEntry(db.Model):
    """Somebody who may answer. It tells whether a slip was drawn online, never which."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True, index=True)
    drew_online: Mapped[bool] = mapped_column(default=False)
    resident: Mapped[Resident] = relationship()


class HolderKey(db.Model):
    """The standing key pair of somebody who counts evaluations; the private half is wrapped, see core.sealed."""

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    public: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    by_passphrase: Mapped[bytes] = mapped_column(LargeBinary)
    by_recovery_code: Mapped[bytes] = mapped_column(LargeBinary)
    made_on: Mapped[date] = mapped_column(default=dates.today)
    user: Mapped[User] = relationship()

    @property
    def wrapped(self) -> sealed.HolderKey:
        return sealed.HolderKey(self.public, self.by_passphrase, self.by_recovery_code)


class SpentOnDay(db.Model):
    """How many slips were spent by the end of a day: all that is known while a round is open."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    spent: Mapped[int]


class QuestionTotal(db.Model):
    """The answers to one question about one project, added up."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(30), primary_key=True)
    very_satisfied: Mapped[int]
    satisfied: Mapped[int]
    basically_satisfied: Mapped[int]
    dissatisfied: Mapped[int]
    dont_know: Mapped[int]
    blank: Mapped[int]

    @property
    def tally(self) -> Tally:
        return Tally(*(getattr(self, level) for level in Tally._fields))


class ThemeTotal(db.Model):
    """How often a theme was named as what needs improvement most."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(30), primary_key=True)
    mentions: Mapped[int]


class StratumTotal(db.Model):
    """The overall question by Party members and other villagers, cells under five already merged.

    `levels` names the levels put together, such as "cd".
    """

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    stratum: Mapped[str] = mapped_column(String(20), primary_key=True)
    levels: Mapped[str] = mapped_column(String(4), primary_key=True)
    answers: Mapped[int]


class Screening(LabelledEnum):
    WAITING = "waiting", _l("待查看")
    SHOWN = "shown", _l("已公开")
    WITHHELD = "withheld", _l("没有公开")


def a_random_name() -> str:
    return secrets.token_urlsafe(12)


class Comment(db.Model):
    """Words from the bag of a round: cut off from the slip's other answers, under a random name."""

    __tablename__ = "evaluation_comment"
    name: Mapped[str] = mapped_column(String(16), primary_key=True, default=a_random_name)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    screening: Mapped[Screening] = mapped_column(default=Screening.WAITING)


class Verdict(LabelledEnum):
    PROPOSED = "proposed", _l("待书记确认")
    CONFIRMED = "confirmed", _l("已确认整改")
    DECLINED = "declined", _l("不列入整改")


def label_of(aspect: str):
    """What a question's key or "theme:…" is called."""
    if aspect in ASPECTS:
        return ASPECTS[aspect]
    return _l("村民点名：%(theme)s", theme=THEMES[aspect.removeprefix("theme:")])


class WeakLink(db.Model):
    """An aspect or a theme the figures show to be weak, and what the secretary made of it."""

    __table_args__ = (
        UniqueConstraint("round_id", "project_id", "aspect"),
        ForeignKeyConstraint(
            ["round_id", "project_id"], ["round_project.round_id", "round_project.project_id"]
        ),
        CheckConstraint("verdict <> 'declined' OR note <> ''", name="declined_with_a_reason"),
        CheckConstraint(
            "verdict <> 'confirmed' OR rectification_id IS NOT NULL", name="confirmed_opens_a_rectification"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    aspect: Mapped[str] = mapped_column(String(40))  # a question's key, or "theme:" and a theme's
    reasons: Mapped[list]
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.PROPOSED)
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), unique=True)
    note: Mapped[str] = mapped_column(Text, default="")
    round: Mapped[EvaluationRound] = relationship()
    project: Mapped[Project] = relationship()

    @property
    def village_id(self) -> int:
        return self.round.village_id

    @property
    def label(self):
        return label_of(self.aspect)

    @property
    def why(self) -> list:
        return [REASONS[reason] for reason in self.reasons]
