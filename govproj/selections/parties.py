"""All firms that have to do with a project: its contractor, what the village noted, what features above know.

A feature above (the ledger with its bidders) adds its own when it registers:

    parties.also_known_by(lambda project: [(firm.id, _("投标人")), …])
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.firms.models import Firm, FirmPerson
from govproj.selections.models import InvolvedFirm
from govproj.selections.states import Part

_sources: list[Callable[[object], Iterable[tuple[int, str]]]] = []


class Party(NamedTuple):
    """A firm, all it does in the project in words, and the people behind it."""

    firm: Firm
    parts: str
    people: list[FirmPerson]


def also_known_by(source: Callable[[object], Iterable[tuple[int, str]]]) -> None:
    """`source(project)` gives (firm id, part in words); asked on every comparison, so never out of date."""
    if source not in _sources:
        _sources.append(source)


def noted(project) -> list[InvolvedFirm]:
    """What somebody of the village put down and nobody has struck out, in order."""
    standing = (InvolvedFirm.project_id == project.id, InvolvedFirm.struck_on.is_(None))
    wanted = select(InvolvedFirm).where(*standing).options(joinedload(InvolvedFirm.firm))
    return db.session.scalars(wanted.order_by(InvolvedFirm.id)).all()


def of(project) -> list[Party]:
    """Every firm once, by name; one question to the database, besides those of the features above."""
    known: dict[int, list[str]] = {}
    if project.contractor_id:
        known[project.contractor_id] = [str(Part.CONTRACTOR.label)]
    for source in _sources:
        for firm_id, part in source(project):
            known.setdefault(firm_id, []).append(str(part))
    parties: dict[int, Party] = {}
    for firm, part, person in db.session.execute(_rows(project, list(known))):
        party = parties.setdefault(firm.id, Party(firm, "", []))
        words = known.setdefault(firm.id, [])
        if part is not None and str(part.label) not in words:
            words.append(str(part.label))
        if person is not None and person not in party.people:
            party.people.append(person)
    return [
        party._replace(parts=_("、").join(dict.fromkeys(known[number]))) for number, party in parties.items()
    ]


def _rows(project, ids):
    here = and_(
        InvolvedFirm.firm_id == Firm.id,
        InvolvedFirm.project_id == project.id,
        InvolvedFirm.struck_on.is_(None),
    )
    wanted = select(Firm, InvolvedFirm.part, FirmPerson).outerjoin(InvolvedFirm, here)
    wanted = wanted.outerjoin(FirmPerson, FirmPerson.firm_id == Firm.id)
    wanted = wanted.where(or_(Firm.id.in_(ids), InvolvedFirm.id.is_not(None)))
    return wanted.order_by(Firm.name, Firm.id, InvolvedFirm.id, FirmPerson.id)
