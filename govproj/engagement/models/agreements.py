"""Agreements: two or more parties sign something that is valid for a time. One table for all kinds."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core.db import db
from govproj.core.uploads import FileColumns
from govproj.engagement.states import AgreementKind, Link
from govproj.firms.models import Firm
from govproj.projects.models import Project
from govproj.villages.models import Village


class Agreement(db.Model):
    """Signed on paper, recorded here with its text and its scan; never changed, only ended with a reason."""

    __table_args__ = (
        CheckConstraint("(kind = 'commitment') = (link IS NOT NULL)", name="commitment_by_link"),
        CheckConstraint("valid_to >= signed_on", name="valid_after_signing"),
        CheckConstraint("(ended_on IS NULL) = (ended_because = '')", name="ended_with_words"),
        Index(None, "village_id", "kind"),
        Index(None, "project_id", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    village_id: Mapped[int] = mapped_column(ForeignKey("village.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    kind: Mapped[AgreementKind]
    link: Mapped[Link | None]  # of a commitment
    title: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(40), default="")  # which version of the printed text
    text: Mapped[str] = mapped_column(Text, default="")
    witness: Mapped[str] = mapped_column(String(40), default="")
    signed_on: Mapped[date]
    valid_to: Mapped[date | None]  # last day; None: until it is ended
    ended_on: Mapped[date | None]
    ended_because: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    village: Mapped[Village] = relationship()
    project: Mapped[Project | None] = relationship()
    parties: Mapped[list["AgreementParty"]] = relationship(
        back_populates="agreement", order_by="AgreementParty.id"
    )
    scans: Mapped[list["AgreementScan"]] = relationship(
        back_populates="agreement", order_by="AgreementScan.id"
    )

    __mapper_args__ = {"version_id_col": version}

    def is_valid_on(self, day: date) -> bool:
        lasts = self.valid_to is None or day <= self.valid_to
        return self.signed_on <= day and lasts and (self.ended_on is None or day < self.ended_on)


class AgreementParty(db.Model):
    """Who signed: a unit or a person, and whose hand it was. Names are for those in office only."""

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    signed_by: Mapped[str] = mapped_column(String(40), default="")
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id"), index=True)  # where the name is one's
    agreement: Mapped[Agreement] = relationship(back_populates="parties")
    firm: Mapped[Firm | None] = relationship()


class AgreementScan(FileColumns, db.Model):
    """A page or a file of the signed paper."""

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    agreement: Mapped[Agreement] = relationship(back_populates="scans")
