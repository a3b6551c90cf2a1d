"""Who may answer a round, and the standing keys of those who count it. Neither says who holds which slip."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary
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
