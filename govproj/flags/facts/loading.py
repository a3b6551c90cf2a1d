"""Facts in bulk: a few questions for a thousand projects, and only for the parts the rules at hand read."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Select, select

from govproj.core.db import rows
from govproj.flags.facts import books, life, outcomes, people
from govproj.flags.facts.parts import PARTS
from govproj.flags.facts.records import Facts, Village
from govproj.projects.models import Kind, Project
from govproj.villages.calendar import calendars_of

__all__ = ["VILLAGES_AT_ONCE", "books", "life", "load", "of_villages", "outcomes", "people"]

VILLAGES_AT_ONCE = 20  # about a thousand projects: enough to spare questions, little enough for the memory
PROJECT = (
    Project.id,
    Project.code,
    Project.name,
    Project.village_id,
    Project.kind,
    Project.category,
    Project.state,
    Project.method,
    Project.budget_fen,
    Project.planned_end,
    Project.lead_id,
    Project.contact_id,
)


def load(project_ids: Iterable[int], reads: Iterable[str], today: date) -> list[Facts]:
    """The facts of these projects, as far as `reads` names their parts; in the order of their ids."""
    return _facts(select(*PROJECT).where(Project.id.in_(list(project_ids))), frozenset(reads), today)


def of_villages(village_ids: Iterable[int], reads: Iterable[str], today: date) -> Iterator[list[Facts]]:
    """All projects of these villages, some villages at a time."""
    ids, reads = sorted(village_ids), frozenset(reads)
    for start in range(0, len(ids), VILLAGES_AT_ONCE):
        some = ids[start : start + VILLAGES_AT_ONCE]
        yield _facts(select(*PROJECT).where(Project.village_id.in_(some)), reads, today)


def _facts(wanted: Select, reads: frozenset[str], today: date) -> list[Facts]:
    found = [_bare(row, today) for row in rows(wanted.order_by(Project.id))]
    if not found:
        return []
    villages = {facts.village_id: Village() for facts in found}
    for village_id, calendar in calendars_of(villages).items():
        villages[village_id].calendar = calendar
    things = {"project": {facts.id: facts for facts in found}, "village": villages}
    for name in sorted(reads & PARTS.keys()):
        part = PARTS[name]
        read = part.read(list(things[part.of]), today)
        for id_, thing in things[part.of].items():
            setattr(thing, part.field, read.get(id_, part.empty))
    for facts in found:
        facts.village = villages[facts.village_id]
    if "firms" in reads:
        _name_firms(found)
    return found


def _bare(row, today: date) -> Facts:
    fields = row._asdict()
    construction = fields.pop("kind") is Kind.CONSTRUCTION
    return Facts(construction=construction, today=today, **fields)


def _name_firms(found: list[Facts]) -> None:
    known = people.firms({firm_id for facts in found for firm_id in _mentioned(facts)} - {None})
    for facts in found:
        facts.firms = {id_: known[id_] for id_ in _mentioned(facts) if id_ in known}


def _mentioned(facts: Facts) -> set[int | None]:
    ids = {facts.contract.firm_id} if facts.contract else set()
    ids |= {service.firm_id for service in facts.services or ()}
    ids |= {row.supplier_id for row in facts.goods or ()}
    ids |= {bid.firm_id for bid in (facts.procurement.bids or ())} if facts.procurement else set()
    return ids | ({facts.settlement.reviewer_id} if facts.settlement else set())
