"""What the village tells: its other projects, who holds an office, what they declared; and the firms behind."""

from collections import defaultdict

from sqlalchemy import or_, select

from govproj.accounts.models import DeclaredRelative, Office, Role, User
from govproj.core import phones
from govproj.core.db import rows
from govproj.firms.models import Firm, FirmPerson, Qualification
from govproj.flags.facts import records
from govproj.flags.facts.parts import grouped, part
from govproj.ledger.models import FundSource, Procurement
from govproj.ledger.states import ProcurementState
from govproj.projects.models import Kind, Project, State, StateChange

OFFICES = (Role.CADRE, Role.SECRETARY, Role.SUPERVISOR)


@part("siblings", empty=(), of="village")
def siblings(ids, today):
    here = Project.village_id.in_(ids)
    wanted = select(FundSource.project_id, FundSource.subsidy_number).join(Project)
    numbers = grouped(rows(wanted.where(here, FundSource.subsidy_number.is_not(None))), str)
    began = select(StateChange.project_id, StateChange.occurred_on).join(Project)
    began = began.where(here, StateChange.after == State.INITIATED).order_by(StateChange.id)
    began = dict(tuple(row) for row in rows(began))
    standing = (Procurement.project_id == Project.id) & (Procurement.state != ProcurementState.FAILED)
    wanted = select(
        Project.village_id,
        Project.id,
        Project.code,
        Project.name,
        Project.place,
        Project.kind,
        Project.category,
        Project.state,
        Project.method,
        Project.budget_fen,
        Procurement.method,
        Procurement.estimate_fen,
    ).outerjoin(Procurement, standing)

    def record(id_, code, name, place, kind, category, state, method, budget, chosen, estimate):
        return records.Sibling(
            id_,
            code,
            name,
            place,
            kind is Kind.CONSTRUCTION,
            category,
            state,
            chosen or method,
            estimate or budget,
            began.get(id_),
            numbers.get(id_, ()),
        )

    return grouped(rows(wanted.where(here).order_by(Project.id)), record)


@part("officers", empty=(), of="village")
def officers(ids, today):
    """Whoever holds an office in the village today, and whoever leads one of its projects."""
    roles, belongs = defaultdict(set), defaultdict(set)
    held = select(Office.village_id, Office.user_id, Office.role).where(
        Office.village_id.in_(ids),
        Office.role.in_(OFFICES),
        or_(Office.since.is_(None), Office.since <= today),
        or_(Office.until.is_(None), Office.until >= today),
    )
    for village_id, user_id, role in rows(held):
        roles[village_id, user_id].add(role.value)
        belongs[village_id].add(user_id)
    leading = select(Project.village_id, Project.lead_id).where(
        Project.village_id.in_(ids), Project.lead_id.is_not(None)
    )
    for village_id, user_id in rows(leading.distinct()):
        belongs[village_id].add(user_id)
    people = _people({user_id for some in belongs.values() for user_id in some})
    return {
        village_id: tuple(
            people[user_id]._replace(roles=frozenset(roles[village_id, user_id])) for user_id in sorted(some)
        )
        for village_id, some in belongs.items()
    }


def _people(ids) -> dict[int, records.Officer]:
    faces, residents = defaultdict(list), defaultdict(set)
    declared = DeclaredRelative
    wanted = select(
        declared.user_id, declared.name, declared.phone, declared.relation, declared.resident_id
    ).where(declared.user_id.in_(ids), declared.ended_on.is_(None))
    for user_id, name, phone, relation, resident_id in rows(wanted.order_by(declared.id)):
        faces[user_id].append(records.Face(name, phones.normal(phone or ""), relation))
        residents[user_id] |= {resident_id} - {None}
    wanted = select(User.id, User.name, User.phone, User.resident_id).where(User.id.in_(ids))
    return {
        id_: records.Officer(
            id_,
            name,
            phones.normal(phone or ""),
            resident_id,
            frozenset(),
            tuple(faces[id_]),
            frozenset(residents[id_]),
        )
        for id_, name, phone, resident_id in rows(wanted)
    }


def firms(ids) -> dict[int, records.Firm]:
    """The firms with these ids, with the people behind them and the ends of their certificates."""
    if not ids:
        return {}
    behind = select(FirmPerson.firm_id, FirmPerson.name, FirmPerson.phone_key, FirmPerson.tie)
    behind = rows(behind.where(FirmPerson.firm_id.in_(ids), FirmPerson.ended_on.is_(None)))
    people = grouped(behind, lambda name, phone, tie: records.Face(name, phone, str(tie.label)))
    wanted = select(Qualification.firm_id, Qualification.valid_to).where(Qualification.firm_id.in_(ids))
    papers = grouped(rows(wanted), lambda day: day)
    wanted = select(Firm.id, Firm.name, Firm.phone_key, Firm.legal_person, Firm.address)
    return {
        id_: records.Firm(id_, *columns, people.get(id_, ()), papers.get(id_, ()))
        for id_, *columns in rows(wanted.where(Firm.id.in_(ids)))
    }
