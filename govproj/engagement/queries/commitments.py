"""Which commitments each project needs, which of them stand, and which are missing."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db, rows
from govproj.core.money import percent
from govproj.engagement.models import Agreement, AgreementParty
from govproj.engagement.states import AgreementKind, Link
from govproj.firms.models import Firm
from govproj.projects.models import Kind, Project, State
from govproj.projects.queries import PUBLISHED
from govproj.villages import rules
from govproj.villages.models import Village

FAMILY_FROM = "commitment.family_from_fen"
MOST = 2000  # projects added up on one page


class Commitment(NamedTuple):
    """One commitment a project needs; `agreement_id` is None while nobody has signed."""

    project_id: int
    project: str
    village_id: int
    village: str
    link: Link
    who: str
    agreement_id: int | None
    signed_on: date | None

    @property
    def is_signed(self) -> bool:
        return self.agreement_id is not None


class Coverage(NamedTuple):
    """应签 and 已签, with the rows behind them."""

    rows: list[Commitment]

    @property
    def required(self) -> int:
        return len(self.rows)

    @property
    def signed(self) -> int:
        return sum(row.is_signed for row in self.rows)

    @property
    def rate(self) -> Decimal | None:
        return percent(self.signed, self.required)

    @property
    def missing(self) -> list[Commitment]:
        return [row for row in self.rows if not row.is_signed]

    @property
    def by_village(self) -> dict[str, "Coverage"]:
        names = dict.fromkeys(row.village for row in self.rows)
        return {name: Coverage([row for row in self.rows if row.village == name]) for name in names}


CONTACT = User.__table__.alias("contact")
LEAD = User.__table__.alias("lead")
NEEDING = (
    select(
        Project.id,
        Project.name,
        Project.village_id,
        Village.name.label("village"),
        Project.contract_fen,
        Project.contractor_id,
        Firm.name.label("firm"),
        LEAD.c.name.label("lead"),
        CONTACT.c.name.label("contact"),
    )
    .join(Village, Village.id == Project.village_id)
    .join(Firm, Firm.id == Project.contractor_id)
    .outerjoin(LEAD, LEAD.c.id == Project.lead_id)
    .outerjoin(CONTACT, CONTACT.c.id == Project.contact_id)
    .where(
        Project.kind == Kind.CONSTRUCTION,
        PUBLISHED,
        Project.state.not_in({State.CANCELLED, State.TERMINATED}),
    )
    .order_by(Project.village_id, Project.code)
)


def of_scope(user) -> Coverage:
    """All projects of this user's villages that have a contractor: three questions."""
    return _coverage(NEEDING.where(Project.village_id.in_(user.scope)))


def of_project(project) -> Coverage:
    return _coverage(NEEDING.where(Project.id == project.id))


def _coverage(wanted) -> Coverage:
    projects = rows(wanted.limit(MOST))
    if not projects:
        return Coverage([])
    limits = rules.in_villages(FAMILY_FROM, {row.village_id for row in projects})
    standing = _standing({row.id for row in projects})
    needed = (
        _needed(row, link, standing) for row in projects for link in links_of(row, limits[row.village_id])
    )
    return Coverage(list(needed))


def links_of(project, family_from: int) -> list[Link]:
    """Whoever gives out, carries out or delivers; families where much money moves."""
    large = (project.contract_fen or 0) >= family_from
    return [link for link in Link if link is not Link.FAMILY or large]


def _needed(row, link: Link, standing) -> Commitment:
    # A firm's word binds that firm: when the contractor changes, the new one has to give it again.
    found = standing.get((row.id, link, row.contractor_id if link is Link.SUPPLIER else None))
    who = {
        Link.BUYER: row.village,
        Link.PROJECT_TEAM: row.lead or row.contact or "",
        Link.SUPPLIER: row.firm,
        Link.FAMILY: row.lead or row.contact or "",
    }[link]
    return Commitment(row.id, row.name, row.village_id, row.village, link, who, *(found or (None, None)))


def stands_on(day: date):
    """Signed, not ended, not expired."""
    lasts = or_(Agreement.valid_to.is_(None), Agreement.valid_to >= day)
    goes_on = or_(Agreement.ended_on.is_(None), Agreement.ended_on > day)
    return and_(Agreement.kind == AgreementKind.COMMITMENT, Agreement.signed_on <= day, lasts, goes_on)


def _standing(project_ids) -> dict[tuple, tuple[int, date]]:
    """(project, link, firm) → the newest one that stands; the firm matters for suppliers only."""
    wanted = (
        select(
            Agreement.project_id, Agreement.link, AgreementParty.firm_id, Agreement.id, Agreement.signed_on
        )
        .join(AgreementParty, AgreementParty.agreement_id == Agreement.id)
        .where(Agreement.project_id.in_(project_ids), stands_on(dates.today()))
        .order_by(Agreement.signed_on, Agreement.id)
    )
    found: dict[tuple, tuple[int, date]] = {}
    for project_id, link, firm_id, *signed in db.session.execute(wanted):
        found[project_id, link, firm_id if link is Link.SUPPLIER else None] = tuple(signed)
    return found
