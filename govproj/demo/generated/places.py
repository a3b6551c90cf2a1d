"""The county, its towns and villages, and those who hold an office there."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from govproj.accounts import passwords
from govproj.accounts.models import Office, Role, User
from govproj.demo.generated import invented
from govproj.demo.generated.bulk import Bulk
from govproj.villages.models import County, Town, Village

USERNAME = "bench"  # the secretary of the first village; nobody else can sign in
PASSWORD = "bench-2022"  # noqa: S105 - known to everybody: a generated site is for measuring and nothing else
VILLAGES_A_TOWN = 10
PHONE = "12388"


class Person(NamedTuple):
    id: int
    name: str


class Home(NamedTuple):
    """The id of a village, and those who act in it."""

    village: int
    secretary: Person
    cadres: list[Person]
    supervisors: list[Person]
    members: list[Person]


def write(rows: Bulk, random: Random, villages: int) -> Iterator[Home]:
    """One county; its villages one after the other."""
    county = rows.add(County, name="样板县(虚构)", discipline_phone=PHONE)
    _officials(rows, random, Role.COUNTY_INSPECTOR, county_id=county)
    for n in range(villages):
        if n % VILLAGES_A_TOWN == 0:
            name = f"样板{n // VILLAGES_A_TOWN + 1}镇(虚构)"
            town = rows.add(Town, county_id=county, name=name, discipline_phone=PHONE)
            _officials(rows, random, Role.TOWN_INSPECTOR, town_id=town)
            _officials(rows, random, Role.TOWN_ADMIN, town_id=town)
        yield _village(rows, random, town, n + 1)


def _village(rows: Bulk, random: Random, town: int, number: int) -> Home:
    households = random.randint(180, 520)
    village = rows.add(
        Village,
        town_id=town,
        name=f"示例{number}村(虚构)",
        households=households,
        adults=households * 29 // 10,
        party_members=households // 8,
    )

    def some(role: Role, many: int) -> list[Person]:
        return _officials(rows, random, role, many, village_id=village)

    (secretary,) = some(Role.SECRETARY, 1)
    return Home(village, secretary, some(Role.CADRE, 3), some(Role.SUPERVISOR, 3), some(Role.PARTY_MEMBER, 6))


def _officials(rows: Bulk, random: Random, role: Role, many: int = 1, **place) -> list[Person]:
    held = {"village_id": None, "town_id": None, "county_id": None} | place
    people = []
    for _n in range(many):
        account = {"username": f"user{rows.counted[User.__table__] + 1}", "password_hash": ""}
        if role is Role.SECRETARY and held["village_id"] == 1:
            account = {"username": USERNAME, "password_hash": passwords.hashed(PASSWORD)}
        name = invented.person(random)
        people.append(Person(rows.add(User, name=name, **account), name))
        rows.add(Office, user_id=people[-1].id, role=role, **held)
    return people
