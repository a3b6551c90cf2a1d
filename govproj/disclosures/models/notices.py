"""The notice of a month in its versions, its photos and its signatures."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    inspect,
    text,
)
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.core.uploads import FileColumns
from govproj.disclosures.models.hanging import Hangs, Posting
from govproj.projects.models import Project


class State(LabelledEnum):
    """workflows.md 3.1; publicising, period over and overdue follow from the dates."""

    DRAFT = "draft", _l("草稿")
    RETURNED = "returned", _l("已退回")
    SUBMITTED = "submitted", _l("待村级审核")
    VILLAGE_REVIEWED = "village_reviewed", _l("待村监会审查")
    SUPERVISION_PASSED = "supervision_passed", _l("待发布")
    PUBLISHED = "published", _l("已公示")
    CORRECTED = "corrected", _l("已更正")
    ARCHIVED = "archived", _l("已归档")


IN_WRITING = frozenset({State.DRAFT, State.RETURNED})
PUBLIC = frozenset({State.PUBLISHED, State.CORRECTED, State.ARCHIVED})
NOT_PUBLIC = text("state NOT IN ('published', 'corrected', 'archived')")


@dataclass(frozen=True)
class Facts:
    """What stands on a notice without anybody writing it, as it was at the end of the month. Amounts in fen."""

    planned_pct: int | None
    actual_pct: int | None
    paid_fen: int | None
    paid_month_fen: int | None
    budget_fen: int | None
    contract_fen: int | None
    funds: list
    contractor: str
    lead: str
    contact: str
    supervisors: str
    records: dict | None = None  # what the books and the lists say, see queries.records

    @property
    def recorded(self) -> bool:
        """Whether the month's progress and payments are known at all."""
        return self.actual_pct is not None

    @property
    def behind(self) -> int:
        """Percentage points behind the plan; negative when ahead of it."""
        return self.planned_pct - self.actual_pct if self.recorded else 0

    @property
    def unpaid_fen(self) -> int | None:
        if self.contract_fen is None or self.paid_fen is None:
            return None
        return self.contract_fen - self.paid_fen


