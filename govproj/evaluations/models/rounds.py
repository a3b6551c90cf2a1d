"""A round of evaluation: what it asks, about which projects, and all that is counted on the way. No row is a person."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.evaluations.models.roll import HolderKey
from govproj.evaluations.questions import Asked
from govproj.evaluations.satisfaction import Turnout
from govproj.projects.models import Project
from govproj.villages.models import Village


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


class Electorate(LabelledEnum):
    ALL = "all", _l("全体成年村民")
    PARTY = "party", _l("只请党员")
    LISTED = "listed", _l("只请点名的人（如村民代表、评议小组）")


class Method(LabelledEnum):
    SHARES = "shares", _l("按满意率")
    MAJORITY = "majority", _l("表决法：满意票过应到人数一半")


class EvaluationRound(db.Model):
    """One evaluation in a village over one or more projects. All counts are totals, all dates whole days."""

    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="days_in_order"),
        CheckConstraint("slips <= eligible", name="no_more_slips_than_people"),
        CheckConstraint("spent <= slips", name="no_more_answers_than_slips"),
        CheckConstraint(
            "signatures + drawn_online + paper_issued <= eligible", name="no_more_voices_than_people"
        ),
        CheckConstraint(
            "signatures >= 0 AND paper_issued >= 0 AND paper_returned >= 0 AND paper_invalid >= 0"
            " AND complaints >= 0 AND paper_invalid <= paper_returned",
            name="typed_counts_plausible",
        ),
        CheckConstraint(
            "papers_destroyed_on IS NULL OR papers_destroyed_on >= papers_until",
            name="papers_kept_long_enough",
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
    questions: Mapped[list]  # [{"key": "openness", "kind": "scale", "text": "…"}], the wording villagers saw
    set_id: Mapped[int | None] = mapped_column(ForeignKey("question_set.id"))  # None: the nine usual ones
    electorate: Mapped[Electorate] = mapped_column(default=Electorate.ALL)
    method: Mapped[Method] = mapped_column(default=Method.SHARES)
    per_household: Mapped[bool] = mapped_column(default=False)
    asked_by: Mapped[str] = mapped_column(String(80), default="")  # of an extra round: who wanted it
    groups: Mapped[list] = mapped_column(default=list)  # names of the villager groups, as they were then
    root: Mapped[str] = mapped_column(String(64), default="")  # hash over the set of slips, hex
    eligible: Mapped[int] = mapped_column(default=0)  # people on the roll
    households: Mapped[int] = mapped_column(default=0)  # of the village, when the round was drafted
    slips: Mapped[int] = mapped_column(default=0)  # printed and drawn online
    drawn_online: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)  # answers in the urn; set at closing
    signatures: Mapped[int] = mapped_column(default=0)  # on the paper roll, for slips
    left_over: Mapped[int] = mapped_column(default=0)  # printed slips brought back
    paper_printed: Mapped[int] = mapped_column(default=0)  # forms with the serials from 1 on
    paper_issued: Mapped[int] = mapped_column(default=0)
    paper_returned: Mapped[int] = mapped_column(default=0)
    paper_invalid: Mapped[int] = mapped_column(default=0)
    complaints: Mapped[int] = mapped_column(default=0)  # slips that did not work, as told to the committee
    assisted: Mapped[int] = mapped_column(default=0)  # answers given with somebody's help; set by the count
    witness_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id")
    )  # who stood by when the urn was opened
    papers_until: Mapped[date | None]  # signing list and paper forms are kept until then, set at publication
    papers_destroyed_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    village: Mapped[Village] = relationship()
    witness: Mapped[User | None] = relationship()
    projects: Mapped[list[Project]] = relationship(
        secondary="round_project", order_by=Project.code, viewonly=True
    )
    days: Mapped[list["SpentOnDay"]] = relationship(order_by="SpentOnDay.day")

    __mapper_args__ = {"version_id_col": version}

    @property
    def asked(self) -> Asked:
        """The questions by kind."""
        return Asked(self.questions)

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
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # whose work as a lead was judged


class QuestionSet(db.Model):
    """What a village asks: a template in numbered versions. A version is never changed, a new one follows it."""

    __table_args__ = (
        UniqueConstraint("village_id", "name", "number"),
        CheckConstraint("number > 0", name="number_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    questions: Mapped[list]
    made_on: Mapped[date] = mapped_column(default=dates.today)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    retired: Mapped[bool] = mapped_column(default=False)  # not offered any more
    village: Mapped[Village] = relationship()

    @property
    def asked(self) -> Asked:
        return Asked(self.questions)


class SlipTrouble(LabelledEnum):
    """What somebody says who could not use a slip. Nobody is told, and nobody can find out, who used it."""

    USED = "used", _l("说没用过，却用不了")
    MISREAD = "misread", _l("号码看不清、输不进去")
    LOST = "lost", _l("票丢了或者坏了")


class SlipComplaint(db.Model):
    """How often a trouble was reported on a day; no name, no code, no hour."""

    __table_args__ = (CheckConstraint("times > 0", name="times_positive"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    trouble: Mapped[SlipTrouble] = mapped_column(primary_key=True)
    times: Mapped[int]


class SpentOnDay(db.Model):
    """How many slips were spent by the end of a day: all that is known while a round is open."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    spent: Mapped[int]
