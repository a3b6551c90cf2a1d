"""Activities: a dated event, who came, how long it took and what came of it. One table for all themes."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core.db import db
from govproj.core.uploads import FileColumns
from govproj.engagement.models.agreements import Agreement
from govproj.engagement.states import ActivityState, Theme
from govproj.projects.models import Project
from govproj.villages.models import Village


class Activity(db.Model):
    """Of a village, of one of its projects where it belongs to one, or of an agreement (a pairing, an alliance)."""

    __table_args__ = (
        CheckConstraint("attendance >= 0", name="attendance_not_negative"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("state <> 'held' OR attendance IS NOT NULL", name="held_with_attendance"),
        CheckConstraint("(state = 'void') = (void_because <> '')", name="void_with_words"),
        Index(None, "village_id", "held_on"),
        Index(None, "project_id", "theme", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    theme: Mapped[Theme]
    kind: Mapped[str] = mapped_column(String(20))  # the word of the rule at that time
    title: Mapped[str] = mapped_column(String(80))
    state: Mapped[ActivityState]
    held_on: Mapped[date]  # planned for, as long as it is planned
    place: Mapped[str] = mapped_column(String(80), default="")
    host: Mapped[str] = mapped_column(String(80), default="")  # 主办单位
    attendance: Mapped[int | None]  # 人次: everybody who came this time, whoever came before or not
    minutes: Mapped[int | None]
    void_because: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    agreement: Mapped[Agreement | None] = relationship()
    outcomes: Mapped[list["ActivityOutcome"]] = relationship(
        back_populates="activity", order_by="ActivityOutcome.id", cascade="all, delete-orphan"
    )
    questions: Mapped[list["ActivityQuestion"]] = relationship(
        back_populates="activity", order_by="ActivityQuestion.id"
    )
    photos: Mapped[list["ActivityPhoto"]] = relationship(
        back_populates="activity", order_by="ActivityPhoto.id"
    )

    __mapper_args__ = {"version_id_col": version}


class ActivityOutcome(db.Model):
    """成果: one line."""

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    activity: Mapped[Activity] = relationship(back_populates="outcomes")


class ActivityQuestion(db.Model):
    """专业问题: what was asked on that occasion, and what the expert said."""

    __table_args__ = (CheckConstraint("(answered_on IS NULL) = (answer = '')", name="answered_with_words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(String(80), default="")  # unit or post; needs no account
    activity: Mapped[Activity] = relationship(back_populates="questions")

    __mapper_args__ = {"version_id_col": version}


class ActivityPhoto(FileColumns, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    activity: Mapped[Activity] = relationship(back_populates="photos")
