"""What is recorded while a project is built: start notice, concealed work, completion, acceptance, and their papers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.core.uploads import FileColumns
from govproj.projects.models.project import Project


class Body(LabelledEnum):
    """For whom somebody signs, accepts or takes part."""

    REPRESENTATIVE = "representative", _l("村民代表")
    VILLAGE = "village", _l("村委会")
    SUPERVISION = "supervision", _l("村监会")
    LEAD = "lead", _l("领办人")
    TOWN = "town", _l("乡镇")
    ENGINEER = "engineer", _l("监理或设计单位")
    CONTRACTOR = "contractor", _l("施工单位")


EVALUATORS = frozenset(Body) - {
    Body.CONTRACTOR
}  # the contractor is heard at an acceptance and judges nothing


class Purpose(LabelledEnum):
    """Why a file was brought."""

    START_NOTICE = "start_notice", _l("开工公示照片")
    CONCEALED = "concealed", _l("隐蔽工程照片")
    COMPLETION = "completion", _l("完工报告")
    ACCEPTANCE = "acceptance", _l("验收记录")
    ARCHIVE = "archive", _l("档案材料")


class StartNotice(db.Model):
    """The notice that work will begin, on the board for some days before it does."""

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    posted_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship(back_populates="start_notices")
    photos: Mapped[list["ProjectFile"]] = relationship(order_by="ProjectFile.id", overlaps="project")


class ConcealedWork(db.Model):
    """隐蔽工程: what will be covered up, and so has to be seen and signed for before that."""

    __table_args__ = (UniqueConstraint("project_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(80))
    finished_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship(back_populates="concealed_works")
    photos: Mapped[list["ProjectFile"]] = relationship(order_by="ProjectFile.id", overlaps="project")
    signatures: Mapped[list["ConcealedSignature"]] = relationship(
        order_by="ConcealedSignature.id", lazy="joined", back_populates="work"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def bodies(self) -> set[Body]:
        return {signature.body for signature in self.signatures}

    def was_signed_by(self, user) -> bool:
        return any(signature.user_id == user.id for signature in self.signatures if signature.user_id)

    def is_accepted(self, photos: int, signers: int) -> bool:
        """Enough photos, and enough bodies; at least one of them signed here and was not just typed in."""
        own_hand = any(signature.user_id for signature in self.signatures)
        return self.photo_count >= photos and len(self.bodies) >= signers and own_hand


class ConcealedSignature(db.Model):
    """One body accepts a concealed work. Without `user_id` it is somebody outside, typed in from the paper."""

    __table_args__ = (
        UniqueConstraint("concealed_work_id", "body"),
        UniqueConstraint("concealed_work_id", "user_id"),
        CheckConstraint(
            "(user_id IS NULL) = (body IN ('contractor', 'engineer'))", name="own_hand_inside_the_village"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    concealed_work_id: Mapped[int] = mapped_column(ForeignKey("concealed_work.id"))
    body: Mapped[Body]
    name: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signed_on: Mapped[date] = mapped_column(default=dates.today)
    work: Mapped[ConcealedWork] = relationship(back_populates="signatures")


class CompletionReport(db.Model):
    """What the lead reports when the work is done; a second one takes the place of the first."""

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    finished_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    no_concealed: Mapped[bool] = mapped_column(default=False)  # declared: nothing was covered up
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship(back_populates="completion_reports")


class Acceptance(db.Model):
    """One acceptance meeting and what it came to; a failed one stays beside the next. Never edited."""

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120), default="")
    opinions: Mapped[str] = mapped_column(Text)
    passed: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(default=dates.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship(back_populates="acceptances")
    participants: Mapped[list["AcceptanceParticipant"]] = relationship(
        order_by="AcceptanceParticipant.id", lazy="joined", back_populates="acceptance"
    )

    def names_of(self, body: Body) -> list[str]:
        return [person.name for person in self.participants if person.body is body]

    @property
    def evaluators(self) -> list[str]:
        return [person.name for person in self.participants if person.body in EVALUATORS]


class AcceptanceParticipant(db.Model):
    """Somebody at an acceptance meeting; names are for the offices, the public reads how many came for whom."""

    __table_args__ = (UniqueConstraint("acceptance_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    acceptance_id: Mapped[int] = mapped_column(ForeignKey("acceptance.id"))
    name: Mapped[str] = mapped_column(String(40))
    body: Mapped[Body]
    acceptance: Mapped[Acceptance] = relationship(back_populates="participants")


class ProjectFile(FileColumns, db.Model):
    """A photo or paper of a project: of a notice, a concealed work, an acceptance, or of its archive."""

    __table_args__ = (
        CheckConstraint("(purpose = 'archive') = (entry <> '')", name="archived_under_an_entry"),
        CheckConstraint("(purpose = 'start_notice') = (start_notice_id IS NOT NULL)", name="of_a_notice"),
        CheckConstraint("(purpose = 'concealed') = (concealed_work_id IS NOT NULL)", name="of_a_work"),
        Index(None, "project_id", "purpose"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    purpose: Mapped[Purpose]
    entry: Mapped[str] = mapped_column(String(40), default="")  # of the mandatory list, archive files only
    start_notice_id: Mapped[int | None] = mapped_column(ForeignKey("start_notice.id"), index=True)
    concealed_work_id: Mapped[int | None] = mapped_column(ForeignKey("concealed_work.id"), index=True)
    is_public: Mapped[bool] = mapped_column(
        default=False
    )  # its name is public; a photo of the site itself is
    added_on: Mapped[date] = mapped_column(default=dates.today)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    project: Mapped[Project] = relationship(overlaps="photos")
    by: Mapped[User | None] = relationship()


# Counted by the database: whether a work is accepted is asked on pages that show no photos.
ConcealedWork.photo_count = column_property(
    select(func.count(ProjectFile.id))
    .where(ProjectFile.concealed_work_id == ConcealedWork.id)
    .correlate_except(ProjectFile)
    .scalar_subquery()
)
