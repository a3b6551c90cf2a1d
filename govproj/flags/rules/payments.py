"""RF39–RF41: paid ahead of the work, to somebody else, or before it was audited."""

from govproj.core.dates import last_day, month_of
from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.ledger.states import BY_CONTRACT, PayeeAccount, PaymentKind


def _paid(facts):
    """Booked payments by contract; a mistake and what undid it come to nothing together."""
    booked = [p for p in known(facts.payments, "payments") if p.paid_on and p.kind in BY_CONTRACT]
    return recorded(booked, "payments", "fen")


def _row(facts):
    return (("ledger", facts.id), ("months", facts.id))


@rule(
    "RF39",
    _l("付款超进度"),
    Level.RED,
    formula=_l("最近一个完整月份的月底，累计付款占合同价的百分比，比形象进度高出的百分点超过提醒线。"),
    reads="contract months",
    thresholds="payment.over_progress_points",
    powers="P18",
    says=_l(
        "到 %(month)s底，累计付款占合同价 %(paid)s%%，形象进度 %(actual)s%%，"
        "超前 %(ahead)s 个百分点〔提醒线 %(limit)s〕。"
    ),
    finance=True,
)
def payment_over_progress(facts, limits):
    if facts.contract is None or not facts.construction:
        return None
    over = [row for row in known(facts.months, "months") if last_day(row.month) <= facts.today]
    if not over:
        return None
    newest = max(over, key=lambda row: row.month)
    paid, actual = known(newest.paid_fen, "months"), known(newest.actual_pct, "months")
    price, limit = known(facts.contract.fen or None, "contract_sum"), limits["payment.over_progress_points"]
    ahead = percent(paid, price) - actual
    if ahead <= limit:
        return None
    numbers = {"month": newest.month, "paid": percent(paid, price), "actual": actual}
    return Fires(Level.RED, numbers | {"ahead": ahead, "limit": limit}, (str(paid),), _row(facts))


@rule(
    "RF40",
    _l("收款人不对或付现金"),
    Level.RED,
    formula=_l("按合同付的款，收款户名不是合同乙方；或者付的是现金。"),
    reads="contract firms payments",
    powers="P18",
    says={
        "": _l("第 %(serial)s 笔付款的收款户名是“%(payee)s”，合同乙方是“%(firm)s”。"),
        "cash": _l("第 %(serial)s 笔付款 %(fen)s 万元付的是现金。"),
    },
    finance=True,
)
def payee_mismatch(facts, limits):
    booked = [p for p in known(facts.payments, "payments") if p.paid_on and not p.reversed]
    cash = [p for p in booked if p.account is PayeeAccount.CASH]
    if cash:
        numbers = {"serial": cash[0].serial, "fen": wan_exact(cash[0].fen)}
        return _about(cash, numbers, "cash")
    booked = [p for p in booked if p.kind in BY_CONTRACT]
    if not booked:
        return None
    contract = known(facts.contract, "contract")
    firm = facts.firm(contract.firm_id)
    names = {name for name in (contract.payee, firm and firm.name) if name}
    known(names or None, "firm")
    wrong = [p for p in booked if known(p.payee, "payments") not in names]
    if not wrong:
        return None
    numbers = {"serial": wrong[0].serial, "payee": wrong[0].payee, "firm": min(names)}
    return _about(wrong, numbers, "")


def _about(payments, numbers, says):
    marks = tuple(f"{says}{payment.id}" for payment in payments)
    return Fires(Level.RED, numbers, marks, tuple(("payment", payment.id) for payment in payments), says)


@rule(
    "RF41",
    _l("审定前付款超限或质保金不对"),
    Level.RED,
    formula=_l("结算审定前累计付款超过规定比例；或者质保金超过规定比例；或者质保金提前退还。"),
    reads="contract changes payments settlement",
    thresholds="payment.before_audit_max_pct retention.max_pct",
    powers="P18 P22",
    says={
        "": _l("审定前累计付款 %(paid)s 万元，占合同价和批准变更的 %(pct)s%%，超过 %(limit)s%%。"),
        "retention": _l("质保金 %(retention)s 万元，占审定价的 %(pct)s%%，超过 %(limit)s%%。"),
        "early": _l("质保金 %(due)s 才到期，%(paid_on)s 就退了。"),
    },
    finance=True,
)
def overpay_before_audit(facts, limits):
    if facts.contract is None:
        return None
    paid, settlement = _paid(facts), facts.settlement
    row = (("ledger", facts.id),)
    if settlement is None or settlement.reviewed_fen is None:
        price = known(facts.contract.fen or None, "contract_sum")
        price += sum(c.fen or 0 for c in facts.changes or () if c.approved_on)
        total, limit = sum(p.fen for p in paid), limits["payment.before_audit_max_pct"]
        if total * 100 <= price * limit:
            return None
        numbers = {"paid": wan_exact(total), "pct": percent(total, price), "limit": limit}
        return Fires(Level.RED, numbers, (str(total),), row)
    return _retention(settlement, paid, limits["retention.max_pct"], row)


def _retention(settlement, paid, limit, row):
    held = settlement.retention_fen
    if held is not None and held * 100 > settlement.reviewed_fen * limit:
        numbers = {"retention": wan_exact(held), "pct": percent(held, settlement.reviewed_fen, 2)}
        return Fires(Level.RED, numbers | {"limit": limit}, ("retention",), row, "retention")
    due = settlement.retention_due_on
    back = [p.paid_on for p in paid if p.kind is PaymentKind.RETENTION and not p.reversed]
    if back and min(back) < known(due, "settlement"):
        numbers = {"due": due, "paid_on": min(back)}
        return Fires(Level.RED, numbers, ("early", month_of(min(back))), row, "early")
    return None
