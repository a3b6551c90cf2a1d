"""The offices there are and what policies ask of whoever holds them, or holds none."""

from flask_login import AnonymousUserMixin

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


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
