"""Firms, the people behind them, what they are qualified for, and declared interests in them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from govproj.accounts.models import User
from govproj.core import dates, phones
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Firm(db.Model):
    """A contractor, supplier, designer or reviewer."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)  # 统一社会信用代码, checked
    legal_person: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    phone_key: Mapped[str] = mapped_column(
        String(20), default="", index=True
    )  # in the one spelling to compare
    address: Mapped[str] = mapped_column(String(120), default="")
    version: Mapped[int] = mapped_column(default=1)
    people: Mapped[list["FirmPerson"]] = relationship(back_populates="firm", order_by="FirmPerson.id")
    qualifications: Mapped[list["Qualification"]] = relationship(
        back_populates="firm", order_by="Qualification.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @validates("phone")
    def _key_of_phone(self, _name, phone):
        self.phone_key = phones.normal(phone or "")
        return phone


class FirmTie(LabelledEnum):
    """What ties a person to a firm."""

    LEGAL_PERSON = "legal_person", _l("法定代表人")
    SHAREHOLDER = "shareholder", _l("股东")
    CONTROLLER = "controller", _l("实际控制人")
    MANAGER = "manager", _l("管理人员")
    TECHNICIAN = "technician", _l("技术负责人")
    CREW = "crew", _l("施工班组成员")


class FirmPerson(db.Model):
    """Somebody behind a firm: with name and phone, to be compared with villagers and their relatives; never public."""

    __table_args__ = (
        CheckConstraint("share_pct IS NULL OR share_pct BETWEEN 0 AND 100", name="share_in_range"),
        UniqueConstraint("firm_id", "name", "tie"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    name: Mapped[str] = mapped_column(String(40), index=True)
    tie: Mapped[FirmTie]
    phone: Mapped[str] = mapped_column(String(40), default="")
    phone_key: Mapped[str] = mapped_column(String(20), default="", index=True)
    share_pct: Mapped[int | None]  # whole % of the capital, shareholders only
    ended_on: Mapped[date | None]  # the tie of the past stays: three years of it count
    firm: Mapped[Firm] = relationship(back_populates="people")

    @validates("phone")
    def _key_of_phone(self, _name, phone):
        self.phone_key = phones.normal(phone or "")
        return phone


class Qualification(db.Model):
    """A certificate that allows a firm to do a kind of work until a day."""

    __table_args__ = (UniqueConstraint("firm_id", "number"), Index(None, "valid_to"))
    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"))
    name: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(40))
    valid_to: Mapped[date]  # last day, included
    firm: Mapped[Firm] = relationship(back_populates="qualifications")

    def is_valid_on(self, day: date) -> bool:
        return day <= self.valid_to

    def days_left(self, day: date) -> int:
        """Negative once it has expired."""
        return (self.valid_to - day).days


class Interest(db.Model):
    """A relation between a person of the village and a firm, declared or found."""

    __table_args__ = (UniqueConstraint("user_id", "firm_id", "nature"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    nature: Mapped[str] = mapped_column(String(80))  # shareholder, employed there, supplies it …
    declared_on: Mapped[date] = mapped_column(default=dates.today)
    user: Mapped[User] = relationship()
    firm: Mapped[Firm] = relationship()
