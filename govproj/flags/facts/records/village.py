"""Records of the village around a project, of its people and of firms."""

from datetime import date
from typing import NamedTuple

from govproj.projects.models import Category, Method, State


class Face(NamedTuple):
    """Somebody behind a firm, or somebody of the village: what two people can be compared by."""

    name: str | None
    phone: str | None  # in the one spelling of core.phones
    role: str | None


class Firm(NamedTuple):
    id: int
    name: str | None
    phone: str | None
    legal_person: str | None
    address: str | None
    people: tuple[Face, ...] | None
    valid_to: tuple[date, ...] | None  # of each of its certificates


class Sibling(NamedTuple):
    """A project of the same village, in few words."""

    id: int
    code: str
    name: str
    place: str | None
    construction: bool
    category: Category | None
    state: State
    method: Method | None
    estimate_fen: int | None
    began_on: date | None  # initiated, or drafted where it is not initiated yet
    subsidy_numbers: tuple[str, ...]


class Win(NamedTuple):
    """A contract given out in the village: who offered, who won."""

    project_id: int
    firm_id: int | None
    firm: str | None
    fen: int | None
    awarded_on: date | None
    bidders: frozenset[int]
    compared: bool  # by a comparison of offers in the village


class Officer(NamedTuple):
    """Somebody with an office in the village, with the relatives they declared."""

    id: int
    name: str
    phone: str
    resident_id: int | None
    roles: frozenset[str]
    relatives: tuple[Face, ...]
    relative_residents: frozenset[int]
