"""Things for tests, each with as much around it as it needs. Named like what they are: a_village, a_lead."""

from datetime import date
from itertools import count

from sqlalchemy import select

from govproj.accounts.models import Office, Role, User
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.firms.models import Firm
from govproj.projects.models import Category, Kind, Project, ProjectMonth, State, StateChange
from govproj.villages.models import County, Town, Village

_n = count(1)


def saved(thing):
    db.session.add(thing)
    db.session.commit()
    return thing


def a_town(name=None, county=None) -> Town:
    n = next(_n)
    county = county or saved(County(name=f"测试县{n}"))
    return saved(Town(county_id=county.id, name=name or f"样板镇{n}", discipline_phone="0572-5000000"))


def a_village(name=None, town=None, **kw) -> Village:
    town = town or a_town()
    return saved(
        Village(town_id=town.id, name=name or f"示例村{next(_n)}", **{"households": 300, "adults": 900, **kw})
    )


def somebody(*offices, name=None, **kw) -> User:
    n = next(_n)
    return saved(User(username=f"user{n}", name=name or f"示例人{n}", offices=list(offices), **kw))


def a_villager(village=None, **kw) -> User:
    return somebody(Office(role=Role.VILLAGER, village_id=(village or a_village()).id), **kw)


def a_party_member(village=None, **kw) -> User:
    return somebody(Office(role=Role.PARTY_MEMBER, village_id=(village or a_village()).id), **kw)


def a_cadre(village=None, **kw) -> User:
    return somebody(Office(role=Role.CADRE, village_id=(village or a_village()).id), **kw)


def a_secretary(village=None, **kw) -> User:
    return somebody(Office(role=Role.SECRETARY, village_id=(village or a_village()).id), **kw)


def a_supervisor(village=None, **kw) -> User:
    return somebody(Office(role=Role.SUPERVISOR, village_id=(village or a_village()).id), **kw)


def a_town_inspector(town=None, **kw) -> User:
    return somebody(Office(role=Role.TOWN_INSPECTOR, town_id=(town or a_town()).id), **kw)


def a_town_admin(town=None, **kw) -> User:
    return somebody(Office(role=Role.TOWN_ADMIN, town_id=(town or a_town()).id), **kw)


def a_county_inspector(county, **kw) -> User:
    return somebody(Office(role=Role.COUNTY_INSPECTOR, county_id=county.id), **kw)


def an_admin(**kw) -> User:
    return somebody(Office(role=Role.ADMIN), **kw)


def a_firm(name=None) -> Firm:
    return saved(Firm(name=name or f"样板建设{next(_n)}(虚构)"))


def a_project(village=None, *, lead=None, contact=None, state=State.BUILDING, entered=None, **kw) -> Project:
    """A construction project; `entered` maps states to the days they were entered."""
    village = village or a_village()
    n = next(_n)
    project = Project(
        village_id=village.id,
        code=f"P-{n:03}",
        lead=lead,
        contact=contact or a_cadre(village),
        state=state,
        **{
            "name": f"样板项目{n}",
            "kind": Kind.CONSTRUCTION,
            "category": Category.ROAD,
            "budget_fen": 86_0000_00,
            "contract_fen": 82_3000_00,
            "contractor": a_firm(),
            "planned_start": date(2022, 2, 21),
            "planned_end": date(2022, 7, 15),
            **kw,
        },
    )
    saved(project)
    for after, day in (entered or {state: date(2022, 2, 21)}).items():
        db.session.add(StateChange(project=project, before=State.READY, after=after, occurred_on=day))
    db.session.commit()
    return project


def a_month(project, month="2022-05", planned=80, actual=80, paid_fen=49_3800_00) -> ProjectMonth:
    return saved(
        ProjectMonth(project=project, month=month, planned_pct=planned, actual_pct=actual, paid_fen=paid_fen)
    )


def last_audit_entry() -> tuple[str, int | None]:
    """(event, who) of the newest entry on record."""
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.leaf_index.desc()).limit(1)).one()
    return entry.event, entry.actor_id