class Disclosure(Hangs, db.Model):
    """One version of a project's notice for one month.

    The facts are copied when the draft is submitted: what the reviewers sign is what is published.
    """

    __table_args__ = (
        UniqueConstraint("project_id", "month", "edition"),
        Index(
            "uq_disclosure_unpublished",
            "project_id",
            "month",
            unique=True,
            sqlite_where=NOT_PUBLIC,
            postgresql_where=NOT_PUBLIC,
        ),
        CheckConstraint(
            "(state IN ('published', 'corrected', 'archived')) = (publicity_from IS NOT NULL)",
            name="public_since_a_day",
        ),
        CheckConstraint("publicity_to >= publicity_from", name="publicity_in_order"),
        CheckConstraint("(supersedes_id IS NULL) = (edition = 1)", name="later_versions_correct_one"),
        CheckConstraint("supersedes_id IS NULL OR correction_reason <> ''", name="correction_has_a_reason"),
        CheckConstraint(
            "planned_pct BETWEEN 0 AND 100 AND actual_pct BETWEEN 0 AND 100", name="pct_in_range"
        ),
        Index(None, "state", "month"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()  # of the row, against two writers at once
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    month: Mapped[str] = mapped_column(String(7))
    edition: Mapped[int] = mapped_column(default=1)  # the version people see: 第 1 版
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    frozen: Mapped[Facts | None] = composite(
        mapped_column("planned_pct", nullable=True),
        mapped_column("actual_pct", nullable=True),
        mapped_column("paid_fen", BigInteger, nullable=True),
        mapped_column("paid_month_fen", BigInteger, nullable=True),
        mapped_column("budget_fen", BigInteger, nullable=True),
        mapped_column("contract_fen", BigInteger, nullable=True),
        mapped_column("funds", JSON, nullable=True),
        mapped_column("contractor", String(80), nullable=True),
        mapped_column("lead", String(40), nullable=True),
        mapped_column("contact", String(40), nullable=True),
        mapped_column("supervisors", String(400), nullable=True),
        mapped_column("records", JSON, nullable=True),
    )
    summary: Mapped[str] = mapped_column(Text, default="")  # 本月完成
    deviation_reason: Mapped[str] = mapped_column(Text, default="")
    next_plan: Mapped[str] = mapped_column(Text, default="")
    change_text: Mapped[str] = mapped_column(Text, default="")  # 变更累计及占比
    problems_text: Mapped[str] = mapped_column(Text, default="")  # 上月问题整改情况
    labour_text: Mapped[str] = mapped_column(Text, default="")  # 采购和用工
    checks_text: Mapped[str] = mapped_column(Text, default="")  # 质量安全检查、隐蔽工程验收
    return_reason: Mapped[str] = mapped_column(
        Text, default=""
    )  # of the last refusal, until it is submitted again
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    publicity_from: Mapped[date | None]
    publicity_to: Mapped[date | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("disclosure.id"), unique=True)
    correction_reason: Mapped[str] = mapped_column(Text, default="")
    checkpoint: Mapped[str | None] = mapped_column(String(16))  # of the log that holds the publication
    content_hash: Mapped[str | None] = mapped_column(String(64))  # of all it said when it was published
    project: Mapped[Project] = relationship()
    drafted_by: Mapped[User | None] = relationship(foreign_keys=drafted_by_id)
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=reviewed_by_id)
    published_by: Mapped[User | None] = relationship(foreign_keys=published_by_id)
    supersedes: Mapped["Disclosure | None"] = relationship(remote_side=id, back_populates="successor")
    successor: Mapped["Disclosure | None"] = relationship(
        foreign_keys=supersedes_id, back_populates="supersedes"
    )
    photos: Mapped[list["NoticePhoto"]] = relationship(
        back_populates="disclosure", order_by="NoticePhoto.id", cascade="all, delete-orphan"
    )
    signatures: Mapped[list["NoticeSignature"]] = relationship(
        back_populates="disclosure", order_by="NoticeSignature.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.project.village_id

    @property
    def in_writing(self) -> bool:
        return self.state in IN_WRITING

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def publicising(self) -> bool:
        return self.state is State.PUBLISHED and dates.today() <= self.publicity_to

    @property
    def site_photos(self) -> list["NoticePhoto"]:
        return [photo for photo in self.photos if not photo.posted]

    @property
    def posting_proofs(self) -> list["NoticePhoto"]:
        return [photo for photo in self.photos if photo.posted]

    def is_signed_by(self, user) -> bool:
        return any(signature.user_id == user.id for signature in self.signatures)


class NoticePhoto(FileColumns, db.Model):
    """A photo of the site, or (`posted`) of the sheet hanging on the notice board."""

    __table_args__ = (CheckConstraint("posted OR posting IS NULL", name="only_of_a_sheet_that_hangs"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id"), index=True)
    caption: Mapped[str] = mapped_column(String(80))
    taken_on: Mapped[date]
    posted: Mapped[bool] = mapped_column(default=False)
    posting: Mapped[Posting | None]
    likeness: Mapped[str | None] = mapped_column(String(16), index=True)  # see likeness.py
    disclosure: Mapped[Disclosure] = relationship(back_populates="photos")


class NoticeSignature(db.Model):
    """A member of the supervision committee stands for this version with their name."""

    __table_args__ = (UniqueConstraint("disclosure_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    signed_at: Mapped[datetime] = mapped_column(default=dates.now)
    disclosure: Mapped[Disclosure] = relationship(back_populates="signatures")
    user: Mapped[User] = relationship()


class PublishedNoticeChanged(Exception):
    """A published notice is never edited; a correction is a new version."""


PROOFS = ("checkpoint", "content_hash")


@event.listens_for(Disclosure, "before_update")
def _leave_published_notices_alone(_mapper, _connection, disclosure):
    """Once public, a notice may only be struck through or archived, and told its proofs, once."""
    now = inspect(disclosure)
    was = now.attrs.state.history.deleted or [disclosure.state]
    changed = {attr.key for attr in now.mapper.column_attrs if now.attrs[attr.key].history.has_changes()}
    changed -= {name for name in PROOFS if now.attrs[name].history.deleted in ([None], ())}
    if was[0] in PUBLIC and changed - {"state", "version"}:
        raise PublishedNoticeChanged(f"notice {disclosure.id}: {sorted(changed)}")
