"""What rules and small powers rest on, as it can be read."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core.db import db
from govproj.villages.jurisdictions import Jurisdiction
from govproj.villages.models import LegalBasis, Town
from govproj.villages.rules import DEFAULTS, rule_of

# Other things that rest on law, by their code: a feature above adds what has a `name` (the small powers).
ALSO: dict[str, object] = {}
NEWEST_FIRST = (LegalBasis.subject, LegalBasis.effective_from.desc(), LegalBasis.id.desc())


class Subject(NamedTuple):
    """A rule or a small power with what it rests on."""

    code: str
    is_power: bool
    label: str
    rows: list[LegalBasis]


def of_subject(place: Jurisdiction, subject: str) -> Sequence[LegalBasis]:
    """Of the town the place lies in; a county keeps none of its own."""
    if "town_id" not in place.columns:
        return ()
    wanted = select(LegalBasis).where(
        LegalBasis.town_id == place.columns["town_id"], LegalBasis.subject == subject
    )
    return db.session.scalars(wanted.order_by(*NEWEST_FIRST)).all()


def of_town(town: Town) -> list[Subject]:
    """All of them: the small powers first, then the rules in the order of the catalogue."""
    found: dict[str, list[LegalBasis]] = {}
    for row in db.session.scalars(
        select(LegalBasis).where(LegalBasis.town_id == town.id).order_by(*NEWEST_FIRST)
    ):
        found.setdefault(row.subject, []).append(row)
    order = {key: number for number, key in enumerate(DEFAULTS)}
    codes = sorted(found, key=lambda code: (order.get(code, -1), code))
    return [Subject(code, code not in DEFAULTS, label_of(code), found[code]) for code in codes]


def is_known(subject: str) -> bool:
    return subject in DEFAULTS or subject in ALSO


def label_of(subject: str) -> str:
    if subject in DEFAULTS:
        return str(rule_of(subject).label)
    return f"{subject} {ALSO[subject].name}" if subject in ALSO else subject


def basis_or_404(user, basis_id: int) -> LegalBasis:
    inside = joinedload(LegalBasis.town).options(selectinload(Town.villages), joinedload(Town.county))
    found = select(LegalBasis).where(LegalBasis.id == basis_id).options(inside)
    row = db.session.scalar(found)
    return row if row is not None and row.village_ids & set(user.scope) else abort(404)
