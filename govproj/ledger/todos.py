"""What the ledger expects of somebody: signatures, bookings, filings, decisions, one query a table."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.deadlines import workdays_after
from govproj.core.i18n import _
from govproj.core.money import wan
from govproj.core.todo import Todo
from govproj.ledger import policy
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


def todos_of(user) -> list[Todo]:
    """Only those tables are asked in which this user's offices can have something to do."""
    held = user.grants.keys()
    asked = [
        (_payments, {Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_ADMIN}),
        (_changes, {Role.SECRETARY, Role.TOWN_ADMIN}),
        (_contracts, {Role.TOWN_ADMIN}),
        (_settlements, {Role.CADRE, Role.TOWN_ADMIN}),
    ]
    return [todo for ask, roles in asked if held & roles for todo in ask(user)]


def _payments(user):
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


def _changes(user):
    wanted = (
        select(ChangeOrder)
        .join(ChangeOrder.project)
        .where(Project.village_id.in_(user.scope), ChangeOrder.state == ChangeState.REQUESTED)
        .options(joinedload(ChangeOrder.project))
    )
    for change in db.session.scalars(wanted.order_by(ChangeOrder.id).limit(MOST)):
        if policy.can_decide_change(user, change):
            title = _("审批变更 %(number)s：%(project)s", number=change.number, project=change.project.name)
            yield Todo(title, "ledger.contract", {"contract_id": change.contract_id}, None)


def _contracts(user):
    """To be filed within so many working days; the days are those of the default rule."""
    wanted = (
        select(Contract)
        .where(Contract.village_id.in_(user.scope), Contract.state == ContractState.ENTERED)
        .options(joinedload(Contract.project))
    )
    for contract in db.session.scalars(wanted.order_by(Contract.id).limit(MOST)):
        if policy.can_file(user, contract):
            due = workdays_after(contract.signed_on, rules.DEFAULTS["contract.filing_workdays"])
            title = _("合同备案：%(project)s", project=contract.project.name)
            yield Todo(title, "ledger.file_contract", {"contract_id": contract.id}, due)


def _settlements(user):
    paid_back = (
        select(Payment.id)
        .where(Payment.contract_id == Settlement.contract_id, Payment.kind == PaymentKind.RETENTION)
        .exists()
    )
    waits = or_(
        Settlement.state == SettlementState.SUBMITTED,
        (Settlement.retention_due_on <= dates.today() + SOON) & (Settlement.retention_fen > 0) & ~paid_back,
    )
    wanted = (
        select(Settlement)
        .join(Settlement.project)
        .where(Project.village_id.in_(user.scope), waits)
        .options(joinedload(Settlement.project))
    )
    for settlement in db.session.scalars(wanted.order_by(Settlement.id).limit(MOST)):
        project = settlement.project
        if settlement.state is SettlementState.SUBMITTED:
            if policy.can_file(user, settlement):
                args = {"settlement_id": settlement.id}
                title = _("审定结算：%(project)s", project=project.name)
                yield Todo(title, "ledger.review_settlement", args, settlement.review_due_on)
        elif policy.can_apply(user, project):
            title = _("检查保修并退还质保金：%(project)s", project=project.name)
            yield Todo(title, "ledger.apply", {"project_id": project.id}, settlement.retention_due_on)
