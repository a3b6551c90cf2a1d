"""Who stood by when slips were printed, the box opened, the urn counted, papers destroyed, and what he says himself.

Officials only, and whole days: nothing here stands beside a slip, an answer or somebody who was helped.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.core.uploads import FileColumns
from govproj.evaluations.models.rounds import EvaluationRound


class Part(LabelledEnum):
    """What somebody stood by at, or helped with."""

    PRINTING = "printing", _l("打印票")
    BOX = "box", _l("开箱、录入纸质问卷")
    COUNT = "count", _l("打开票箱计票")
    DESTRUCTION = "destruction", _l("销毁纸质材料")
    HELP = "help", _l("代读代写")


class OwnWord(LabelledEnum):
    WAITING = "waiting", _l("本人还没有确认")
    PRESENT = "present", _l("本人确认在场")
    ABSENT = "absent", _l("本人说不在场")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return {"present": "good", "absent": "late"}.get(self.value, "soon")


class Attendance(db.Model):
    """Somebody is named as having stood by, and answers for himself."""

    __table_args__ = (
        UniqueConstraint("round_id", "part", "user_id"),
        CheckConstraint("(said = 'waiting') = (said_on IS NULL)", name="said_on_a_day"),
        CheckConstraint("user_id <> named_by_id OR part = 'box'", name="named_by_another"),
        CheckConstraint("part <> 'help'", name="helpers_sign_on_paper"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"))
    part: Mapped[Part]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    named_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    named_on: Mapped[date] = mapped_column(default=dates.today)
    said: Mapped[OwnWord] = mapped_column(default=OwnWord.WAITING)
    said_on: Mapped[date | None]
    round: Mapped[EvaluationRound] = relationship()
    user: Mapped[User] = relationship(foreign_keys=user_id)
    named_by: Mapped[User] = relationship(foreign_keys=named_by_id)


class AttendancePaper(FileColumns, db.Model):
    """A paper on which those who stood by or helped signed, as a picture. Whom they helped is on none."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), index=True)
    part: Mapped[Part]
    added_on: Mapped[date] = mapped_column(default=dates.today)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
