"""How much may be paid, for what and when: pure arithmetic over the contract, its settlement and the local rules."""

from datetime import date
from typing import NamedTuple

from govproj.core.filters import day as in_words
from govproj.core.i18n import _
from govproj.core.money import percent, wan_exact
from govproj.ledger.states import BY_CONTRACT, PaymentKind

RULES = (
    "payment.progress_max_pct",
    "payment.before_audit_max_pct",
    "payment.over_progress_points",
    "payment.over_progress",
)


class Asked(NamedTuple):
    """A payment that is asked for, or about to be booked."""

    kind: PaymentKind
    fen: int
    physical_pct: int
    on: date


class Verdict(NamedTuple):
    """Sentences: what forbids the payment, and what has to be looked at before signing it."""

    refused: list[str]
    warned: list[str]


def verdict(asked: Asked, contract, settlement, spent: dict[PaymentKind, int], rules: dict, accepted: bool):
    """`spent` are the sums of the contract's other payments, those still being signed included."""
    if asked.kind not in BY_CONTRACT:
        return Verdict([], [])
    if contract is None or not contract.is_filed:
        return Verdict([_("合同还没有在镇三资代理中心备案，不能付工程款。")], [])
    check = {
        PaymentKind.ADVANCE: _advance,
        PaymentKind.PROGRESS: _progress,
        PaymentKind.SETTLEMENT: _settlement,
        PaymentKind.RETENTION: _retention,
    }[asked.kind]
    return check(asked, contract, settlement, spent, rules, accepted)


def _advance(asked, contract, settlement, spent, rules, accepted):
    most = contract.fen * contract.advance_pct // 100
    total = spent.get(PaymentKind.ADVANCE, 0) + asked.fen
    if total > most:
        return Verdict(
            [_too_much(_("预付款"), total, most, _("合同约定 %(pct)s%%", pct=contract.advance_pct))], []
        )
    return Verdict([], [])


def _before_settlement(spent, asked) -> int:
    kinds = (PaymentKind.ADVANCE, PaymentKind.PROGRESS)
    return sum(spent.get(kind, 0) for kind in kinds) + asked.fen


def _progress(asked, contract, settlement, spent, rules, accepted):
    if settlement is not None and settlement.reviewed_fen is not None:
        return Verdict([_("结算已经审定，请按结算款申请。")], [])
    total = _before_settlement(spent, asked)
    pct = (
        rules["payment.before_audit_max_pct"]
        if accepted
        else min(contract.progress_pct, rules["payment.progress_max_pct"])
    )
    most = contract.payable_fen * pct // 100
    refused = []
    if total > most:
        refused.append(_too_much(_("审定前累计付款"), total, most, _("上限 %(pct)s%%", pct=pct)))
    ahead = ahead_of_work(total, contract.fen, asked.physical_pct)
    if ahead <= rules["payment.over_progress_points"]:
        return Verdict(refused, [])
    words = _(
        "付到 %(paid)s%%，形象进度只有 %(physical)s%%，超前 %(ahead)s 个百分点（允许 %(points)s）。",
        paid=percent(total, contract.fen),
        physical=asked.physical_pct,
        ahead=ahead,
        points=rules["payment.over_progress_points"],
    )
    strict = rules["payment.over_progress"] == "refuse"
    return Verdict([*refused, words], []) if strict else Verdict(refused, [words])


def ahead_of_work(paid_fen: int, contract_fen: int, physical_pct: int):
    """付款比例 - 形象进度, in points with one decimal; negative where the work is ahead."""
    return percent(paid_fen, contract_fen) - physical_pct


def _settlement(asked, contract, settlement, spent, rules, accepted):
    if settlement is None or settlement.reviewed_fen is None:
        return Verdict([_("结算还没有审定，不能付结算款。")], [])
    total = _before_settlement(spent, asked) + spent.get(PaymentKind.SETTLEMENT, 0)
    if total > settlement.payable_fen:
        held = _("审定价扣除质保金 %(fen)s 万元", fen=wan_exact(settlement.retention_fen))
        return Verdict([_too_much(_("累计付款"), total, settlement.payable_fen, held)], [])
    return Verdict([], [])


def _retention(asked, contract, settlement, spent, rules, accepted):
    if settlement is None or settlement.reviewed_fen is None:
        return Verdict([_("结算还没有审定，没有质保金可退。")], [])
    if asked.on < settlement.retention_due_on:
        day = in_words(settlement.retention_due_on)
        return Verdict([_("质保金 %(day)s 到期，到期前不能退还。", day=day)], [])
    total = spent.get(PaymentKind.RETENTION, 0) + asked.fen
    if total > settlement.retention_fen:
        return Verdict([_too_much(_("退还质保金"), total, settlement.retention_fen, _("按结算预留"))], [])
    return Verdict([], [])


def _too_much(what, total: int, most: int, why: str) -> str:
    return _(
        "%(what)s将达到 %(total)s 万元，超过 %(most)s 万元（%(why)s）。",
        what=what,
        total=wan_exact(total),
        most=wan_exact(most),
        why=why,
    )
