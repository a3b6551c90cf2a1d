"""A matter: what somebody reported, who sees to it until when, what came of it, and whether that satisfied."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from govproj.accounts.models import Post, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.uploads import FileColumns
from govproj.inquiries.models import Channel
from govproj.matters.states import UNFINISHED, Clock, Phase, State, Teller
from govproj.projects.models import Project
from govproj.villages.models import Village, VillagerGroup


class Matter(db.Model):
    """事项. Numbered by village and year. Minutes are counted from the moment it came and stored, never typed."""

    __table_args__ = (
        UniqueConstraint("village_id", "year", "serial"),
        CheckConstraint("serial > 0", name="serial_positive"),
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint("channel = 'web' OR recorded_by_id IS NOT NULL", name="put_down_by_somebody"),
        CheckConstraint("first_due_at >= received_at", name="first_due_after_it_came"),
        CheckConstraint("finish_due_at >= first_due_at", name="finish_due_after_first"),
        CheckConstraint(
            "state NOT IN ('accepted', 'in_progress', 'done', 'replied') OR owner_id IS NOT NULL",
            name="in_hand_has_an_owner",
        ),
        CheckConstraint("state = 'received' OR first_minutes IS NOT NULL", name="answered_after_minutes"),
        CheckConstraint("(done_at IS NULL) = (result = '')", name="done_with_a_result"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
        CheckConstraint("(done_at IS NULL) = (finish_minutes IS NULL)", name="done_after_minutes"),
        CheckConstraint(
            "state NOT IN ('done', 'replied', 'closed') OR done_at IS NOT NULL", name="done_at_a_moment"
        ),
        CheckConstraint("(replied_at IS NULL) = (reply = '')", name="replied_in_words"),
        CheckConstraint("published_on IS NULL OR replied_at IS NOT NULL", name="published_with_a_reply"),
        CheckConstraint("(state = 'passed_on') = (passed_to <> '')", name="passed_on_to_somebody"),
        CheckConstraint("(state = 'duplicate') = (duplicate_of_id IS NOT NULL)", name="duplicate_of_another"),
        CheckConstraint("duplicate_of_id <> id", name="not_of_itself"),
        CheckConstraint("first_minutes >= 0 AND finish_minutes >= 0", name="minutes_not_negative"),
        CheckConstraint("called_on IS NULL OR call_due_on IS NOT NULL", name="called_when_due"),
        Index("ix_matter_by_state", "village_id", "state", "finish_due_at"),
        Index("ix_matter_by_day", "village_id", "received_at"),
        Index("ix_matter_published", "village_id", "published_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))  # a code or a word of the rule `matter.kinds`
    urgent: Mapped[bool] = mapped_column(default=False)  # its clock runs day and night, in minutes
    state: Mapped[State] = mapped_column(default=State.RECEIVED)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("villager_group.id"))
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    forgotten_on: Mapped[date | None]  # name and phone are gone
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)  # hash of the code handed out
    sending: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the page it was sent from, once
    received_at: Mapped[datetime] = mapped_column(default=dates.now)
    first_due_at: Mapped[datetime]
    finish_due_at: Mapped[datetime]
    first_due_on: Mapped[date]  # the same as days in Beijing, for lists that are sorted by day
    finish_due_on: Mapped[date]
    first_minutes: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    basis: Mapped[str] = mapped_column(String(200), default="")  # consent to an errand, minutes of a meeting
    on_site_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    result: Mapped[str] = mapped_column(Text, default="")
    finish_minutes: Mapped[int | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    public_title: Mapped[str] = mapped_column(String(60), default="")
    published_on: Mapped[date | None]
    passed_to: Mapped[str] = mapped_column(String(80), default="")
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    ended_on: Mapped[date | None]
    call_due_on: Mapped[date | None]  # not satisfied, and not opened again any more: the town asks by then
    called_on: Mapped[date | None]
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    group: Mapped[VillagerGroup | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    recorded_by: Mapped[User | None] = relationship(foreign_keys=recorded_by_id)
    done_by: Mapped[User | None] = relationship(foreign_keys=done_by_id)
    replied_by: Mapped[User | None] = relationship(foreign_keys=replied_by_id)
    duplicate_of: Mapped["Matter | None"] = relationship(remote_side=id)
    photos: Mapped[list["MatterPhoto"]] = relationship(back_populates="matter", order_by="MatterPhoto.id")
    climbs: Mapped[list["MatterClimb"]] = relationship(
        back_populates="matter", order_by="MatterClimb.at", cascade="all, delete-orphan"
    )
    verdicts: Mapped[list["MatterVerdict"]] = relationship(
        back_populates="matter", order_by="MatterVerdict.id"
    )
    earlier: Mapped[list["EarlierResult"]] = relationship(
        back_populates="matter", order_by="EarlierResult.turn"
    )

    __mapper_args__ = {"version_id_col": version}

    @validates("first_due_at", "finish_due_at")
    def _day_too(self, name, moment):
        setattr(self, name.replace("_at", "_on"), dates.beijing(moment).date())
        return moment

    @property
    def number(self) -> str:
        """SX-2022-001, as read out on the phone."""
        return f"SX-{self.year}-{self.serial:03}"

    @property
    def turn(self) -> int:
        """How often it has been worked on: 1, and one more for each time the result did not satisfy."""
        return len(self.earlier) + 1

    @property
    def due_at(self) -> datetime:
        """What is owed next: that somebody takes it, then that it is done."""
        return self.first_due_at if self.state is State.RECEIVED else self.finish_due_at

    @property
    def first_at(self) -> datetime | None:
        """When somebody took it or answered it at once."""
        return (
            None if self.first_minutes is None else self.received_at + timedelta(minutes=self.first_minutes)
        )

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    def is_overdue(self, moment: datetime) -> bool:
        return self.is_unfinished and self.due_at < moment

    def has_as_owner(self, user) -> bool:
        return self.owner_id is not None and self.owner_id == user.id

    @property
    def shown_photos(self) -> list["MatterPhoto"]:
        return [one for one in self.photos if one.erased_on is None]

    @property
    def after_photos(self) -> list["MatterPhoto"]:
        """Of the present turn: a picture of an earlier result proves nothing about this one."""
        return [one for one in self.photos if one.phase is Phase.AFTER and one.turn == self.turn]

    @property
    def verdict_of_reporter(self) -> "MatterVerdict | None":
        """About the present answer; he gives one for each."""
        told = (one for one in self.verdicts if one.turn == self.turn and one.teller is Teller.REPORTER)
        return next(told, None)


class MatterPhoto(FileColumns, db.Model):
    """What it looked like when it was reported, and when it was done."""

    __tablename__ = "matter_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    phase: Mapped[Phase]
    turn: Mapped[int] = mapped_column(default=1)
    erased_on: Mapped[date | None]  # shown to nobody from that day on; the file goes the day after
    matter: Mapped[Matter] = relationship(back_populates="photos")


class MatterClimb(db.Model):
    """From `at` on the holder of this office is reminded, unless the clock has been stopped by then.

    Laid down when the matter comes, so that a rule changed later does not reach back; whether it counts follows
    from the moment and the state.
    """

    __tablename__ = "matter_climb"
    __table_args__ = (UniqueConstraint("matter_id", "clock", "office"), Index(None, "office", "at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    clock: Mapped[Clock]
    office: Mapped[str] = mapped_column(String(30))  # a role, or the post of the director
    at: Mapped[datetime]
    logged_at: Mapped[datetime | None]  # that it was reached is an entry of the log since then
    matter: Mapped[Matter] = relationship(back_populates="climbs")

    @property
    def label(self) -> str:
        return (Post if self.office in set(Post) else Role)(self.office).label


class MatterVerdict(db.Model):
    """回访: whether the answer satisfied. Several visits may ask; the reporter himself speaks once an answer."""

    __tablename__ = "matter_verdict"
    __table_args__ = (
        CheckConstraint("(teller = 'reporter') = (by_id IS NULL)", name="asked_by_somebody"),
        Index(
            "uq_matter_verdict_once_by_reporter",
            "matter_id",
            "turn",
            unique=True,
            sqlite_where=text("teller = 'reporter'"),
            postgresql_where=text("teller = 'reporter'"),
        ),
        Index(None, "matter_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    turn: Mapped[int]
    teller: Mapped[Teller]
    satisfied: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    matter: Mapped[Matter] = relationship(back_populates="verdicts")
    by: Mapped[User | None] = relationship()


class EarlierResult(db.Model):
    """What was done and answered before the matter was opened again. Rows are only ever added."""

    __tablename__ = "earlier_result"
    __table_args__ = (UniqueConstraint("matter_id", "turn"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    turn: Mapped[int]
    result: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reply: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(Text)  # what did not satisfy
    reopened_at: Mapped[datetime] = mapped_column(default=dates.now)
    matter: Mapped[Matter] = relationship(back_populates="earlier")
    done_by: Mapped[User | None] = relationship()


class DutyDay(db.Model):
    """轮值: who of the village takes what is urgent on a day, round the clock."""

    __tablename__ = "duty_day"
    __table_args__ = (UniqueConstraint("village_id", "day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    day: Mapped[date]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    user: Mapped[User] = relationship()
