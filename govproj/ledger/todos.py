"""What the ledger expects of somebody: signatures, bookings, filings, decisions, one query a table."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.deadlines import workdays_after
from govproj.core.i18n import _
from govproj.core.money import wan
from govproj.core.todo import Todo
from govproj.ledger import policy, steps_due
from govproj.ledger.models import ChangeOrder, Contract, Payment, Settlement
from govproj.ledger.states import (
    UNDER_WAY,
    ChangeState,
    ContractState,
    PaymentKind,
    PaymentState,
    SettlementState,
)
from govproj.projects.models import Project
from govproj.villages import rules

MOST = 100
SOON = timedelta(days=30)  # how long before its day the end of a retention is announced


def register(app) -> None:
    todo.provider(app, payments)
    todo.lines(app, *KINDS)


def desk(user) -> list[Todo]:
    """What the ledger alone expects."""
    return todo.by_day([*payments(user), *todo.asked(user, KINDS)])


def payments(user) -> Iterable[Todo]:
    """Who signs next is not to be told in SQL."""
    if not user.grants.keys() & {Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_ADMIN}:
        return
    wanted = (
        select(Payment)
        .where(Payment.village_id.in_(user.scope), Payment.state.in_(UNDER_WAY))
        .options(joinedload(Payment.project), joinedload(Payment.acts), joinedload(Payment.applied_by))
    )
    found = db.session.scalars(wanted.order_by(Payment.id).limit(MOST)).unique()
    for payment in found:
        facts = {"project": payment.project.name, "fen": wan(payment.fen)}
        args = {"payment_id": payment.id}
        if policy.can_sign(user, payment):
            yield Todo(_("付款签字：%(project)s %(fen)s 万元", **facts), "ledger.payment", args, None)
        elif payment.state is PaymentState.APPROVED and policy.can_file(user, payment):
            yield Todo(_("付款记账：%(project)s %(fen)s 万元", **facts), "ledger.pay", args, None)
        elif policy.can_change_application(user, payment):
            yield _own_application(payment, facts, args)


def _own_application(payment, facts, args) -> Todo:
    if payment.state is PaymentState.RETURNED:
        return Todo(_("付款被退回，请改正：%(project)s %(fen)s 万元", **facts), "ledger.correct", args, None)
    seat = payment.next_seat
    waiting = str(seat.label) if seat else _("镇三资代理中心")
    return Todo(_("付款申请：%(project)s %(fen)s 万元", **facts), "ledger.payment", args, None, waiting)


def changes(user):
    """Waiting for whoever decides on them, by `policy.can_decide_change`."""
    own, above = user.villages_as(Role.SECRETARY), user.villages_as(Role.TOWN_ADMIN)
    if not own and not above:
        return None
    decides = or_(
        ChangeOrder.needs_town & Project.village_id.in_(above),
        ~ChangeOrder.needs_town & Project.village_id.in_(own),
    )
    columns = todo.columns(ChangeOrder.contract_id, name=Project.name, about=ChangeOrder.number)
    waiting = select(*columns).join(ChangeOrder.project).where(ChangeOrder.state == ChangeState.REQUESTED)
    return waiting.where(decides, ChangeOrder.requested_by_id != user.id).order_by(ChangeOrder.id)


def a_change(row) -> Todo:
    title = _("审批变更 %(number)s：%(project)s", number=row.about, project=row.name)
    return Todo(title, "ledger.contract", {"contract_id": row.id}, None)


def _administered(user) -> list | None:
    """Condition: projects whose books this user keeps for the town."""
    villages = user.villages_as(Role.TOWN_ADMIN)
    return [Project.village_id.in_(villages)] if villages else None


def contracts(user):
    """To be filed within so many working days; the days are those of the default rule."""
    if (administered := _administered(user)) is None:
        return None
    columns = todo.columns(Contract.id, name=Project.name, day=Contract.signed_on)
    wanted = select(*columns).join(Contract.project).where(*administered)
    return wanted.where(Contract.state == ContractState.ENTERED).order_by(Contract.id)


def a_contract(row) -> Todo:
    due = workdays_after(row.day, rules.DEFAULTS["contract.filing_workdays"])
    title = _("合同备案：%(project)s", project=row.name)
    return Todo(title, "ledger.file_contract", {"contract_id": row.id}, due)


def settlements(user):
    if (administered := _administered(user)) is None:
        return None
    columns = todo.columns(Settlement.id, name=Project.name, day=Settlement.review_due_on)
    wanted = select(*columns).join(Settlement.project).where(*administered)
    return wanted.where(Settlement.state == SettlementState.SUBMITTED).order_by(Settlement.id)


def a_settlement(row) -> Todo:
    title = _("审定结算：%(project)s", project=row.name)
    return Todo(title, "ledger.review_settlement", {"settlement_id": row.id}, row.day)


def retentions(user):
    """The end of a warranty is announced to the cadre who may apply for what was kept back."""
    villages = user.villages_as(Role.CADRE)
    if not villages:
        return None
    paid_back = (
        select(Payment.id)
        .where(Payment.contract_id == Settlement.contract_id, Payment.kind == PaymentKind.RETENTION)
        .exists()
    )
    return (
        select(*todo.columns(Project.id, name=Project.name, day=Settlement.retention_due_on))
        .join(Settlement.project)
        .where(Project.village_id.in_(villages), Settlement.state != SettlementState.SUBMITTED)
        .where(Settlement.retention_due_on <= dates.today() + SOON, Settlement.retention_fen > 0, ~paid_back)
        .order_by(Settlement.id)
    )


def a_retention(row) -> Todo:
    title = _("检查保修并退还质保金：%(project)s", project=row.name)
    return Todo(title, "ledger.apply", {"project_id": row.id}, row.day)


KINDS = (
    *steps_due.KINDS,
    todo.Kind(changes, a_change),
    todo.Kind(contracts, a_contract),
    todo.Kind(settlements, a_settlement),
    todo.Kind(retentions, a_retention),
)
