"""What the village makes of a result: weak links, answered by the secretary."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.evaluations.models.rounds import EvaluationRound
from govproj.evaluations.questions import ASPECTS, REASONS, THEMES
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
    round: Mapped[EvaluationRound] = relationship()
    project: Mapped[Project] = relationship()

    @property
    def village_id(self) -> int:
        return self.round.village_id

    @property
    def label(self):
        if self.aspect in ASPECTS:
            return ASPECTS[self.aspect]
        return _l("村民点名：%(theme)s", theme=THEMES[self.aspect.removeprefix("theme:")])

    @property
    def why(self) -> list:
        return [REASONS[reason] for reason in self.reasons]
