"""The demo's places and people, and the list of them on the sign-in page."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from govproj.accounts import passwords
from govproj.accounts.models import DeclaredRelative, Office, Post, Role, User
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.demo.world import PASSWORD, World, day
from govproj.firms.models import Firm
from govproj.projects.models import Project
from govproj.villages.models import County, Resident, Town, Village, VillagerGroup

# Whoever stands for each round's project is not asked about it, so the roster is this much longer than the
# number of people who may answer.
NOT_ASKED = 2
# Who is listed first on the sign-in page; in the second and third village their names end in -2 and -3.
MAIN = {"secretary", "lead", "party-member", "cadre", "cadre-b", "supervisor", "supervisor-b", "villager"}
MAIN |= {"town-inspector", "town-admin", "county-inspector", "admin"}


def enter(world: World) -> None:
    places = _divisions(world)
    shared = passwords.hashed(PASSWORD)  # one hash for all: hashing forty times would cost seconds
    for row in world.data["people"]:
        offices = [_office(office, places) for office in row["offices"]]
        user = User(username=row["username"], name=row["name"], password_hash=shared, offices=offices)
        db.session.add(user)
        db.session.flush()
        world.people[row["id"]] = user.id
    for row in world.data["relatives"]:
        db.session.add(
            DeclaredRelative(
                user_id=world.people[row["person"]],
                name=row["name"],
                relation=row["relation"],
                occupation=row["occupation"],
                phone=row["phone"],
                declared_on=day(row["declared_on"]),
            )
        )
    names = ("name", "legal_person", "phone")
    db.session.add_all(Firm(**{name: row[name] for name in names}) for row in world.data["firms"])
    for row in world.data["divisions"]["villages"]:
        _residents(world, row)


def _divisions(world: World) -> dict:
    """Rows by the ids of the data file."""
    data = world.data["divisions"]
    county = County(name=data["county"]["name"], discipline_phone=data["county"]["discipline_phone"])
    town = Town(county=county, name=data["town"]["name"], discipline_phone=data["town"]["discipline_phone"])
    places = {data["county"]["id"]: county, data["town"]["id"]: town}
    for row in data["villages"]:
        kept = {name: row[name] for name in row if name not in {"id", "groups"}}
        places[row["id"]] = Village(town=town, **kept)
    db.session.add_all(places.values())
    db.session.flush()
    world.villages = {row["id"]: places[row["id"]].id for row in data["villages"]}
    return places


def _office(row: dict, places: dict) -> Office:
    place = places.get(row["place"])
    level = {Village: "village", Town: "town", County: "county"}.get(type(place))
    post = Post(row["post"]) if "post" in row else None
    return Office(role=Role(row["role"]), post=post, **({level: place} if level else {}))


def _residents(world: World, row: dict) -> None:
    """The roster: whoever holds an office of the village first, then invented villagers up to its size."""
    village = world.village(row["id"])
    groups = [VillagerGroup(village_id=village.id, name=name) for name in row["groups"]]
    db.session.add_all(groups)
    db.session.flush()
    known = (
        db.session.scalars(select(User).join(Office).where(Office.village_id == village.id)).unique().all()
    )
    named = [user for user in known if not user.name.startswith("村民")]
    members = {user.id for user in named if user.grants.keys() & {Role.PARTY_MEMBER, Role.SECRETARY}}
    size = row["adults"] + NOT_ASKED
    names = [user.name for user in named]
    names += [f"村民示{number:03}" for number in range(1, size - len(named) + 1)]
    ordinary_members = row["party_members"] - len(members)
    residents = [
        Resident(
            village_id=village.id,
            group_id=groups[number % len(groups)].id,
            number=number + 1,
            name=name,
            household=number * row["households"] // size + 1,
            is_party_member=(number < len(named) and named[number].id in members)
            or 0 <= number - len(named) < ordinary_members,
        )
        for number, name in enumerate(names)
    ]
    db.session.add_all(residents)
    db.session.flush()
    for user in known:
        user.resident_id = residents[names.index(user.name)].id


class Listed(NamedTuple):
    username: str
    name: str
    offices: str


class ListedVillage(NamedTuple):
    name: str
    main: list[Listed]  # one of each part, to begin with
    more: list[Listed]


def listed_accounts() -> list[ListedVillage]:
    """Everybody who can sign in, by village; those above the villages come after the first."""
    users = db.session.scalars(
        select(User).options(selectinload(User.offices).selectinload(Office.village)).order_by(User.id)
    ).all()
    leads = set(db.session.scalars(select(Project.lead_id).where(Project.lead_id.is_not(None))))
    villages: dict[str, ListedVillage] = {}
    for user in users:
        village = user.offices[0].village
        name = village.name if village else ""
        parts = [office.role.label for office in user.offices] + [_("领办人")] * (user.id in leads)
        here = villages.setdefault(name, ListedVillage(name, [], []))
        part = user.username.rstrip("-23")
        (here.main if part in MAIN else here.more).append(
            Listed(user.username, user.name, _("、").join(map(str, parts)))
        )
    above = villages.pop("", None)
    first, *others = villages.values()
    return [first, *([above] if above else ()), *others]
