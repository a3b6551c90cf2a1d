"""RF44–RF47: accepted by too few, settled late, owned by nobody, papers made afterwards."""

from datetime import timedelta

from govproj.core.dates import months_after
from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.projects.models import ENDED, State


@rule(
    "RF44",
    _l("未验收先使用或验收代表不足"),
    Level.RED,
    formula=_l("验收合格以前已经投入使用；或者验收通过，参加的村民代表少于规定。"),
    reads="life acceptance in_use",
    thresholds="acceptance.representatives",
    powers="P20",
    says={
        "": _l("%(held_on)s 的验收有 %(came)s 名村民代表，规定至少 %(wanted)s 名。"),
        "used": _l("%(used)s 投入使用，%(accepted)s 才验收合格。"),
        "unaccepted": _l("%(used)s 投入使用，到现在没有验收合格。"),
    },
    note=_l("投入使用的日子登记在“节点”里（类型选“投入使用”）；没有登记的，只看村民代表人数。"),
    version=2,
)
def used_before_acceptance(facts, limits):
    passed = facts.acceptance.held_on if facts.acceptance and facts.acceptance.passed else None
    if facts.in_use_on is not None and facts.construction and (passed is None or facts.in_use_on < passed):
        numbers = {"used": facts.in_use_on, "accepted": passed}
        rows = (("milestones", facts.id), ("works", facts.id))
        return Fires(Level.RED, numbers, ("used",), rows, "used" if passed else "unaccepted")
    return _too_few_representatives(facts, limits)


def _too_few_representatives(facts, limits):
    if facts.state in {State.ACCEPTED, State.SETTLED, State.HANDED_OVER}:
        known(facts.acceptance, "acceptance")
    if facts.acceptance is None or not facts.acceptance.passed:
        return None
    came, wanted = known(facts.acceptance.representatives, "acceptance"), limits["acceptance.representatives"]
    if came >= wanted:
        return None
    numbers = {"held_on": facts.acceptance.held_on, "came": came, "wanted": wanted}
    return Fires(Level.RED, numbers, (str(facts.acceptance.held_on),), (("works", facts.id),))


@rule(
    "RF45",
    _l("结算超时或核减过多"),
    Level.YELLOW,
    formula=_l("过了审核期限还没有审定；或者核减率超过提醒线。"),
    reads="settlement",
    thresholds="settlement.cut_rate_high",
    powers="P21",
    says={
        "": _l("结算 %(submitted)s 送审，应 %(due)s 前审定，已超 %(days)s 天。"),
        "cut": _l("结算送审 %(sent)s 万元，审定 %(reviewed)s 万元，核减 %(pct)s%%〔提醒线 %(limit)s%%〕。"),
    },
    finance=True,
)
def settlement_overdue(facts, limits):
    settlement = facts.settlement
    if settlement is None:
        return None
    row, sent = (("ledger", facts.id),), settlement.submitted_fen
    if settlement.reviewed_fen is None:
        due = known(settlement.due_on, "settlement")
        if facts.today <= due:
            return None
        numbers = {"submitted": settlement.submitted_on, "due": due, "days": (facts.today - due).days}
        return Fires(Level.YELLOW, numbers, (str(due),), row)
    cut, limit = (
        known(sent or None, "settlement") - settlement.reviewed_fen,
        limits["settlement.cut_rate_high"],
    )
    if cut * 100 <= sent * limit:
        return None
    numbers = {"sent": wan_exact(sent), "reviewed": wan_exact(settlement.reviewed_fen), "limit": limit}
    return Fires(Level.YELLOW, numbers | {"pct": percent(cut, sent, 2)}, ("cut",), row, "cut")


@rule(
    "RF46",
    _l("资产没有登记"),
    Level.YELLOW,
    formula=_l("验收（有结算的从审定）之后超过规定天数，没有资产卡片。"),
    reads="life settlement assets acceptance",
    thresholds="asset.register_days",
    powers="P23",
    says=_l("%(since)s 验收审定，过了 %(days)s 天还没有登记资产卡片（规定 %(limit)s 天内）。"),
)
def asset_unregistered(facts, limits):
    accepted = facts.day(State.ACCEPTED) or (facts.acceptance.held_on if facts.acceptance else None)
    if accepted is None or not facts.construction or facts.state in ENDED - {State.ARCHIVED}:
        return None
    if known(facts.assets, "assets"):
        return None
    since = (facts.settlement.reviewed_on if facts.settlement else None) or accepted
    days, limit = (facts.today - since).days, limits["asset.register_days"]
    if days <= limit:
        return None
    numbers = {"since": since, "days": days, "limit": limit}
    return Fires(Level.YELLOW, numbers, (str(since),), (("ledger", facts.id),))


@rule(
    "RF47",
    _l("应当场形成的材料事后补"),
    Level.YELLOW,
    formula=_l("会议记录、决策材料、隐蔽工程、验收记录的日期，比录入早超过规定天数。"),
    reads="papers",
    thresholds="archive.backdate_days flag.look_back_months",
    powers="P24",
    says=_l(
        "%(count)s 份材料补录，最久的是 %(dated)s 的%(what)s，%(days)s 天后才录入（允许 %(limit)s 天）。"
    ),
)
def backdated_document(facts, limits):
    since = months_after(facts.today, -limits["flag.look_back_months"])
    allowed = timedelta(days=limits["archive.backdate_days"])
    papers = recorded(facts.papers, "papers", "dated_on", "recorded_on") if facts.papers else []
    late = [p for p in papers if p.recorded_on >= since and p.recorded_on - p.dated_on > allowed]
    if not late:
        return None
    worst = max(late, key=lambda paper: paper.recorded_on - paper.dated_on)
    numbers = {"count": len(late), "what": worst.what, "dated": worst.dated_on}
    numbers |= {"days": (worst.recorded_on - worst.dated_on).days, "limit": allowed.days}
    marks = tuple(f"{paper.what} {paper.dated_on}" for paper in late)
    return Fires(Level.YELLOW, numbers, marks, (("papers", facts.id),))
