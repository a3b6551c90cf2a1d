"""The list of powers as it holds in a place: the catalogue, and what county, town and village have added to it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from govproj.checklists.catalogue import POWERS, VERSION, Power, Stage, joined, power_of
from govproj.checklists.models import PowerEdition
from govproj.core import dates
from govproj.core.db import db
from govproj.villages.jurisdictions import LEVELS, Jurisdiction
from govproj.villages.models import LegalBasis, Standing, Town, Village

NAMES = {"county": "县", "town": "镇", "village": "村"}  # as the codes of local items begin
NEWEST_FIRST = (PowerEdition.code, PowerEdition.effective_from.desc(), PowerEdition.id.desc())


class Listed(NamedTuple):
    """One item as it holds in a place; `local` is what an item of a checklist keeps of the place's own words."""

    power: Power
    local: dict | None
    edition: str

    @property
    def code(self) -> str:
        return self.power.code


CATALOGUE = {code: Listed(power, None, VERSION) for code, power in POWERS.items()}


def of_village(village_id: int, on: date | None = None) -> dict[str, Listed]:
    """By code, in the order of the list, at the cost of one query."""
    place = (
        select(Village.id, Village.town_id, Town.county_id).join(Town).where(Village.id == village_id)
    ).subquery()
    here = (getattr(PowerEdition, f"{level}_id") == place.c[column] for level, column in _CHAIN)
    return _listed(select(PowerEdition).join(place, or_(*here)), on)


_CHAIN = (("county", "county_id"), ("town", "town_id"), ("village", "id"))


def of_place(place: Jurisdiction, on: date | None = None) -> dict[str, Listed]:
    """The same for a county or a town: what holds in all that lies in it."""
    return _listed(select(PowerEdition).where(_in_chain(place)), on)


def _in_chain(place: Jurisdiction):
    return or_(*(getattr(PowerEdition, column) == id_ for column, id_ in place.columns.items()))


def _listed(wanted, on: date | None) -> dict[str, Listed]:
    rows = db.session.scalars(
        wanted.where(
            PowerEdition.state == Standing.SET, PowerEdition.effective_from <= (on or dates.today())
        ).order_by(PowerEdition.effective_from, PowerEdition.id)
    ).all()
    newest = {(row.code, row.level): row for row in rows}
    found = dict(CATALOGUE)
    for code in sorted({code for code, _level in newest}):
        levels = [newest[code, level] for level in LEVELS if (code, level) in newest]
        if standing := [row for row in levels if row.enabled]:
            local = joined(row.content for row in standing)
            found[code] = Listed(power_of(code, local), local, _edition(code, standing))
    return found


def _edition(code: str, rows) -> str:
    """2022-1 · 镇第2版; kept with the item, and so in Chinese."""
    said = [f"{NAMES[row.level]}第{row.number}版" for row in rows]
    return " · ".join([VERSION, *said] if code in POWERS else said)


def by_stage(listed) -> dict[Stage, list[Listed]]:
    return {stage: [row for row in listed.values() if row.power.stage is stage] for stage in Stage}


def editions_of(place: Jurisdiction, code: str | None = None) -> Sequence[PowerEdition]:
    """All there ever were at this place, the newest first."""
    wanted = select(PowerEdition).filter_by(**place.column)
    if code is not None:
        wanted = wanted.where(PowerEdition.code == code)
    return db.session.scalars(wanted.order_by(*NEWEST_FIRST)).all()


def reaching(place: Jurisdiction, code: str) -> Sequence[PowerEdition]:
    """What county, town and village have laid down about one item, the newest first."""
    wanted = select(PowerEdition).where(_in_chain(place), PowerEdition.code == code)
    wanted = wanted.options(*(joinedload(getattr(PowerEdition, level)) for level in LEVELS))
    return db.session.scalars(wanted.where(PowerEdition.state == Standing.SET).order_by(*NEWEST_FIRST)).all()


def edition_or_404(user, edition_id: int) -> PowerEdition:
    inside = joinedload(PowerEdition.town).selectinload(Town.villages)
    others = (joinedload(PowerEdition.county), joinedload(PowerEdition.village).joinedload(Village.town))
    row = db.session.scalar(
        select(PowerEdition).where(PowerEdition.id == edition_id).options(inside, *others)
    )
    return row if row is not None and _reads(user, row) else abort(404)


def _reads(user, row) -> bool:
    return bool(row.village_ids & set(user.scope)) or (row.level == "county" and user.is_admin)


def next_code(place: Jurisdiction) -> str:
    """镇01, 镇02 …: numbers of items that are gone are not given out again."""
    first = NAMES[place.level]
    own = select(PowerEdition.code).filter_by(**place.column).where(PowerEdition.code.startswith(first))
    taken = [int(code[1:]) for code in db.session.scalars(own)]
    return f"{first}{max(taken, default=0) + 1:02}"


def bases_of(town_id: int, on: date | None = None) -> dict[str, list[LegalBasis]]:
    """What the town has written down that its list rests on today, by code."""
    day = on or dates.today()
    found: dict[str, list[LegalBasis]] = {}
    wanted = select(LegalBasis).where(LegalBasis.town_id == town_id, LegalBasis.state == Standing.SET)
    for row in db.session.scalars(wanted.order_by(LegalBasis.subject, LegalBasis.effective_from)):
        if row.holds_on(day):
            found.setdefault(row.subject, []).append(row)
    return found


__all__ = [
    "CATALOGUE",
    "Listed",
    "bases_of",
    "by_stage",
    "edition_or_404",
    "editions_of",
    "next_code",
    "of_place",
    "of_village",
    "reaching",
]
