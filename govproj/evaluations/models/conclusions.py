"""What the village makes of a result: weak links, what a bad result sets off, and asking once more."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    exists,
    or_,
)
from sqlalchemy.orm import Mapped, aliased, column_property, mapped_column, relationship

from govproj.accounts.models import Office, Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.evaluations.models.rounds import EvaluationRound
from govproj.evaluations.questions import REASONS, TO_DO, TRIGGERS, theme_or_name
from govproj.projects.models import Project


class Verdict(LabelledEnum):
    PROPOSED = "proposed", _l("待书记确认")
    CONFIRMED = "confirmed", _l("已确认整改")
    DECLINED = "declined", _l("不列入整改")


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
    ask_again_days: Mapped[int | None]  # after it was put right; as the rule was when it was confirmed
    round: Mapped[EvaluationRound] = relationship()
    project: Mapped[Project] = relationship()

    @property
    def village_id(self) -> int:
        return self.round.village_id

    @property
    def label(self):
        return theme_or_name(self.aspect, self.round.asked)

    @property
    def verdict_label(self):
        """Who is waited for is another where the secretary would judge his own work."""
        waits = self.verdict is Verdict.PROPOSED and self.secretary_is_concerned
        return _l("书记自己的项目，待镇纪委确认") if waits else self.verdict.label

    @property
    def why(self) -> list:
        return [REASONS[reason] for reason in self.reasons]


class FollowUpRound(db.Model):
    """整改回访: the round that asks the question of a weak link once more after it was put right."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    weak_link_id: Mapped[int] = mapped_column(ForeignKey("weak_link.id"), unique=True)
    weak_link: Mapped[WeakLink] = relationship()


class Consequence(db.Model):
    """What a bad result sets off whatever anybody thinks of it, and what came of it."""

    __table_args__ = (
        UniqueConstraint("round_id", "project_id", "trigger"),
        ForeignKeyConstraint(
            ["round_id", "project_id"], ["round_project.round_id", "round_project.project_id"]
        ),
        CheckConstraint("(done_on IS NULL) = (answer = '')", name="done_with_words"),
        CheckConstraint("(done_on IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    trigger: Mapped[str] = mapped_column(String(30))
    due_on: Mapped[date]
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), unique=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    round: Mapped[EvaluationRound] = relationship()
    project: Mapped[Project] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.round.village_id

    @property
    def says(self):
        return TRIGGERS[self.trigger]

    @property
    def to_do(self):
        return TO_DO[self.trigger]


def _the_secretary_is_concerned(project_id):
    """Whether the village's secretary leads or looks after the project: then somebody one level up answers for it."""
    project, today = aliased(Project), bindparam("today", callable_=dates.today, type_=Date)
    held = or_(Office.since.is_(None), Office.since <= today) & or_(
        Office.until.is_(None), Office.until >= today
    )
    concerned = exists().where(
        project.id == project_id,
        Office.village_id == project.village_id,
        Office.role == Role.SECRETARY,
        or_(Office.user_id == project.lead_id, Office.user_id == project.contact_id),
        held,
    )
    return column_property(concerned)


WeakLink.secretary_is_concerned = _the_secretary_is_concerned(WeakLink.project_id)
Consequence.secretary_is_concerned = _the_secretary_is_concerned(Consequence.project_id)
