"""RF34–RF36: large changes, many changes, changes cut to size."""

from datetime import timedelta

from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule


def _changes(facts):
    """Those with a sum; none where nothing was changed."""
    return recorded(facts.changes, "changes", "fen", "requested_on") if facts.changes else []


def _row(facts):
    return (("contract", facts.contract.id),) if facts.contract else (("ledger", facts.id),)


@rule(
    "RF34",
    _l("单次变更过大或未批先做"),
    Level.YELLOW,
    formula=_l("一次变更占合同价的比例超过提醒线；批准晚于实施、没有批准就实施的转红。"),
    reads="contract changes",
    thresholds="change.single_pct",
    powers="P15",
    says={
        "": _l("变更 %(number)s %(fen)s 万元，占合同价 %(pct)s%%，超过 %(limit)s%%。"),
        "first": _l("变更 %(number)s %(implemented)s 实施，%(approved)s 才批准。"),
        "never": _l("变更 %(number)s %(implemented)s 已经实施，没有批准。"),
    },
)
def change_single_high(facts, limits):
    if early := [c for c in facts.changes or () if _was_done_first(c)]:
        change = early[0]
        numbers = {"number": change.number, "implemented": change.implemented_on}
        numbers["approved"] = change.approved_on
        marks = tuple(f"{c.number} first" for c in early)
        return Fires(Level.RED, numbers, marks, _row(facts), "first" if change.approved_on else "never")
    changes = _changes(facts)
    if not changes:
        return None
    price, limit = known(facts.contract and facts.contract.fen, "contract_sum"), limits["change.single_pct"]
    high = [change for change in changes if abs(change.fen) * 100 > price * limit]
    if not high:
        return None
    change = high[0]
    numbers = {"number": change.number, "fen": wan_exact(change.fen), "limit": limit}
    numbers["pct"] = percent(abs(change.fen), price, 2)
    return Fires(Level.YELLOW, numbers, tuple(c.number for c in high), _row(facts))


def _was_done_first(change) -> bool:
    done, approved = change.implemented_on, change.approved_on
    return done is not None and (approved is None or done < approved)


@rule(
    "RF35",
    _l("累计变更或结算过大"),
    Level.RED,
    formula=_l("累计变更占合同价的比例超过提醒线，或者结算审定价超出合同价的比例超过提醒线。"),
    reads="contract changes settlement",
    thresholds="change.cumulative_pct settlement.over_contract_pct",
    powers="P15 P21",
    says={
        "": _l(
            "%(count)s 次变更累计 %(fen)s 万元，占合同价 %(contract)s 万元的 %(pct)s%%，超过 %(limit)s%%。"
        ),
        "settled": _l("审定价 %(fen)s 万元，比合同价 %(contract)s 万元多 %(pct)s%%，超过 %(limit)s%%。"),
    },
)
def change_cumulative_high(facts, limits):
    changes = _changes(facts)
    reviewed = facts.settlement.reviewed_fen if facts.settlement else None
    if not changes and reviewed is None:
        return None
    price = known(facts.contract and facts.contract.fen, "contract_sum")
    total, limit = sum(change.fen for change in changes), limits["change.cumulative_pct"]
    if changes and total * 100 > price * limit:
        numbers = {"count": len(changes), "fen": wan_exact(total), "pct": percent(total, price, 2)}
        numbers |= {"contract": wan_exact(price), "limit": limit}
        return Fires(Level.RED, numbers, (changes[-1].number,), _row(facts))
    limit = limits["settlement.over_contract_pct"]
    if reviewed is not None and (reviewed - price) * 100 > price * limit:
        numbers = {"fen": wan_exact(reviewed), "contract": wan_exact(price), "limit": limit}
        numbers["pct"] = percent(reviewed - price, price, 2)
        return Fires(Level.RED, numbers, ("settled",), _row(facts), "settled")
    return None


@rule(
    "RF36",
    _l("拆分变更"),
    Level.RED,
    formula=_l("规定天数内有规定份数以上的变更，单份低于镇里审批的金额，合计达到。"),
    reads="contract changes",
    thresholds="change.split_window_days change.split_count change.town_approval_fen",
    powers="P15",
    says=_l("%(first)s 到 %(last)s 有 %(count)s 份变更，单份都低于 %(line)s 万元，合计 %(total)s 万元。"),
)
def change_split(facts, limits):
    line, least = limits["change.town_approval_fen"], limits["change.split_count"]
    small = sorted((c for c in _changes(facts) if 0 < c.fen < line), key=lambda change: change.requested_on)
    window = timedelta(days=limits["change.split_window_days"])
    for number, first in enumerate(small):
        some = [c for c in small[number:] if c.requested_on - first.requested_on < window]
        total = sum(change.fen for change in some)
        if len(some) >= least and total >= line:
            numbers = {"first": first.requested_on, "last": some[-1].requested_on, "count": len(some)}
            numbers |= {"line": wan_exact(line), "total": wan_exact(total)}
            return Fires(Level.RED, numbers, tuple(change.number for change in some), _row(facts))
    return None
