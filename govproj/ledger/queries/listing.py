"""The ledger of a village: its payments a page at a time, and all of them for a table file."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.db import db, rows
from govproj.ledger.models import Contract, FundSource, Payment
from govproj.ledger.states import PaymentKind, PaymentState
from govproj.projects.models import Kind, Project
from govproj.villages.models import Village

PAGE = 50
COUNTED = 1000  # lists are counted up to here and say "1000+" beyond
MOST_EXPORTED = 100_000
APPLICANT = aliased(User)


class Row(NamedTuple):
    """A payment in the list, without the weight of the model."""

    id: int
    project_id: int
    project: str
    code: str
    serial: int
    kind: PaymentKind
    fen: int
    state: PaymentState
    applied_on: object
    paid_on: object
    payee: str
    source: str | None
    receipt_number: str
    contract: str | None
    applicant: str | None


ROWS = (
    select(
        Payment.id,
        Payment.project_id,
        Project.name.label("project"),
        Project.code,
        Payment.serial,
        Payment.kind,
        Payment.fen,
        Payment.state,
        Payment.applied_on,
        Payment.paid_on,
        Payment.payee,
        FundSource.name.label("source"),
        Payment.receipt_number,
        Contract.number.label("contract"),
        APPLICANT.name.label("applicant"),
    )
    .join(Project, Project.id == Payment.project_id)
    .outerjoin(FundSource, FundSource.id == Payment.source_id)
    .outerjoin(Contract, Contract.id == Payment.contract_id)
    .outerjoin(APPLICANT, APPLICANT.id == Payment.applied_by_id)
)


class Found(NamedTuple):
    rows: list[Row]
    total: int  # capped: COUNTED + 1 means "more than COUNTED"
    paid_fen: int  # of all rows found that are booked
    before: int | None  # for the next page
    after: int | None  # for the previous one


def matching(village_id: int, *, project_id=None, kind=None, state=None, month: str = "") -> list:
    wanted = [Payment.village_id == village_id]
    if project_id:
        wanted.append(Payment.project_id == project_id)
    if kind:
        wanted.append(Payment.kind == kind)
    if state:
        wanted.append(Payment.state == state)
    if month:
        wanted.append(Payment.paid_on.between(dates.first_day(month), dates.last_day(month)))
    return wanted


def months_of(village_id: int) -> list[str]:
    """Months in which something was paid in a village; as many as a select can hold."""
    wanted = select(Payment.paid_on).where(Payment.village_id == village_id, Payment.paid_on.is_not(None))
    days = db.session.scalars(wanted.distinct().order_by(Payment.paid_on.desc()).limit(MOST_DAYS))
    return sorted({dates.month_of(day) for day in days}, reverse=True)


MOST_DAYS = 2000


def search(village_id: int, *, before: int | None = None, after: int | None = None, **filters) -> Found:
    """Newest first, a page at a time by key."""
    conditions = matching(village_id, **filters)
    wanted = ROWS.where(*conditions)
    if after:
        newer = rows(wanted.where(Payment.id > after).order_by(Payment.id).limit(PAGE + 1))
        found, more_newer, more_older = newer[:PAGE][::-1], len(newer) > PAGE, True
    else:
        older = wanted.where(Payment.id < before) if before else wanted
        older = rows(older.order_by(Payment.id.desc()).limit(PAGE + 1))
        found, more_newer, more_older = older[:PAGE], bool(before), len(older) > PAGE
    some = select(Payment.id).where(*conditions).limit(COUNTED + 1).subquery()
    paid = select(func.coalesce(func.sum(Payment.fen), 0)).where(
        *conditions, Payment.state == PaymentState.PAID
    )
    return Found(
        [Row(*row) for row in found],
        db.session.scalar(select(func.count()).select_from(some)),
        int(db.session.scalar(paid)),
        found[-1].id if found and more_older else None,
        found[0].id if found and more_newer else None,
    )


def everything(village_id: int, **filters) -> list[Row]:
    """All rows found, oldest first, for the export."""
    wanted = ROWS.where(*matching(village_id, **filters)).order_by(Payment.id).limit(MOST_EXPORTED)
    return [Row(*row) for row in rows(wanted)]


def projects_of(village_id: int) -> list[tuple[int, str]]:
    """Those that have payments, for the filter."""
    paid = select(Payment.project_id).where(Payment.village_id == village_id)
    wanted = select(Project.id, Project.name).where(Project.village_id == village_id, Project.id.in_(paid))
    return [tuple(row) for row in db.session.execute(wanted.order_by(Project.code))]


def totals_of(village_ids) -> dict[int, tuple[int, int, int]]:
    """Budget, contracts and payments of each village's construction projects."""
    wanted = (
        select(
            Project.village_id,
            func.coalesce(func.sum(Project.budget_fen), 0),
            func.coalesce(func.sum(Project.contract_fen), 0),
            func.coalesce(func.sum(Project.paid_fen), 0),
        )
        .where(Project.village_id.in_(village_ids), Project.kind == Kind.CONSTRUCTION)
        .group_by(Project.village_id)
    )
    return {village: (int(b), int(c), int(p)) for village, b, c, p in db.session.execute(wanted)}


def villages_of(user) -> list[Village]:
    """Those this user holds an office in or above."""
    wanted = select(Village).where(Village.id.in_(user.scope)).order_by(Village.id)
    return db.session.scalars(wanted.limit(200)).all()
