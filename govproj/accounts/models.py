"""Users, the offices they hold, their sign-in sessions and what they declared about their relatives."""

from datetime import date, datetime
from functools import cached_property

from flask_login import AnonymousUserMixin, UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.villages.models import County, Resident, Town, Village


class Role(LabelledEnum):
    VILLAGER = "villager", _l("村民")
    PARTY_MEMBER = "party_member", _l("党员")
    CADRE = "cadre", _l("村干部")
    SECRETARY = "secretary", _l("村党组织书记")
    SUPERVISOR = "supervisor", _l("村务监督委员会成员")
    TOWN_INSPECTOR = "town_inspector", _l("镇纪检干部")
    TOWN_ADMIN = "town_admin", _l("镇业务干部（三资代理）")
    COUNTY_INSPECTOR = "county_inspector", _l("县纪检干部")
    ADMIN = "admin", _l("系统管理员")


class Post(LabelledEnum):
    """What a member of the village committee is in it; the director signs payments first."""

    DIRECTOR = "director", _l("村委会主任")


VILLAGE_ROLES = (Role.VILLAGER, Role.PARTY_MEMBER, Role.CADRE, Role.SECRETARY, Role.SUPERVISOR)
TOWN_ROLES = (Role.TOWN_INSPECTOR, Role.TOWN_ADMIN)
OFFICIALS = frozenset(Role) - {Role.VILLAGER, Role.PARTY_MEMBER}
SCOPE_ROLES = OFFICIALS - {Role.ADMIN}
# Which office an act is recorded under when somebody holds several in the village concerned.
PRECEDENCE = (
    Role.COUNTY_INSPECTOR,
    Role.TOWN_INSPECTOR,
    Role.TOWN_ADMIN,
    Role.SUPERVISOR,
    Role.SECRETARY,
    Role.CADRE,
    Role.PARTY_MEMBER,
    Role.VILLAGER,
)


class Questions:
    """What policies ask of somebody; `grants` maps a role to the ids of the villages it covers."""

    def holds(self, role: Role, village_id: int | None) -> bool:
        return village_id in self.grants.get(role, ())

    def is_party_member_of(self, village_id: int) -> bool:
        return self.holds(Role.PARTY_MEMBER, village_id)

    def is_cadre_of(self, village_id: int) -> bool:
        """A member of the village committee; the secretary is not one unless he also holds that office."""
        return self.holds(Role.CADRE, village_id)

    def is_director_of(self, village_id: int) -> bool:
        """村委会主任; he may be the secretary as well (一肩挑)."""
        return village_id in self.directs

    def is_secretary_of(self, village_id: int) -> bool:
        return self.holds(Role.SECRETARY, village_id)

    def supervises(self, village_id: int) -> bool:
        """A member of the village affairs supervision committee."""
        return self.holds(Role.SUPERVISOR, village_id)

    def inspects_for_town(self, village_id: int) -> bool:
        return self.holds(Role.TOWN_INSPECTOR, village_id)

    def inspects(self, village_id: int) -> bool:
        """A discipline inspector of the town or the county the village belongs to."""
        return self.inspects_for_town(village_id) or self.holds(Role.COUNTY_INSPECTOR, village_id)

    def administers(self, village_id: int) -> bool:
        """The town's own administration (business offices, collective-accounts agency), not discipline."""
        return self.holds(Role.TOWN_ADMIN, village_id)

    def works_in(self, village_id: int) -> bool:
        """Cadre or secretary: those who carry things out."""
        return self.is_cadre_of(village_id) or self.is_secretary_of(village_id)

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.grants

    @property
    def is_inspector(self) -> bool:
        return bool(self.grants.keys() & {Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR})

    @property
    def watches(self) -> bool:
        """Supervises or inspects somewhere."""
        return self.is_inspector or bool(self.grants.get(Role.SUPERVISOR))

    @property
    def is_official(self) -> bool:
        return bool(self.grants.keys() & OFFICIALS)

    @property
    def scope(self) -> tuple[int, ...]:
        """Villages in which, or above which, an office is held; never the village of residence."""
        return tuple(sorted(set().union(*(ids for role, ids in self.grants.items() if role in SCOPE_ROLES))))

    def villages_as(self, *roles: Role) -> tuple[int, ...]:
        """Villages in which, or above which, one of these offices is held."""
        return tuple(sorted(set().union(*(self.grants.get(role, ()) for role in roles))))

    def office_for(self, village_id: int | None) -> str:
        """The code of the office an act in this village is done under; empty for a private person."""
        for role in PRECEDENCE:
            if self.holds(role, village_id):
                return role.value
        return Role.ADMIN.value if self.is_admin else ""


class Anonymous(Questions, AnonymousUserMixin):
    """Nobody in particular. The id is 0, so that no missing lead is ever mistaken for this reader."""

    id = 0
    name = ""
    grants: dict = {}
    directs: frozenset = frozenset()


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
    "Anonymous",
    "Attempt",
    "DeclaredRelative",
    "Office",
    "Post",
    "Role",
    "SignInSession",
    "User",
]
