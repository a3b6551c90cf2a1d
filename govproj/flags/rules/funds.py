"""RF08–RF10: no start without money, no money across projects, none into private accounts."""

from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.ledger.states import PayeeAccount, PaymentKind
from govproj.projects.models import State


@rule(
    "RF08",
    _l("资金没有落实就开工"),
    Level.RED,
    formula=_l("开工那天到账或书面承诺的资金占预算的比例，低于规定。"),
    reads="life sources",
    thresholds="start.funds_secured_pct",
    powers="P03 P10",
    says=_l(
        "%(started)s 开工时落实 %(secured)s 万元，占预算 %(budget)s 万元的 %(pct)s%%（要 %(limit)s%%）。"
    ),
    finance=True,
)
def start_without_funds(facts, limits):
    started = facts.day(State.BUILDING)
    if started is None or not facts.construction:
        return None
    sources, budget = known(facts.sources or None, "sources"), known(facts.budget_fen or None, "budget")
    secured = sum(_secured(source, started) for source in sources)
    limit = limits["start.funds_secured_pct"]
    if secured * 100 >= budget * limit:
        return None
    numbers = {"started": started, "secured": wan_exact(secured), "budget": wan_exact(budget)}
    numbers |= {"pct": percent(secured, budget), "limit": limit}
    return Fires(Level.RED, numbers, (str(started),), (("ledger", facts.id),))


def _secured(source, on) -> int:
    received = sum(row.fen for row in recorded(source.receipts, "sources", "on", "fen") if row.on <= on)
    promised = source.pledged_on is not None and source.pledged_on <= on
    return max(received, (source.pledged_fen or 0) if promised else 0)


@rule(
    "RF09",
    _l("资金串项"),
    Level.RED,
    formula=_l("付款用的资金来源不属于本项目。"),
    reads="payments",
    powers="P03",
    says=_l("第 %(serials)s 笔付款共 %(fen)s 万元，用的是别的项目的资金来源。"),
    finance=True,
)
def fund_cross_use(facts, limits):
    paid = recorded(facts.payments, "payments", "paid_on", "serial") if _any_paid(facts) else []
    wrong = [p for p in paid if p.source_project_id is not None and p.source_project_id != facts.id]
    return _about(wrong)


@rule(
    "RF10",
    _l("付到个人账户"),
    Level.RED,
    formula=_l("收款账户是个人账户，用途不是用工费。"),
    reads="payments",
    powers="P03 P18",
    says=_l("第 %(serials)s 笔付款共 %(fen)s 万元付到了个人账户，用途不是用工费。"),
    finance=True,
)
def private_account(facts, limits):
    paid = recorded(facts.payments, "payments", "paid_on", "serial") if _any_paid(facts) else []
    wrong = [
        p
        for p in paid
        if p.account is PayeeAccount.PERSON and p.kind is not PaymentKind.LABOUR and not p.reversed
    ]
    return _about(wrong)


def _any_paid(facts) -> bool:
    return any(payment.paid_on for payment in known(facts.payments, "payments"))


def _about(payments):
    if not payments:
        return None
    numbers = {
        "serials": "、".join(str(payment.serial) for payment in payments),
        "fen": wan_exact(sum(payment.fen or 0 for payment in payments)),
    }
    marks = tuple(str(payment.serial) for payment in payments)
    return Fires(Level.RED, numbers, marks, tuple(("payment", payment.id) for payment in payments))
