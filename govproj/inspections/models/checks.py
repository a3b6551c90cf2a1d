"""Checks that fall due by themselves, what was seen at a check or visit, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.due_changes import HasDue
from govproj.core.i18n import _
from govproj.core.uploads import FileColumns
from govproj.inspections import calendar
from govproj.inspections.models.tasks import InspectionTask
from govproj.inspections.states import Answer, CheckKind, Mode, ProblemKind, Standing
from govproj.projects.models import Project
from govproj.rectifications.models import Clue, Rectification
from govproj.rectifications.states import Theme


class Check(HasDue, db.Model):
    """One check a project owes: of an ISO week (周查) or of a month (月督). The days stay as they were generated."""

    DUE = ("due_day",)
    __tablename__ = "supervision_check"
    __table_args__ = (
        UniqueConstraint("project_id", "kind", "year", "number"),
        Index(None, "village_id", "kind", "due_day"),
        Index(None, "done_day", "due_day"),
        CheckConstraint(
            "number BETWEEN 1 AND (CASE WHEN kind = 'weekly' THEN 53 ELSE 12 END)", name="in_range"
        ),
        CheckConstraint("(done_day IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CheckKind]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    year: Mapped[int]  # of the ISO week, or of the month
    number: Mapped[int]  # of the ISO week or the month
    due_day: Mapped[date]  # the last day, until midnight
    done_day: Mapped[date | None]  # when the server had it, whatever the clock of the phone said
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship()
    done_by: Mapped[User | None] = relationship()
    report: Mapped["Report | None"] = relationship(back_populates="check")

    @property
    def period(self) -> str:
        """2022-W23 or 2022-05."""
        return (
            f"{self.year}-W{self.number:02}"
            if self.kind is CheckKind.WEEKLY
            else f"{self.year}-{self.number:02}"
        )

    @property
    def label(self) -> str:
        """2022年第23周周查, as people say it."""
        facts = {"year": self.year, "number": self.number, "kind": self.kind.label}
        if self.kind is CheckKind.WEEKLY:
            return _("%(year)s年第%(number)s周%(kind)s", **facts)
        return _("%(year)s年%(number)s月%(kind)s", **facts)

    @property
    def first_day(self) -> date:
        """Monday of the week, or the first of the month."""
        if self.kind is CheckKind.WEEKLY:
            return calendar.Week(self.year, self.number).monday
        return date(self.year, self.number, 1)

    @property
    def standing(self) -> Standing:
        return calendar.standing(self.due_day, self.done_day, dates.today())


class Report(db.Model):
    """What was seen at one check or one visit. Never edited; `key` makes of a form sent twice one report."""

    __tablename__ = "inspection_report"
    __table_args__ = (
        CheckConstraint("(check_id IS NULL) <> (task_id IS NULL)", name="of_one_thing"),
        CheckConstraint("percent IS NULL OR percent BETWEEN 0 AND 100", name="percent_in_range"),
        CheckConstraint("cosigned_by_id <> by_id", name="cosigned_by_another"),
        CheckConstraint("(cosigned_on IS NULL) = (cosigned_by_id IS NULL)", name="cosigned_on_a_day"),
        Index(None, "project_id", "arrived_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int | None] = mapped_column(ForeignKey("supervision_check.id"), unique=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_task.id"), unique=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))  # None: a visit to other points
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    mode: Mapped[Mode]
    arrived_at: Mapped[datetime]  # as typed
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)  # as the server had it
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    office: Mapped[str] = mapped_column(String(30), default="")
    percent: Mapped[int | None]  # physical progress, whole %
    done_words: Mapped[str] = mapped_column(Text, default="")  # 本周完成
    next_words: Mapped[str] = mapped_column(Text, default="")  # 下周计划
    workers: Mapped[int | None]  # how many were at work
    manager_present: Mapped[bool | None]  # whether the firm's manager was on the site
    quality_words: Mapped[str] = mapped_column(Text, default="")  # 质量安全
    summary: Mapped[str] = mapped_column(Text, default="")  # of a visit or a month
    cosigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    cosigned_on: Mapped[date | None]
    check: Mapped[Check | None] = relationship(back_populates="report")
    task: Mapped[InspectionTask | None] = relationship(back_populates="report")
    project: Mapped[Project | None] = relationship()
    by: Mapped[User] = relationship(foreign_keys=by_id)
    cosigned_by: Mapped[User | None] = relationship(foreign_keys=cosigned_by_id)
    items: Mapped[list["ReportItem"]] = relationship(back_populates="report", order_by="ReportItem.id")
    photos: Mapped[list["ReportPhoto"]] = relationship(back_populates="report", order_by="ReportPhoto.id")
    problems: Mapped[list["Problem"]] = relationship(
        back_populates="report", order_by="Problem.id", foreign_keys="Problem.report_id"
    )


class ReportItem(db.Model):
    """One line of the checklist as it was answered; the words stay as they were then."""

    __tablename__ = "report_item"
    __table_args__ = (UniqueConstraint("report_id", "words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("inspection_report.id"))
    words: Mapped[str] = mapped_column(String(120))
    about_money: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[Answer]
    report: Mapped[Report] = relationship(back_populates="items")


class ReportPhoto(FileColumns, db.Model):
    """A photo taken at a check or a visit: of one line of the checklist, of one problem, or of the whole."""

    __tablename__ = "report_photo"
    __table_args__ = (CheckConstraint("item_id IS NULL OR problem_id IS NULL", name="of_one_thing"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("inspection_report.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("report_item.id"), index=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_problem.id"), index=True)
    report: Mapped[Report] = relationship(back_populates="photos")
    item: Mapped[ReportItem | None] = relationship()
    problem: Mapped["Problem | None"] = relationship()


class Problem(db.Model):
    """What a check brought up: to be arranged, suggested, a finding that became a rectification, or a clue.

    The words of a clue stand in the clue alone.
    """

    __tablename__ = "inspection_problem"
    __table_args__ = (
        CheckConstraint("(kind = 'finding') = (rectification_id IS NOT NULL)", name="finding_is_put_right"),
        CheckConstraint("(kind = 'clue') = (clue_id IS NOT NULL)", name="clue_is_registered"),
        CheckConstraint("kind <> 'clue' OR words = ''", name="clue_has_no_words_here"),
        CheckConstraint("(solved_on IS NULL) = (solved_by_id IS NULL)", name="solved_by_somebody"),
        CheckConstraint("solved_on IS NULL OR solution <> ''", name="solved_with_words"),
        Index(None, "project_id", "solved_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("inspection_report.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    kind: Mapped[ProblemKind]
    theme: Mapped[Theme] = mapped_column(default=Theme.OTHER)  # what it is about: boards count by it
    words: Mapped[str] = mapped_column(String(300))
    asked_of: Mapped[str] = mapped_column(String(40), default="")  # 需谁协调
    raised_on: Mapped[date] = mapped_column(default=dates.today)
    solution: Mapped[str] = mapped_column(String(300), default="")
    solved_on: Mapped[date | None]
    solved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), unique=True)
    clue_id: Mapped[int | None] = mapped_column(ForeignKey("clue.id"), unique=True)
    report: Mapped[Report] = relationship(back_populates="problems", foreign_keys=report_id)
    project: Mapped[Project | None] = relationship()
    rectification: Mapped[Rectification | None] = relationship()
    clue: Mapped[Clue | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Neither solved nor on its way somewhere else."""
        return self.solved_on is None and self.kind in (ProblemKind.COORDINATION, ProblemKind.SUGGESTION)
