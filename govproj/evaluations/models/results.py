"""What is kept of a round once it is counted: totals, and a bag of comments. No date, no number, no person."""

import secrets
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core import dates
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


class ChoiceTotal(db.Model):
    """How often a choice of a question of the village's own was marked."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(30), primary_key=True)
    sign: Mapped[str] = mapped_column(String(1), primary_key=True)
    times: Mapped[int]


class StratumTotal(db.Model):
    """The overall question by Party members and other villagers, and by groups; cells under five already merged.

    `levels` names the levels put together, such as "cd"; `stratum` of a group is "g" and its place in the
    round's groups, "g*" for the small ones together.
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
    question: Mapped[str] = mapped_column(String(30), default="")  # of the set; empty for 想说的话
    text: Mapped[str] = mapped_column(Text)
    screening: Mapped[Screening] = mapped_column(default=Screening.WAITING)


class CommentReply(db.Model):
    """您说我办: what the village answered to a comment that was shown, and did about it."""

    __table_args__ = (CheckConstraint("text <> ''", name="says_something"),)
    comment_name: Mapped[str] = mapped_column(ForeignKey("evaluation_comment.name"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    done: Mapped[bool] = mapped_column(default=False)  # 已办; otherwise explained or planned
    replied_on: Mapped[date] = mapped_column(default=dates.today, index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    comment: Mapped[Comment] = relationship()
