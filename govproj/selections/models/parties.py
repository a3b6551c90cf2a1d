"""Which firms have to do with a project, as far as the village knows and nothing else records it."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.firms.models import Firm
from govproj.projects.models import Project
from govproj.selections.states import Part


class InvolvedFirm(db.Model):
    """A firm that designs, supplies, lends machines to or bids for a project; compared with every candidate."""

    __table_args__ = (UniqueConstraint("project_id", "firm_id", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    part: Mapped[Part]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_on: Mapped[date] = mapped_column(default=dates.today)
    struck_on: Mapped[date | None]  # entered by mistake
    project: Mapped[Project] = relationship()
    firm: Mapped[Firm] = relationship()
    by: Mapped[User] = relationship()
