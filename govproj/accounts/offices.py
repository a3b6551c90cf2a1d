"""Offices one person cannot hold together, and the level each belongs to."""

from datetime import date

from govproj.accounts.models import SCOPE_ROLES, TOWN_ROLES, VILLAGE_ROLES, Office, Role, User
from govproj.core.i18n import _, _l
from govproj.villages.models import County, Town, Village

LEVELS = {
    **dict.fromkeys(VILLAGE_ROLES, Village),
    **dict.fromkeys(TOWN_ROLES, Town),
    Role.COUNTY_INSPECTOR: County,
    Role.ADMIN: None,
}
PLACES = {Village: _l("村"), Town: _l("乡镇"), County: _l("县（区、市）")}
SAME_VILLAGE, ANYWHERE = True, False
# Who supervises does not carry out, who inspects does neither, and who runs the site has no say in business.
APART = (
    (
        {Role.SUPERVISOR},
        {Role.CADRE, Role.SECRETARY},
        SAME_VILLAGE,
        _l("村监会成员不能同时是同一个村的村干部或书记。请先免去另一个职务。"),
    ),
    (
        {Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR},
        {Role.CADRE, Role.SECRETARY, Role.TOWN_ADMIN},
        ANYWHERE,
        _l("纪检干部不能同时经办村镇业务。请先免去另一个职务。"),
    ),
    (
        {Role.ADMIN},
        SCOPE_ROLES,
        ANYWHERE,
        _l("系统管理员不能同时担任村、镇、县的业务职务。请另设账号给别人担任。"),
    ),
)
RELATIVES_APART = {Role.SUPERVISOR: Role.CADRE, Role.CADRE: Role.SUPERVISOR}


def objection(held: list[Office], new: Office):
    """Why `new` cannot be held beside the offices somebody has; None when it can."""
    for office in held:
        if not overlap(office, new):
            continue
        if office.role is new.role and place_of(office) == place_of(new):
            return _("这段时间里已经担任这个职务。")
        for some, others, same_village, why in APART:
            both = {office.role, new.role}
            elsewhere = same_village and office.village_id != new.village_id
            if both & some and both & others and not elsewhere:
                return why
    return None


def overlap(one: Office, other: Office) -> bool:
    """Whether there is a day on which both are held."""
    first = max(one.since or date.min, other.since or date.min)
    last = min(one.until or date.max, other.until or date.max)
    return first <= last


def place_of(office: Office) -> tuple:
    return office.county_id, office.town_id, office.village_id


def place_name(office: Office) -> str:
    """示例村, 样板镇, 测试县; empty for an office of the whole site."""
    place = office.village or office.town or office.county
    return place.name if place else ""


def code_of(place) -> str:
    """`Village-3`, as a form names it."""
    return f"{type(place).__name__}-{place.id}"


def kind_of(code: str | None) -> str | None:
    return (code or "").partition("-")[0] or None


def home_of(person: User) -> int | None:
    """The village under which acts about an account are on record, so that its inspectors read them."""
    return next((office.village_id for office in person.offices if office.village_id), None)
