"""What is kept of a round once it is counted: totals, and a bag of comments. No date, no number, no person."""

import secrets

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.evaluations.satisfaction import Tally


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
