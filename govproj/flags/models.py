"""Red flags: what a rule asked, which projects it names, what was said and done; never deleted."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.flags.rules import CATALOGUE, Rule
from govproj.flags.spoken import sentence_of
from govproj.flags.states import FINAL, OPEN, ActKind, Answer, Level, State, Urging
from govproj.projects.models import Project
from govproj.rectifications.models import Clue, Rectification
from govproj.rectifications.states import OPEN as CASE_OPEN
from govproj.villages.models import Village

OPEN_CODES = text("state IN ('fired', 'asked', 'answered')")


class Flag(db.Model):
    """One question of one rule. What it was asked on is kept as it was: numbers, thresholds, the rule's version."""

    __tablename__ = "flag"
    __table_args__ = (
        Index(
            "uq_flag_one_open",
            "rule",
            "project_id",
            unique=True,
            sqlite_where=OPEN_CODES,
            postgresql_where=OPEN_CODES,
        ),
        CheckConstraint(
            "(state IN ('explained', 'fixed', 'confirmed'))"
            " = (judged_on IS NOT NULL AND judged_by_id IS NOT NULL AND verdict <> '')",
            name="judged_in_words",
        ),
        CheckConstraint("(state = 'confirmed') = (rectification_id IS NOT NULL)", name="confirmed_leads_on"),
        CheckConstraint(
            "state NOT IN ('asked', 'answered') OR asked_on IS NOT NULL", name="answered_once_asked"
        ),
        CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name="answered_on_a_day"),
        CheckConstraint("answer IS NULL OR answer_text <> ''", name="answered_in_words"),
        CheckConstraint("judged_by_id <> answered_by_id", name="judged_by_another"),
        Index(None, "village_id", "state", "id"),
        Index(None, "state", "waiting_since"),
        Index(None, "project_id", "rule"),
        Index(None, "rule", "village_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    rule_id: Mapped[str] = mapped_column("rule", String(8))
    rule_version: Mapped[int]
    level: Mapped[Level]
    state: Mapped[State]
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))  # the first of those it names
    says: Mapped[str] = mapped_column(String(20), default="")  # which of the rule's sentences
    numbers: Mapped[dict] = mapped_column()  # that stand in the sentence
    thresholds: Mapped[dict] = mapped_column()  # local rules as they stood, by key
    rows: Mapped[list] = mapped_column(default=list)  # [kind, id] of what it was read from
    marks: Mapped[list] = mapped_column(default=list)  # occurrences it is about: none is asked twice
    fired_on: Mapped[date]
    ceased_on: Mapped[date | None]  # what it asks about is so no longer; the question stays
    waiting_since: Mapped[date]  # whoever has to act now, has had to since
    due_on: Mapped[date]  # and should have by then, by the rule of that day; past it the flag is pressed
    asked_on: Mapped[date | None]  # since when the project team knows of it
    pressed: Mapped[Urging] = mapped_column(default=Urging.NONE)
    answer: Mapped[Answer | None]
    answer_text: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verdict: Mapped[str] = mapped_column(Text, default="")
    judged_on: Mapped[date | None]
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    rectification_id: Mapped[int | None] = mapped_column(ForeignKey("rectification.id"), index=True)
    village: Mapped[Village] = relationship()
    project: Mapped[Project] = relationship()
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)
    judged_by: Mapped[User | None] = relationship(foreign_keys=judged_by_id)
    rectification: Mapped[Rectification | None] = relationship()
    projects: Mapped[list[Project]] = relationship(
        secondary="flag_project", order_by=Project.id, viewonly=True
    )
    acts: Mapped[list["FlagAct"]] = relationship(back_populates="flag", order_by="FlagAct.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def rule(self) -> Rule:
        return CATALOGUE[self.rule_id]

    @property
    def sentence(self) -> str:
        """In the reader's language, with the mark that was passed: for those who may read the rules."""
        return sentence_of(self.rule, self.says, self.numbers)

    @property
    def question(self) -> str:
        """The same for those who are asked: figures, and no mark they could stay just below."""
        return sentence_of(self.rule, self.says, self.numbers, marks=False)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_final(self) -> bool:
        return self.state in FINAL

    @property
    def is_standing(self) -> bool:
        """Open, or a confirmed problem that is still being put right."""
        return self.is_open or (self.rectification is not None and self.rectification.state in CASE_OPEN)

    @property
    def is_finance(self) -> bool:
        return self.rule.finance

    def days_waiting(self, on: date) -> int:
        return (on - self.waiting_since).days if self.is_open else 0


class FlagProject(db.Model):
    """That a flag names a project."""

    __tablename__ = "flag_project"
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True, index=True)


class FlagAct(db.Model):
    """One dated act of the dialogue; never edited."""

    __tablename__ = "flag_act"
    id: Mapped[int] = mapped_column(primary_key=True)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    kind: Mapped[ActKind]
    occurred_on: Mapped[date] = mapped_column(default=dates.today)
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: the system
    office: Mapped[str] = mapped_column(String(30), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[Answer | None]
    says: Mapped[str] = mapped_column(String(20), default="")  # what the system asked, as of that day
    numbers: Mapped[dict] = mapped_column(default=dict)
    flag: Mapped[Flag] = relationship(back_populates="acts")
    by: Mapped[User | None] = relationship()

    @property
    def label(self):
        """What was done; of a press, how hard."""
        return Urging(self.note).label if self.kind is ActKind.PRESSED else self.kind.label

    def words(self, marks: bool) -> str:
        """In the reader's language, but for what people wrote themselves."""
        if self.numbers:
            return sentence_of(self.flag.rule, self.says, self.numbers, marks=marks)
        note = "" if self.kind is ActKind.PRESSED else self.note
        return _("：").join(filter(None, (str(self.answer.label) if self.answer else "", note)))

    @property
    def office_label(self) -> str:
        return Role(self.office).label if self.office else ""


class FlagClue(db.Model):
    """That an inspector found a problem and took it further, in secret: a clue of the discipline office's register.

    It lies beside the flag, which stays a question as it was for everybody else: nothing in the flag's own row
    may tell whoever is asked that there is a clue.
    """

    __tablename__ = "flag_clue"
    __table_args__ = (CheckConstraint("verdict <> ''", name="in_words"),)
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), primary_key=True)
    clue_id: Mapped[int] = mapped_column(ForeignKey("clue.id"), unique=True)
    verdict: Mapped[str] = mapped_column(Text)
    clue: Mapped[Clue] = relationship()


class FlagRun(db.Model):
    """On which day all rules were last asked about a village."""

    __tablename__ = "flag_run"
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), primary_key=True)
    day: Mapped[date]


class RuleCoverage(db.Model):
    """For how many projects of a village a rule could not be computed on its last daily run, and what was missing."""

    __tablename__ = "rule_coverage"
    rule_id: Mapped[str] = mapped_column("rule", String(8), primary_key=True)
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"), primary_key=True)
    counted_on: Mapped[date]
    projects: Mapped[int]
    missing: Mapped[dict] = mapped_column()  # {"contract": 3}
