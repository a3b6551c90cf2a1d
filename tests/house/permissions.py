"""The permission table: who gets what answer from every address, for their own village and for another one.

Each feature declares its rows in `tests/<feature>/permissions.py`:

    THINGS = {"disclosure_id": lambda world: a_disclosure(world.project).id}
    TABLE = '''
    endpoint               method   A V P L C S J T M Y X   foreign
    disclosures.submit     POST     > . . + x x x x x x .   > . . . . . . . . . .
    '''

A stranger · V villager · P Party member · L project lead · C contact cadre · S secretary · J supervision committee ·
T town inspector · M town administration · Y county inspector · X system administrator; "foreign" is the same
request for a thing of another county's village. Answers:

    +   let in (the page, a redirect after success, or a refusal of the form or of the state)
    x   403: it is there, but this is not for you
    .   404: as far as you are concerned it does not exist
    >   sent to the sign-in page
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests import factories

WHO = ["A", "V", "P", "L", "C", "S", "J", "T", "M", "Y", "X"]
TESTS = Path(__file__).parents[1]


class World:
    """One county with a village, its people and a led project under construction; features add their things."""

    def __init__(self):
        self.village = factories.a_village()
        self.town, self.county = self.village.town, self.village.town.county
        self.people = {
            "A": None,
            "V": factories.a_villager(self.village),
            "P": factories.a_party_member(self.village),
            "L": factories.a_party_member(self.village),
            "C": factories.a_cadre(self.village),
            "S": factories.a_secretary(self.village),
            "J": factories.a_supervisor(self.village),
            "T": factories.a_town_inspector(self.town),
            "M": factories.a_town_admin(self.town),
            "Y": factories.a_county_inspector(self.county),
            "X": factories.an_admin(),
        }
        self.lead, self.contact = self.people["L"], self.people["C"]
        self.project = factories.a_project(self.village, lead=self.lead, contact=self.contact)
        self.grown = 0  # how often `more` was called
        self._made: dict = {}

    @property
    def ten(self) -> range:
        """Ten numbers that no earlier call of `more` has used."""
        return range(10 * self.grown, 10 * self.grown + 10)

    def value(self, things: dict, name: str):
        """What stands for `name` in an address of this world; made once."""
        assert name in things, f"THINGS says how to make {name}"
        make = things[name]
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]


class Row(NamedTuple):
    endpoint: str
    method: str
    own: dict[str, str]
    foreign: dict[str, str]
    things: dict[str, Callable]
    feature: str


def rows() -> list[Row]:
    """All rows of all features."""
    return [
        row
        for path in sorted(TESTS.glob("*/permissions.py"))
        if path.parent.name != "house"
        for row in _of(path)
    ]


def _of(path: Path):
    module = import_module(f"tests.{path.parent.name}.permissions")
    for line in module.TABLE.strip().splitlines():
        endpoint, method, *marks = line.split()
        if endpoint == "endpoint" or endpoint.startswith("#"):
            continue
        assert len(marks) == 2 * len(WHO), f"{path}: {endpoint} {method} has {len(marks)} marks"
        own, foreign = dict(zip(WHO, marks, strict=False)), dict(zip(WHO, marks[len(WHO) :], strict=True))
        yield Row(endpoint, method, own, foreign, module.THINGS, path.parent.name)


def answer(response) -> str:
    """The mark of a response."""
    if response.status_code in {301, 302, 303} and response.headers["Location"].startswith("/sign-in"):
        return ">"
    return {403: "x", 404: "."}.get(response.status_code, "+" if response.status_code < 500 else "5xx")


def url_of(app, row, world) -> str:
    """The address of a row with the things of this world in it."""
    arguments = {name for rule in app.url_map.iter_rules(row.endpoint) for name in rule.arguments}
    parts = {name: world.value(row.things, name) for name in arguments}
    with app.test_request_context():
        return app.url_for(row.endpoint, **parts)
