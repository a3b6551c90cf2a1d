"""一表一卡: visits with score sheets and opinion cards, and the list of demands the cards are gathered into."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations.models.results import a_random_name
from govproj.evaluations.models.rounds import QuestionSet
from govproj.villages.models import Village


class Visit(db.Model):
    """Somebody from outside looks at a place, such as a canteen, with a score sheet of the village's sets."""

    __table_args__ = (
        Index(None, "village_id", "visited_on"),
        CheckConstraint("rectification_id IS NULL OR needs_mending", name="mended_where_needed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    set_id: Mapped[int] = mapped_column(ForeignKey("question_set.id"))
    place: Mapped[str] = mapped_column(String(80))
    visited_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    needs_mending: Mapped[bool] = mapped_column(default=False)  # the place itself has to be put right
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), unique=True)
    village: Mapped[Village] = relationship()
    set: Mapped[QuestionSet] = relationship()
    by: Mapped[User] = relationship()
    sheets: Mapped[list["ScoreSheet"]] = relationship(order_by="ScoreSheet.name")
    cards: Mapped[list["OpinionCard"]] = relationship(order_by="OpinionCard.name")


class ScoreSheet(db.Model):
    """一表: marks of one person at the place, who is not named; under a random name, so that no order is kept."""

    name: Mapped[str] = mapped_column(String(16), primary_key=True, default=a_random_name)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    points: Mapped[dict]  # {"q1": 8}; a criterion that was left out is not there


class Demand(db.Model):
    """One line of the 需求建议清单: what is wanted, which unit takes it, what it does and what came of it."""

    __table_args__ = (CheckConstraint("done_on IS NULL OR result <> ''", name="done_with_a_result"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(80))
    measure: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    listed_on: Mapped[date] = mapped_column(default=dates.today)
    done_on: Mapped[date | None]
    village: Mapped[Village] = relationship()

    __mapper_args__ = {"version_id_col": version}


class OpinionCard(db.Model):
    """一卡: one opinion, without a name unless the villager writes one."""

    name: Mapped[str] = mapped_column(String(16), primary_key=True, default=a_random_name)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    demand_id: Mapped[int | None] = mapped_column(ForeignKey("demand.id"), index=True)
    visit: Mapped[Visit] = relationship(back_populates="cards")
    demand: Mapped[Demand | None] = relationship()
