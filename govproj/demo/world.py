"""What the loader reads and remembers: data.json, the people and projects it has entered, and dated acts."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from govproj.accounts.models import User
from govproj.core.dates import BEIJING
from govproj.core.db import db
from govproj.firms.models import Firm
from govproj.projects.models import Project
from govproj.villages.models import Village

DATA = Path(__file__).with_name("data.json")
PASSWORD = "demo2022"  # noqa: S105 - public on purpose: it opens the demo and nothing else


class Act(NamedTuple):
    """Something somebody does on a day; hour and minute of the clock order the acts of one day."""

    day: date
    hour: int
    do: Callable[[], None]
    minute: int = 0

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.day, time(self.hour, self.minute), BEIJING)


class World:
    """The data by subject, and the rows they have become."""

    def __init__(self):
        self.data = json.loads(DATA.read_text())
        self.villages: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.projects: dict[str, int] = {}
        self.firms: dict[str, int] = {}

    @cached_property
    def today(self) -> date:
        return date.fromisoformat(self.data["today"])

    @cached_property
    def facts(self) -> dict[str, dict]:
        """The data of each project by its code."""
        return {row["code"]: row for row in self.data["projects"]}

    def village(self, key: str) -> Village:
        return db.session.get(Village, self.villages[key])

    def person(self, key: str) -> User:
        return db.session.get(User, self.people[key])

    def project(self, code: str) -> Project:
        return db.session.scalars(select(Project).where(Project.id == self.projects[code])).one()

    def one_of(self, role: str, village: str) -> str:
        """The first person who holds this office in the village, or above it."""
        places = {village, self.data["divisions"]["town"]["id"], self.data["divisions"]["county"]["id"]}
        return next(
            person["id"]
            for person in self.data["people"]
            if any(office["role"] == role and office["place"] in places for office in person["offices"])
        )

    def contact(self, code: str) -> User:
        """The project's contact cadre."""
        return self.person(self.facts[code]["contact"])

    def officer(self, code: str, role: str) -> User:
        """Who holds this office in the project's village or above it; `director` is a post."""
        village = self.facts[code]["village"]
        if role != "director":
            return self.person(self.one_of(role, village))
        return next(
            self.person(row["id"])
            for row in self.data["people"]
            if any(o.get("post") == role and o["place"] == village for o in row["offices"])
        )

    def firm(self, key: str) -> Firm:
        return db.session.get(Firm, self.firms[key])

    def lead_or_contact(self, code: str) -> User:
        """Whoever reports on a project."""
        return self.person(self.facts[code]["lead"] or self.facts[code]["contact"])


def day(text: str) -> date:
    return date.fromisoformat(text)
