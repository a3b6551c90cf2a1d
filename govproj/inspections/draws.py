"""双随机: a draw anybody can repeat with pencil, paper and SHA-256. Pure.

Every project gets a number, SHA-256 of `seed:project:id`; those with the smallest numbers are drawn. For each of
them everybody who may go gets a number, SHA-256 of `seed:project id:person:id`; the smallest one goes.
"""

from hashlib import sha256
from typing import NamedTuple


class Ticket(NamedTuple):
    """One candidate with the number it drew."""

    id: int
    name: str
    text: str  # what is hashed
    number: str


class Result(NamedTuple):
    projects: list[Ticket]  # all of them, the smallest number first
    drawn: list[tuple[Ticket, Ticket | None]]  # a project, and who goes; None where nobody may


def ticket(text: str, number: int, name: str) -> Ticket:
    return Ticket(number, name, text, sha256(text.encode()).hexdigest())


def draw(seed: str, projects: list, people: list, wanted: int) -> Result:
    """`projects`: [id, name, village id, [ids of people kept out]]; `people`: [id, name]."""
    kept_out = {project[0]: set(project[3]) for project in projects}
    tickets = [ticket(f"{seed}:project:{project[0]}", project[0], project[1]) for project in projects]
    tickets.sort(key=lambda one: (one.number, one.id))
    drawn = [(one, _who_goes(seed, one.id, people, kept_out[one.id])) for one in tickets[:wanted]]
    return Result(tickets, drawn)


def _who_goes(seed: str, project_id: int, people: list, kept_out: set) -> Ticket | None:
    able = [
        ticket(f"{seed}:{project_id}:person:{number}", number, name)
        for number, name in people
        if number not in kept_out
    ]
    return min(able, key=lambda one: (one.number, one.id), default=None)
