"""What villagers hold against a notice and what they ask: objections, inquiries, complaints, and the replies."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.disclosures.models import Disclosure
from govproj.noticeboards.models import CombinedSheet
from govproj.projects.models import Project
from govproj.villages.models import Village


class Channel(LabelledEnum):
    WEB = "web", _l("网上")
    PAPER = "paper", _l("书面")
    IN_PERSON = "in_person", _l("当面")
    PHONE = "phone", _l("电话")


class Instance(LabelledEnum):
    """Who answers; the next one is asked when the answer does not satisfy."""

    VILLAGE = "village", _l("村委会")
    COMMITTEE = "committee", _l("村监会")
    TOWN = "town", _l("镇里")


class Outcome(LabelledEnum):
    ADOPTED = "adopted", _l("采纳")
    EXPLAINED = "explained", _l("解释说明")
    UNFOUNDED = "unfounded", _l("不成立")


class ObjectionState(LabelledEnum):
    OPEN = "open", _l("待村委会答复")
    ANSWERED = "answered", _l("村委会已答复")
    IN_REVIEW = "in_review", _l("待村监会复核")
    REVIEWED = "reviewed", _l("村监会已复核")
    AT_TOWN = "at_town", _l("待镇里答复")
    SETTLED = "settled", _l("镇里已答复")


class Said:
    """Something said by somebody who may stay unnamed; name and phone are for those who answer, never public."""

    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    text: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    received_on: Mapped[date] = mapped_column(default=dates.today)
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)  # hash of the code handed out

    @declared_attr
    def recorded_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user.id"))


class Objection(Said, db.Model):
    """异议: against one published notice or combined sheet. Its text and the replies are public without a name."""

    __table_args__ = (
        CheckConstraint("channel = 'web' OR recorded_by_id IS NOT NULL", name="put_down_by_somebody"),
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint("(disclosure_id IS NULL) <> (sheet_id IS NULL)", name="against_one_thing"),
        CheckConstraint("named_id IS NULL OR sheet_id IS NOT NULL", name="names_a_project_of_a_sheet"),
        Index(None, "state", "disclosure_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    disclosure_id: Mapped[int | None] = mapped_column(ForeignKey("disclosure.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("combined_sheet.id"), index=True)
    named_id: Mapped[int | None] = mapped_column(
        ForeignKey("project.id")
    )  # the line of the sheet it is about
    state: Mapped[ObjectionState] = mapped_column(default=ObjectionState.OPEN)
    disclosure: Mapped[Disclosure | None] = relationship()
    sheet: Mapped[CombinedSheet | None] = relationship()
    named: Mapped[Project | None] = relationship()
    replies: Mapped[list["ObjectionReply"]] = relationship(
        back_populates="objection", order_by="ObjectionReply.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def notice(self) -> Disclosure | CombinedSheet:
        """What it was said against; both know their village, their month and whether they are public."""
        return self.disclosure or self.sheet

    @property
    def project(self) -> Project | None:
        """None where it is against a combined sheet as a whole."""
        return self.disclosure.project if self.disclosure else self.named

    @property
    def projects(self) -> list[Project]:
        """Whose work it is about: of a sheet as a whole, all that stands on it."""
        return [self.project] if self.project else [line.project for line in self.sheet.lines]

    @property
    def village(self) -> Village:
        return self.disclosure.project.village if self.disclosure else self.sheet.village

    @property
    def village_id(self) -> int:
        return self.notice.village_id

    @property
    def current(self) -> "ObjectionReply":
        """The reply that is owed, or the last one given."""
        return self.replies[-1]

    @property
    def answered(self) -> bool:
        """Whether the first reply is there, from when on the text is public."""
        return self.replies[0].replied_on is not None


class ObjectionReply(db.Model):
    """What one instance has to answer, by when, and what it said. Rows stay as they are once filled."""

    __table_args__ = (
        UniqueConstraint("objection_id", "instance"),
        CheckConstraint("(replied_on IS NULL) = (outcome IS NULL)", name="replied_with_an_outcome"),
        CheckConstraint("(replied_on IS NULL) = (text = '')", name="replied_in_words"),
        CheckConstraint("(replied_on IS NULL) = (by_id IS NULL)", name="replied_by_somebody"),
        CheckConstraint("due_on >= asked_on", name="due_after_it_was_asked"),
        Index(None, "replied_on", "due_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"))
    instance: Mapped[Instance]
    asked_on: Mapped[date] = mapped_column(default=dates.today)
    due_on: Mapped[date]
    why: Mapped[str] = mapped_column(Text, default="")  # what was not satisfying about the reply before
    outcome: Mapped[Outcome | None]
    text: Mapped[str] = mapped_column(Text, default="")
    replied_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    objection: Mapped[Objection] = relationship(back_populates="replies")
    by: Mapped[User | None] = relationship()


class Asker(LabelledEnum):
    """Who has the right to a formal inquiry; how many are needed is a local rule."""

    COMMITTEE = "committee", _l("村务监督委员会")
    REPS = "reps", _l("村民代表")
    VOTERS = "voters", _l("有选举权的村民")


class ReplyWay(LabelledEnum):
    WRITTEN = "written", _l("书面答复")
    AT_MEETING = "at_meeting", _l("在村民代表会议上口头答复")


class Inquiry(db.Model):
    """质询: formal and in writing, by those who have the right to it."""

    __table_args__ = (
        CheckConstraint("signers >= 1", name="asked_by_somebody"),
        CheckConstraint("due_on >= received_on", name="due_after_it_came"),
        CheckConstraint("(replied_on IS NULL) = (reply_way IS NULL)", name="replied_in_a_way"),
        CheckConstraint("(replied_on IS NULL) = (reply = '')", name="replied_in_words"),
        Index(None, "village_id", "replied_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    asked_by: Mapped[Asker]
    signers: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    due_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reply: Mapped[str] = mapped_column(Text, default="")
    reply_way: Mapped[ReplyWay | None]
    replied_on: Mapped[date | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    replied_by: Mapped[User | None] = relationship(foreign_keys=replied_by_id)

    __mapper_args__ = {"version_id_col": version}


class Grievance(LabelledEnum):
    LATE = "late", _l("该公开没有公开，或公开晚了")
    FALSE = "false", _l("公开的内容不真实")


class Finding(LabelledEnum):
    CONFIRMED = "confirmed", _l("属实")
    PARTLY = "partly", _l("部分属实")
    UNFOUNDED = "unfounded", _l("不属实")


class Complaint(Said, db.Model):
    """投诉: to the town, that a notice is missing, late or false. The village does not see who complained."""

    __table_args__ = (
        CheckConstraint("channel = 'web' OR recorded_by_id IS NOT NULL", name="put_down_by_somebody"),
        CheckConstraint("due_on >= received_on", name="due_after_it_came"),
        CheckConstraint("(replied_on IS NULL) = (finding IS NULL)", name="replied_with_a_finding"),
        CheckConstraint("(replied_on IS NULL) = (reply = '')", name="replied_in_words"),
        Index(None, "village_id", "replied_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    about: Mapped[Grievance]
    due_on: Mapped[date]
    reply: Mapped[str] = mapped_column(Text, default="")
    finding: Mapped[Finding | None]
    replied_on: Mapped[date | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    replied_by: Mapped[User | None] = relationship(foreign_keys=replied_by_id)

    __mapper_args__ = {"version_id_col": version}
