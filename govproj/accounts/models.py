"""Users, the offices they hold, their sign-in sessions and what they declared about their relatives."""

from datetime import date, datetime
from functools import cached_property

from flask_login import UserMixin
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.accounts.rights import (
    OFFICIALS,
    PRECEDENCE,
    SCOPE_ROLES,
    TOWN_ROLES,
    VILLAGE_ROLES,
    Anonymous,
    Post,
    Questions,
    Role,
)
from govproj.core import dates
from govproj.core.db import db
from govproj.villages.models import County, Resident, Town, Village


class User(Questions, UserMixin, db.Model):
    """Somebody with an account."""

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), unique=True)
    disabled_at: Mapped[datetime | None]
    must_change_password: Mapped[bool] = mapped_column(default=False)  # somebody else has seen it
    second_step_since: Mapped[datetime | None]  # from then on the password alone opens nothing
    second_step_due_at: Mapped[
        datetime | None
    ]  # where the office asks for one: from then on nothing else opens
    version: Mapped[int] = mapped_column(default=1)
    resident: Mapped[Resident | None] = relationship()
    offices: Mapped[list["Office"]] = relationship(back_populates="user", order_by="Office.id")
    relatives: Mapped[list["DeclaredRelative"]] = relationship(
        back_populates="user", order_by="DeclaredRelative.id"
    )

    __mapper_args__ = {"version_id_col": version}

    token = None  # of the session this user was loaded by

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie: the session's token, never the user's number."""
        return self.token

    @property
    def current_relatives(self) -> list["DeclaredRelative"]:
        """Those not withdrawn; the others stay on file for the decisions of their time."""
        return [relative for relative in self.relatives if relative.ended_on is None]

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @cached_property
    def grants(self) -> dict[Role, frozenset[int]]:
        found: dict[Role, frozenset[int]] = {}
        for office in self.offices:
            if office.is_held_on(dates.today()):
                found[office.role] = found.get(office.role, frozenset()) | office.covers()
        return found

    @cached_property
    def directs(self) -> frozenset[int]:
        """Ids of the villages whose committee this person is director of today."""
        posts = (o for o in self.offices if o.post is Post.DIRECTOR and o.is_held_on(dates.today()))
        return frozenset(office.village_id for office in posts)

    @cached_property
    def secretary_since(self) -> dict[int, date]:
        """The day he took office as secretary, by village; where nobody knows, nothing."""
        held = (o for o in self.offices if o.role is Role.SECRETARY and o.is_held_on(dates.today()))
        return {office.village_id: office.since for office in held if office.since}


class Office(db.Model):
    """A role somebody holds in a village, a town or a county, for a time."""

    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN village_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN town_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN county_id IS NULL THEN 0 ELSE 1 END) = (CASE WHEN role = 'admin' THEN 0 ELSE 1 END)",
            name="held_in_one_place",
        ),
        CheckConstraint("post IS NULL OR role = 'cadre'", name="post_of_a_cadre"),
        Index(None, "village_id", "role"),
        Index(None, "town_id", "role"),
        Index(None, "county_id", "role"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role]
    post: Mapped[Post | None]
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"))
    town_id: Mapped[int | None] = mapped_column(ForeignKey("town.id"))
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"))
    since: Mapped[date | None]
    until: Mapped[date | None]  # last day, included
    user: Mapped[User] = relationship(back_populates="offices")
    village: Mapped[Village | None] = relationship()
    town: Mapped[Town | None] = relationship()
    county: Mapped[County | None] = relationship()

    def is_held_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def covers(self) -> frozenset[int]:
        """Ids of the villages this office reaches."""
        if self.village_id is not None:
            return frozenset({self.village_id})
        towns = [self.town] if self.town else self.county.towns if self.county else []
        return frozenset(village.id for town in towns for village in town.villages)


class DeclaredRelative(db.Model):
    """A near relative somebody declared; seen by themselves and by those who check conflicts, never public."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    relation: Mapped[str] = mapped_column(String(20))
    occupation: Mapped[str] = mapped_column(
        String(80), default=""
    )  # employer, firm or trade, for the comparison
    phone: Mapped[str] = mapped_column(String(40), default="")  # for the comparison with firms
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"), index=True)
    declared_on: Mapped[date] = mapped_column(default=dates.today)
    ended_on: Mapped[
        date | None
    ]  # withdrawn, not erased: what was declared at the time still explains a decision
    user: Mapped[User] = relationship(back_populates="relatives")
    resident: Mapped[Resident | None] = relationship()


class SignInSession(db.Model):
    """One signed-in browser. Only the token's hash is stored; deleting the row signs that browser out."""

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=dates.machine_now)
    seen_at: Mapped[datetime] = mapped_column(default=dates.machine_now)
    half: Mapped[bool] = mapped_column(default=False)  # the password was right, the code is still to come


class SecondStep(db.Model):
    """What the codes of somebody's phone are made from, sealed with the site's key; see accounts.second_step."""

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)  # of the recovery codes
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    pending: Mapped[bytes | None] = mapped_column(LargeBinary)  # of a phone that has not shown a code yet
    last_used: Mapped[int] = mapped_column(
        BigInteger, default=0
    )  # number of the half minute; none counts twice


class RecoveryCode(db.Model):
    """The hash of a code on paper that stands in for the phone once; used, the row is gone."""

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class KeptText(db.Model):
    """What somebody had typed when the session ended: theirs alone, for a few days, until it is sent in."""

    __table_args__ = (UniqueConstraint("user_id", "path"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    path: Mapped[str] = mapped_column(String(200))  # of the form
    fields: Mapped[list]  # [name, value], text only
    kept_at: Mapped[datetime] = mapped_column(default=dates.machine_now, index=True)

    @property
    def first_words(self) -> str:
        """Of the longest field, to know it again by."""
        return max((value for _name, value in self.fields), key=len)[:40]


class Attempt(db.Model):
    """A try at a password, by account and address; old ones are swept by the daily tick."""

    __table_args__ = (Index(None, "username", "tried_at"), Index(None, "address", "tried_at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(45))
    succeeded: Mapped[bool]
    tried_at: Mapped[datetime] = mapped_column(default=dates.machine_now)


__all__ = [
    "OFFICIALS",
    "PRECEDENCE",
    "SCOPE_ROLES",
    "TOWN_ROLES",
    "VILLAGE_ROLES",
    "Anonymous",
    "Attempt",
    "DeclaredRelative",
    "KeptText",
    "Office",
    "Post",
    "RecoveryCode",
    "Role",
    "SecondStep",
    "SignInSession",
    "User",
]
