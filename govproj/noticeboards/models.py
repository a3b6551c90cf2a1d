"""The combined sheet: all governance work of a village in one month on one notice."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.core.uploads import FileColumns
from govproj.disclosures import duties
from govproj.disclosures.models import Hangs, Posting, PublishedNoticeChanged, StoredOnce
from govproj.projects.models import Project
from govproj.villages.models import Village


class SheetState(LabelledEnum):
    DRAFT = "draft", _l("填写中")
    SUBMITTED = "submitted", _l("待村监会审查")
    PASSED = "passed", _l("待发布")
    PUBLISHED = "published", _l("已公示")
    CORRECTED = "corrected", _l("已更正")


SHEET_PUBLIC = frozenset({SheetState.PUBLISHED, SheetState.CORRECTED})


class CombinedSheet(StoredOnce, Hangs, db.Model):
    """治理项目合并公示. Every governance project under way in the month has a line; its days are stored once."""

    ONCE = ("due_day", "done_day")
    __table_args__ = (
        UniqueConstraint("village_id", "month", "edition"),
        Index(None, "done_day", "due_day"),
        CheckConstraint("(supersedes_id IS NULL) = (edition = 1)", name="later_versions_correct_one"),
        CheckConstraint("supersedes_id IS NULL OR correction_reason <> ''", name="correction_has_a_reason"),
        CheckConstraint(
            "(state IN ('published', 'corrected')) = (publicity_from IS NOT NULL)", name="public_since_a_day"
        ),
        CheckConstraint("publicity_to >= publicity_from", name="publicity_in_order"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    month: Mapped[str] = mapped_column(String(7))
    edition: Mapped[int] = mapped_column(default=1)
    state: Mapped[SheetState] = mapped_column(default=SheetState.DRAFT)
    due_day: Mapped[date]
    done_day: Mapped[date | None]  # when this version was published
    publicity_from: Mapped[date | None]
    publicity_to: Mapped[date | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    return_reason: Mapped[str] = mapped_column(Text, default="")
    correction_reason: Mapped[str] = mapped_column(Text, default="")
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("combined_sheet.id"), unique=True)
    checkpoint: Mapped[str | None] = mapped_column(String(16))
    village: Mapped[Village] = relationship()
    published_by: Mapped[User | None] = relationship(foreign_keys=published_by_id)
    supersedes: Mapped["CombinedSheet | None"] = relationship(remote_side=id, back_populates="successor")
    successor: Mapped["CombinedSheet | None"] = relationship(
        foreign_keys=supersedes_id, back_populates="supersedes"
    )
    lines: Mapped[list["CombinedLine"]] = relationship(
        back_populates="sheet", order_by="CombinedLine.id", cascade="all, delete-orphan"
    )
    signatures: Mapped[list["CombinedSignature"]] = relationship(
        back_populates="sheet", order_by="CombinedSignature.id", cascade="all, delete-orphan"
    )

    photos: Mapped[list["SheetPhoto"]] = relationship(
        back_populates="sheet", order_by="SheetPhoto.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_public(self) -> bool:
        return self.state in SHEET_PUBLIC

    @property
    def standing(self) -> duties.Standing:
        return duties.standing(self.due_day, self.done_day, dates.today())

    @property
    def unwritten(self) -> list["CombinedLine"]:
        return [line for line in self.lines if not line.done]

    def is_signed_by(self, user) -> bool:
        return any(signature.user_id == user.id for signature in self.signatures)


class CombinedLine(db.Model):
    """What one governance project did in the month and will do next; `lead` as it was when it was handed in."""

    __table_args__ = (UniqueConstraint("sheet_id", "project_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()  # of its own: the leads of a village write at the same time
    sheet_id: Mapped[int] = mapped_column(ForeignKey("combined_sheet.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    lead: Mapped[str] = mapped_column(String(40), default="")
    done: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sheet: Mapped[CombinedSheet] = relationship(back_populates="lines")
    project: Mapped[Project] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def village_id(self) -> int:
        return self.sheet.village_id


class CombinedSignature(db.Model):
    """A member of the supervision committee stands for the sheet."""

    __table_args__ = (UniqueConstraint("sheet_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("combined_sheet.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    signed_at: Mapped[datetime] = mapped_column(default=dates.now)
    sheet: Mapped[CombinedSheet] = relationship(back_populates="signatures")
    user: Mapped[User] = relationship()


class SheetPhoto(FileColumns, db.Model):
    """The sheet as it hangs on the notice board, on its first or its last day."""

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("combined_sheet.id"), index=True)
    caption: Mapped[str] = mapped_column(String(80))
    taken_on: Mapped[date]
    posting: Mapped[Posting]
    sheet: Mapped[CombinedSheet] = relationship(back_populates="photos")


@event.listens_for(CombinedSheet, "before_update")
def _leave_published_sheets_alone(_mapper, _connection, sheet):
    now = inspect(sheet)
    was = now.attrs.state.history.deleted or [sheet.state]
    changed = {attr.key for attr in now.mapper.column_attrs if now.attrs[attr.key].history.has_changes()}
    if now.attrs.checkpoint.history.deleted in ([None], ()):
        changed.discard("checkpoint")
    if was[0] in SHEET_PUBLIC and changed - {"state", "version"}:
        raise PublishedNoticeChanged(f"combined sheet {sheet.id}: {sorted(changed)}")


@event.listens_for(CombinedLine, "before_update")
def _leave_published_lines_alone(_mapper, _connection, line):
    if line.sheet.is_public:
        raise PublishedNoticeChanged(f"line {line.id} of combined sheet {line.sheet_id}")
