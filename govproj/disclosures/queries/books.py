"""What the ledger says about projects at the end of a month, and where a notice says otherwise."""

from typing import NamedTuple

from sqlalchemy import func, or_, select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.money import wan_exact
from govproj.ledger.models import ChangeOrder, Contract, Payment
from govproj.ledger.states import ChangeState, ContractState, PaymentState
from govproj.projects.models import Project


class Books(NamedTuple):
    """The contract as it stands; changes and payments up to the last day of the month. Amounts in fen."""

    contracts: int  # ever entered: without any, the ledger has nothing to say about the sum
    contract_fen: int | None
    changes: int
    change_fen: int
    payments: int  # ever booked: without any, what was typed before there was a ledger stands
    paid_fen: int
    paid_month_fen: int


class Difference(NamedTuple):
    """A figure of a notice that is not the ledger's: what it is, and both sides in words."""

    what: str
    shown: str
    booked: str
    by: str

    @property
    def sentence(self) -> str:
        return _(
            "%(what)s公示是 %(shown)s，台账是 %(booked)s，%(by)s",
            what=self.what,
            shown=self.shown,
            booked=self.booked,
            by=self.by,
        )


def books_of(project_ids, month: str) -> dict[int, Books]:
    """One question, however many projects."""
    wanted = select(Project.id, *columns(month)).where(Project.id.in_(set(project_ids)))
    return {number: as_books(found) for number, *found in db.session.execute(wanted)}


def as_books(found) -> Books:
    """PostgreSQL sums to decimals."""
    return Books(*(fen if fen is None else int(fen) for fen in found))


def columns(month: str) -> tuple:
    """In the order of Books; for a select of projects."""
    first, last = dates.first_day(month), dates.last_day(month)
    of_project = Contract.project_id == Project.id
    standing = select(Contract.fen).where(of_project, Contract.state != ContractState.VOID)
    standing_id = standing.with_only_columns(Contract.id).correlate(Project).scalar_subquery()
    on_contract = or_(standing_id.is_(None), Payment.contract_id == standing_id)
    paid = (Payment.project_id == Project.id, Payment.state == PaymentState.PAID)
    changed = (
        ChangeOrder.contract_id == standing_id,
        ChangeOrder.state == ChangeState.APPROVED,
        ChangeOrder.approved_on <= last,
    )
    return (
        _asked(func.count(Contract.id), of_project),
        standing.correlate(Project).scalar_subquery(),
        _asked(func.count(ChangeOrder.id), *changed),
        _asked(func.coalesce(func.sum(ChangeOrder.fen), 0), *changed),
        _asked(func.count(Payment.id), *paid),
        _asked(func.coalesce(func.sum(Payment.fen), 0), *paid, Payment.paid_on <= last, on_contract),
        _asked(
            func.coalesce(func.sum(Payment.fen), 0), *paid, Payment.paid_on.between(first, last), on_contract
        ),
    )


def _asked(figure, *conditions):
    return select(figure).where(*conditions).correlate(Project).scalar_subquery()


def differences(notices) -> dict[int, list[Difference]]:
    """By notice, what its frozen figures say otherwise than the ledger says now; notices that agree are left out."""
    found = {}
    for month in sorted({notice.month for notice in notices}):
        of_month = [notice for notice in notices if notice.month == month and notice.frozen is not None]
        books = books_of([notice.project_id for notice in of_month], month)
        for notice in of_month:
            if wrong := list(_compared(notice.frozen, books[notice.project_id])):
                found[notice.id] = wrong
    return found


def _compared(facts, books: Books):
    if books.contracts:
        yield from _differ(_("合同价"), facts.contract_fen, books.contract_fen)
    if facts.records is not None and books.contracts:
        yield from _differ(_("工程变更累计"), facts.records["change_fen"], books.change_fen)
        yield from _differ_in_number(facts.records["changes"], books.changes)
    if books.payments:
        yield from _differ(_("累计支付"), facts.paid_fen, books.paid_fen)
        yield from _differ(_("本月支付"), facts.paid_month_fen, books.paid_month_fen)


def _differ(what: str, shown: int | None, booked: int | None):
    if shown != booked:
        off = (shown or 0) - (booked or 0)
        by = (
            _("多 %(fen)s 万元", fen=wan_exact(off)) if off > 0 else _("少 %(fen)s 万元", fen=wan_exact(-off))
        )
        yield Difference(what, _in_words(shown), _in_words(booked), by)


def _in_words(fen: int | None) -> str:
    return _("没有") if fen is None else _("%(fen)s 万元", fen=wan_exact(fen))


def _differ_in_number(shown: int, booked: int):
    """Two changes may cancel each other out, so the sum alone does not say that one was left out."""
    if shown != booked:
        words = [_("%(n)s 项", n=number) for number in (shown, booked)]
        off = shown - booked
        by = _("多 %(n)s 项", n=off) if off > 0 else _("少 %(n)s 项", n=-off)
        yield Difference(_("工程变更项数"), *words, by)
