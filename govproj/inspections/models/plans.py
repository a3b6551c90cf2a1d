"""一项一方案: how a project is watched, and by whom."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.inspections.states import OUTSIDE_THE_VILLAGE, GroupBody, PlanMode, PlanState
from govproj.projects.models import Project


class SupervisionPlan(db.Model):
    """The one plan of a project, with its one group. The money is always looked at: it has a text of its own."""

    __tablename__ = "supervision_plan"
    __table_args__ = (
        CheckConstraint("money <> ''", name="money_is_looked_at"),
        CheckConstraint("visits_a_month BETWEEN 1 AND 31", name="visits_in_range"),
        CheckConstraint("state <> 'approved' OR approved_on IS NOT NULL", name="approved_on_a_day"),
        CheckConstraint("(approved_on IS NULL) = (approved_by_id IS NULL)", name="approved_by_somebody"),
        CheckConstraint("approved_by_id <> drafted_by_id", name="approved_by_another"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), unique=True)
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT)
    money: Mapped[str] = mapped_column(Text)  # what of the money is looked at, and how
    other: Mapped[str] = mapped_column(Text, default="")  # further points
    mode: Mapped[PlanMode]
    visits_a_month: Mapped[int]
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    submitted_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship()
    drafted_by: Mapped[User] = relationship(foreign_keys=drafted_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)
    members: Mapped[list["GroupMember"]] = relationship(
        back_populates="plan", order_by="GroupMember.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.project.village_id

    @property
    def leader(self) -> "GroupMember | None":
        return next((member for member in self.members if member.is_leader), None)

    def has_member(self, user) -> bool:
        return any(member.user_id == user.id for member in self.members if member.user_id)


class GroupMember(db.Model):
    """Somebody of the group; with an account where there is one, else just the name."""

    __tablename__ = "group_member"
    __table_args__ = (
        UniqueConstraint("plan_id", "name"),
        UniqueConstraint("plan_id", "user_id"),
        CheckConstraint(
            "body NOT IN ('supervision', 'discipline') OR user_id IS NOT NULL", name="officers_have_accounts"
        ),
        Index(
            "uq_group_member_one_leader",
            "plan_id",
            unique=True,
            sqlite_where=text("is_leader"),
            postgresql_where=text("is_leader"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("supervision_plan.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    body: Mapped[GroupBody]
    is_leader: Mapped[bool] = mapped_column(default=False)
    plan: Mapped[SupervisionPlan] = relationship(back_populates="members")
    user: Mapped[User | None] = relationship()

    @property
    def is_from_outside(self) -> bool:
        return self.body in OUTSIDE_THE_VILLAGE
