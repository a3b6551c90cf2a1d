"""RF18–RF21: too few offers, too lax a way, offers that look arranged."""

from itertools import combinations, pairwise

from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.ledger.states import STRICTNESS
from govproj.ledger.tiers import bidders_wanted

FEWEST = 3  # offers in which a pattern can be seen at all
SAME = {
    "phone": _l("联系电话"),
    "address": _l("地址"),
    "email": _l("邮箱"),
    "bond_payer": _l("保证金付款账户"),
    "preparer": _l("文件编制人"),
}


def _offers(facts, *names):
    """Valid offers of a round that has been awarded; none before."""
    if facts.procurement is None or facts.procurement.awarded_on is None:
        return []
    bids = recorded(facts.procurement.bids, "bids", "valid", *names)
    return [bid for bid in bids if bid.valid]


def _row(facts):
    return (("procurement", facts.procurement.id),)


@rule(
    "RF18",
    _l("报价家数不够"),
    Level.RED,
    formula=_l("定标时有效报价的家数，少于这种发包方式要求的家数。"),
    reads="procurement",
    thresholds="tender.tiers",
    powers="P08",
    says=_l("定标时只有 %(bids)s 家有效报价，%(method)s至少要 %(wanted)s 家。"),
)
def too_few_bidders(facts, limits):
    if facts.procurement is None or facts.procurement.awarded_on is None:
        return None
    bids, method = _offers(facts), known(facts.procurement.method, "procurement")
    wanted = bidders_wanted(method, limits["tender.tiers"])
    if len(bids) >= wanted:
        return None
    numbers = {"bids": len(bids), "wanted": wanted, "method": str(method.label)}
    return Fires(Level.RED, numbers, (str(facts.procurement.id),), _row(facts))


@rule(
    "RF19",
    _l("发包方式低于规定"),
    Level.RED,
    formula=_l("采用的发包方式，低于发布公告那天的限额分级应当采用的方式。"),
    reads="procurement",
    powers="P08",
    says=_l("估算价 %(estimate)s 万元应当用%(wanted)s，实际用%(method)s。"),
)
def below_required_method(facts, limits):
    if facts.procurement is None:
        return None
    method, wanted = facts.procurement.method, facts.procurement.required
    if STRICTNESS[known(method, "procurement")] >= STRICTNESS[known(wanted, "procurement")]:
        return None
    numbers = {"method": str(method.label), "wanted": str(wanted.label)}
    numbers["estimate"] = wan_exact(facts.procurement.estimate_fen)
    return Fires(Level.RED, numbers, (str(facts.procurement.id),), _row(facts))


@rule(
    "RF20",
    _l("报价有规律"),
    Level.RED,
    formula=_l("至少三家报价成等差或等比，或者两两相差都不到提醒线，或者除中标人外都高于限价的提醒线。"),
    reads="procurement",
    thresholds="bid.gap_tenths bid.ceiling_pct",
    powers="P08",
    says={
        "steps": _l("%(count)s 家报价一级差一级，正好成等差或等比。"),
        "close": _l("%(count)s 家报价两两相差都不到 %(limit)s%%。"),
        "ceiling": _l("除中标人外，%(count)s 家报价都在限价 %(ceiling)s 万元的 %(limit)s%% 以上。"),
    },
)
def bid_pattern(facts, limits):
    bids = _offers(facts, "fen")
    fens = sorted(bid.fen for bid in bids if bid.fen)
    if len(fens) < FEWEST:
        return None
    made = {"marks": (str(facts.procurement.id),), "rows": _row(facts)}
    if _in_steps(fens):
        return Fires(Level.RED, {"count": len(fens)}, says="steps", **made)
    limit = limits["bid.gap_tenths"]
    if (fens[-1] - fens[0]) * 1000 < fens[0] * limit:
        numbers = {"count": len(fens), "limit": percent(limit, 1000)}
        return Fires(Level.RED, numbers, says="close", **made)
    losers = [bid.fen for bid in bids if bid.won is False]
    ceiling, limit = facts.procurement.ceiling_fen, limits["bid.ceiling_pct"]
    if ceiling and len(losers) >= FEWEST - 1 and all(fen * 100 > ceiling * limit for fen in losers):
        numbers = {"count": len(losers), "ceiling": wan_exact(ceiling), "limit": limit}
        return Fires(Level.RED, numbers, says="ceiling", **made)
    return None


def _in_steps(fens: list[int]) -> bool:
    """Exactly even steps, by sum or by factor; equal offers are another matter."""
    gaps = {after - before for before, after in pairwise(fens)}
    even = len(gaps) == 1 and gaps != {0}
    factors = all(b * b == a * c for a, b, c in zip(fens, fens[1:], fens[2:], strict=False))
    return even or (factors and fens[0] != fens[-1])


@rule(
    "RF21",
    _l("报价同出一处"),
    Level.RED,
    formula=_l("投标人之间联系电话、地址、邮箱、保证金付款账户、文件编制人有相同的。"),
    reads="procurement firms",
    powers="P08",
    says=_l("投标的%(one)s和%(other)s，%(what)s相同。"),
)
def bid_same_source(facts, limits):
    if facts.procurement is None:
        return None
    bids = recorded(facts.procurement.bids, "bids", "firm_id")
    for one, other in combinations(bids, 2):
        same = [name for name in SAME if getattr(one, name) and getattr(one, name) == getattr(other, name)]
        if same and one.firm_id != other.firm_id:
            firms = [facts.firm(bid.firm_id) for bid in (one, other)]
            names = [firm.name if firm and firm.name else "—" for firm in firms]
            numbers = {
                "one": names[0],
                "other": names[1],
                "what": "、".join(str(SAME[name]) for name in same),
            }
            mark = (f"{facts.procurement.id}:{one.firm_id}-{other.firm_id}",)
            return Fires(Level.RED, numbers, mark, _row(facts))
    return None
