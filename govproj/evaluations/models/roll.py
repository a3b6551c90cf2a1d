"""Who may answer a round, the keys of those who count, paper forms while they are keyed. No slip, no answerer."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates, sealed
from govproj.core.db import db
from govproj.villages.models import Resident


class RollEntry(db.Model):
    """Somebody who may answer. It tells whether a slip was drawn online, never which."""

    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), primary_key=True, index=True)
    drew_online: Mapped[bool] = mapped_column(default=False)
    resident: Mapped[Resident] = relationship()


class HolderKey(db.Model):
    """The standing key pair of somebody who counts evaluations; the private half is wrapped, see core.sealed."""

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    public: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    by_passphrase: Mapped[bytes] = mapped_column(LargeBinary)
    by_recovery_code: Mapped[bytes] = mapped_column(LargeBinary)
    made_on: Mapped[date] = mapped_column(default=dates.today)
    user: Mapped[User] = relationship()

    @property
    def wrapped(self) -> sealed.HolderKey:
        return sealed.HolderKey(self.public, self.by_passphrase, self.by_recovery_code)


class PaperForm(db.Model):
    """What one official keyed from a paper form; deleted when the round is counted.

    The form has a serial and no name, and the paper roll never says who got which. Two people key every
    form; what they keyed has to agree.
    """

    __table_args__ = (CheckConstraint("serial > 0", name="serial_positive"),)
    round_id: Mapped[int] = mapped_column(ForeignKey("evaluation_round.id"), primary_key=True)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    keyed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    is_invalid: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[list]  # as answers.Answer, empty for an invalid one
    keyed_by: Mapped[User] = relationship()
