"""Who with an account follows a village or a project, and how far they have read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import Project
from govproj.villages.models import Village


class Follow(db.Model):
    """Whoever follows gets a line on the workbench for each new notice; nobody else sees who follows what."""

    __table_args__ = (
        CheckConstraint("(village_id IS NULL) <> (project_id IS NULL)", name="one_thing"),
        UniqueConstraint("user_id", "village_id"),
        UniqueConstraint("user_id", "project_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"), index=True)
    read_until: Mapped[int] = mapped_column(default=0)  # number of the newest notice already seen
    since: Mapped[datetime] = mapped_column(default=dates.now)
    village: Mapped[Village | None] = relationship()
    project: Mapped[Project | None] = relationship()
