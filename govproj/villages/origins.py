"""Where the value of each rule comes from: what holds on a day, since when, what held before and what is to come."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from govproj.core.db import db
from govproj.villages.catalogue import SUBJECTS
from govproj.villages.catalogue.kinds import Rule
from govproj.villages.jurisdictions import LEVELS, Jurisdiction
from govproj.villages.models import LocalRule, Standing
from govproj.villages.rules import DEFAULTS, RULES, rule_of


class Link(NamedTuple):
    """One level of the chain: what it says itself on the day asked about; `row` is None where it says nothing."""

    level: str
    name: str
    row: LocalRule | None


class Line(NamedTuple):
    """One rule in one place on one day."""

    rule: Rule
    value: object
    source: LocalRule | None  # None: the default
    source_name: str  # of the place that said it; empty for the default
    coming: list[LocalRule]  # laid down here or above, not yet in force, nearest first
    proposed: int  # proposals waiting in this place

    @property
    def words(self) -> str:
        return self.rule.words(self.value)

    @property
    def differs(self) -> bool:
        """Whether it is not, or will not be, the usual practice."""
        return bool(self.source or self.coming or self.proposed)


class Group(NamedTuple):
    name: str
    title: object
    lines: list[Line]

    @property
    def set_here(self) -> int:
        """How many of them do not follow the usual practice."""
        return sum(line.source is not None for line in self.lines)


def rows_of(place: Jurisdiction, key: str | None = None) -> list[LocalRule]:
    """Everything ever said about rules by the places of the chain, in the order in which it takes effect."""
    said_here = [and_(getattr(LocalRule, column) == place_id) for column, place_id in place.columns.items()]
    wanted = select(LocalRule).where(or_(*said_here))
    wanted = wanted.where(LocalRule.key == key) if key else wanted.where(LocalRule.key.in_(DEFAULTS))
    return db.session.scalars(wanted.order_by(LocalRule.effective_from, LocalRule.id)).all()


def by_subject(place: Jurisdiction, on: date) -> list[Group]:
    """All rules of the place; bare ones, which have no subject yet, come last."""
    rows: dict[str, list[LocalRule]] = {}
    for row in rows_of(place):
        rows.setdefault(row.key, []).append(row)
    bare = [key for key in DEFAULTS if rule_of(key) is not RULES.get(key)]
    groups = [
        (subject.__name__.rpartition(".")[2], subject.SUBJECT, [rule.key for rule in subject.RULES])
        for subject in SUBJECTS
    ]
    return [
        Group(name, title, [line(place, key, rows.get(key, []), on) for key in keys if key not in bare])
        for name, title, keys in groups
    ] + ([Group("bare", "", [line(place, key, rows.get(key, []), on) for key in bare])] if bare else [])


def line(place: Jurisdiction, key: str, rows: list[LocalRule], on: date) -> Line:
    rule, said = rule_of(key), chain(place, rows, on)
    nearest = next((link for link in reversed(said) if link.row and own(link.row) is not None), None)
    return Line(
        rule,
        own(nearest.row) if nearest else DEFAULTS[key],
        nearest and nearest.row,
        nearest.name if nearest else "",
        [row for row in rows if row.state is Standing.SET and row.effective_from > on],
        sum(row.state is Standing.PROPOSED and row.level == place.level for row in rows),
    )


def chain(place: Jurisdiction, rows: list[LocalRule], on: date) -> list[Link]:
    """From the county down: what each level says on the day."""
    newest = {row.level: row for row in rows if row.is_in_force_on(on)}
    return [
        Link(level, here.name, newest.get(level)) for level, here in zip(LEVELS, place.chain, strict=False)
    ]


def own(row: LocalRule):
    """The value a row sets; None where it gives the word back to the level above."""
    return row.value["value"]
