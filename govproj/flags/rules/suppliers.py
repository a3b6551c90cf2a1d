"""RF22–RF23: the same firm again and again, the same firms in turn."""

from collections import Counter

from govproj.core.dates import months_after
from govproj.core.i18n import _l
from govproj.core.money import percent
from govproj.flags.rules.kinds import Fires, Level, known, rule


def _lately(facts, limits):
    """The village's awards in the months up to this project's, and this project's own; None before it has one."""
    wins = known(facts.village.wins, "wins")
    dated = [win for win in wins if win.awarded_on and win.firm_id is not None]
    own = next((win for win in dated if win.project_id == facts.id), None)
    if own is None:
        return None, []
    earliest = months_after(own.awarded_on, -limits["supplier.months"])
    return own, [win for win in dated if earliest < win.awarded_on <= own.awarded_on]


@rule(
    "RF22",
    _l("同一单位反复中标"),
    Level.YELLOW,
    formula=_l("同一单位在时限内在本村中标达到次数；或者次数稍少，而金额占本村合同的比例达到提醒线。"),
    reads="wins",
    thresholds="supplier.months supplier.wins supplier.share_wins supplier.share_pct",
    powers="P08",
    says=_l("%(firm)s %(months)s 个月内在本村中标 %(wins)s 次，占这段时间中标金额的 %(share)s%%。"),
)
def supplier_concentration(facts, limits):
    own, lately = _lately(facts, limits)
    theirs = [win for win in lately if win.firm_id == own.firm_id]
    part, whole = (sum(win.fen or 0 for win in some) for some in (theirs, lately))
    often = len(theirs) >= limits["supplier.wins"]
    heavy = (
        len(theirs) >= limits["supplier.share_wins"] and part * 100 >= whole * limits["supplier.share_pct"]
    )
    if not theirs or not (often or (heavy and len(theirs) >= 2)):
        return None
    numbers = {"firm": own.firm, "months": limits["supplier.months"], "wins": len(theirs)}
    numbers["share"] = percent(part, whole)
    return _about(theirs, numbers, own)


@rule(
    "RF23",
    _l("固定几家轮流中标"),
    Level.YELLOW,
    formula=_l("同样几家在时限内的多次比选中一起报价，轮流中标。"),
    reads="wins",
    thresholds="supplier.months rotation.rounds rotation.firms_max",
    powers="P08",
    says=_l("同样 %(firms)s 家在 %(rounds)s 次比选中一起报价，每家至多中标 %(most)s 次。"),
)
def rotation_pattern(facts, limits):
    own, lately = _lately(facts, limits)
    if own is None or not own.compared or not 2 <= len(own.bidders) <= limits["rotation.firms_max"]:
        return None
    rounds = [win for win in lately if win.compared and win.bidders == own.bidders]
    wins = Counter(win.firm_id for win in rounds)
    in_turn = len(wins) >= 2 and max(wins.values()) - min(wins.values()) <= 1
    if len(rounds) < limits["rotation.rounds"] or not in_turn:
        return None
    numbers = {"firms": len(own.bidders), "rounds": len(rounds), "most": max(wins.values())}
    return _about(rounds, numbers, own)


def _about(wins, numbers, own):
    projects = tuple(sorted(win.project_id for win in wins))
    rows = tuple(("ledger", project) for project in projects)
    return Fires(Level.YELLOW, numbers, (str(own.project_id),), rows, projects=projects)
