"""临时联合党支部, 联合小组: people of several units who work together on one project."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core.db import db
from govproj.engagement.states import TeamState
from govproj.projects.models import Project


class JointTeam(db.Model):
    """The joint team of a project; at most one at a time."""

    __table_args__ = (
        CheckConstraint("(state = 'dissolved') = (dissolved_on IS NOT NULL)", name="dissolved_on_a_day"),
        CheckConstraint("state <> 'dissolved' OR summary <> ''", name="dissolved_with_words"),
        CheckConstraint("dissolved_on >= formed_on", name="dissolved_after_forming"),
        Index(
            "uq_joint_team_one_at_a_time",
            "project_id",
            unique=True,
            sqlite_where=text("dissolved_on IS NULL"),
            postgresql_where=text("dissolved_on IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(Text, default="")
    formed_on: Mapped[date]
    state: Mapped[TeamState] = mapped_column(default=TeamState.FORMED)
    summary: Mapped[str] = mapped_column(Text, default="")
    dissolved_on: Mapped[date | None]
    project: Mapped[Project] = relationship()
    members: Mapped[list["JointTeamMember"]] = relationship(
        back_populates="team", order_by="JointTeamMember.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def present(self) -> list["JointTeamMember"]:
        """Those who have not left."""
        return [member for member in self.members if member.left_on is None]

    @property
    def units(self) -> dict[str, int]:
        """How many people each unit has sent, in the order they came."""
        counted: dict[str, int] = {}
        for member in self.present:
            counted[member.unit] = counted.get(member.unit, 0) + 1
        return counted


class JointTeamMember(db.Model):
    """Somebody of the team; needs no account. The phone is never public, the name stays with those in office."""

    __table_args__ = (
        UniqueConstraint("team_id", "unit", "name"),
        CheckConstraint("left_on >= joined_on", name="left_after_joining"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("joint_team.id"))
    unit: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(40))
    post: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    team: Mapped[JointTeam] = relationship(back_populates="members")
