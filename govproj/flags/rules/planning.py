"""RF04–RF07: matters that were split or entered twice, sums just below a limit, projects that stand still."""

from difflib import SequenceMatcher

from govproj.core.dates import months_after
from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, rule
from govproj.ledger.states import STRICTNESS
from govproj.ledger.tiers import tier_of
from govproj.projects.models import ENDED, Method, State

GIVEN_UP = ENDED - {State.ARCHIVED}


def estimate_of(facts) -> int | None:
    """What the work was thought to cost when it was given out, before that the budget."""
    estimate = facts.procurement.estimate_fen if facts.procurement else None
    return facts.budget_fen if estimate is None else estimate


def limits_of(limits) -> list[int]:
    return [tier["below_fen"] for tier in limits["tender.tiers"] if tier["below_fen"] is not None]


@rule(
    "RF04",
    _l("拆分项目规避限额"),
    Level.RED,
    formula=_l(
        "同村同类、时限内立项的两个以上要招采的项目，单个都低于某一级限额，合计达到这一级，"
        "而且没有按合计应当采用的方式发包。"
    ),
    reads="life siblings",
    thresholds="tender.tiers tender.similar_months",
    powers="P01 P08",
    says=_l(
        "%(names)s 是同村同类的项目，%(months)s 个月内先后立项，单个都不到 %(limit)s 万元，合计 %(total)s 万元。"
    ),
)
def split_matter(facts, limits):
    siblings = known(facts.village.siblings, "siblings")
    me = next((row for row in siblings if row.id == facts.id), None)
    if me is None or not _counts(me):
        return None
    months = limits["tender.similar_months"]
    earliest = months_after(me.began_on, -months)
    alike = [
        row
        for row in siblings
        if row.category == me.category and _counts(row) and earliest < row.began_on <= me.began_on
    ]
    for limit in reversed(limits_of(limits)):
        if found := _split(facts, me, [row for row in alike if row.estimate_fen < limit], limit, limits):
            return found
    return None


def _counts(row) -> bool:
    to_be_given_out = row.construction and row.method is not Method.NOT_APPLICABLE
    known_enough = row.category and row.estimate_fen and row.began_on
    return bool(to_be_given_out and known_enough) and row.state not in GIVEN_UP


def _split(facts, me, small, limit, limits):
    total = sum(row.estimate_fen for row in small)
    if len(small) < 2 or me not in small or total < limit:
        return None
    wanted = tier_of(total, limits["tender.tiers"]).method
    if all(row.method and STRICTNESS[row.method] >= STRICTNESS[wanted] for row in small):
        return None
    small = sorted(small, key=lambda row: row.id)
    numbers = {
        "names": "、".join(row.name for row in small),
        "months": limits["tender.similar_months"],
        "limit": wan_exact(limit),
        "total": wan_exact(total),
    }
    marks = tuple(row.code for row in small)
    rows = tuple(("project", row.id) for row in small)
    return Fires(Level.RED, numbers, marks, rows, projects=tuple(row.id for row in small))


@rule(
    "RF05",
    _l("重复立项"),
    Level.RED,
    formula=_l("同村时限内的项目地点和名称都相似，或者用了同一个补助文号。"),
    reads="life siblings",
    thresholds="duplicate.similarity_pct duplicate.years",
    powers="P02",
    says={
        "": _l("这个项目与“%(other)s”地点相近，名称相似度 %(similarity)s%%〔提醒线 %(limit)s%%〕。"),
        "number": _l("这个项目与“%(other)s”用了同一个补助文号 %(number)s。"),
    },
)
def duplicate_project(facts, limits):
    siblings = known(facts.village.siblings, "siblings")
    me = next((row for row in siblings if row.id == facts.id), None)
    if me is None or me.state in GIVEN_UP:
        return None
    for other in siblings:
        if other.id >= me.id or other.state in GIVEN_UP:
            continue
        if found := _twice(me, other, limits):
            return found
    return None


def _twice(me, other, limits):
    rows, mark = (("project", me.id), ("project", other.id)), (other.code,)
    both = {"rows": rows, "marks": mark, "projects": tuple(sorted((me.id, other.id)))}
    if same := set(me.subsidy_numbers) & set(other.subsidy_numbers):
        return Fires(Level.RED, {"other": other.name, "number": min(same)}, says="number", **both)
    limit = limits["duplicate.similarity_pct"]
    if not (me.began_on and other.began_on and me.place and other.place):
        return None
    if me.place != other.place and _similarity(me.place, other.place, limit) < limit:
        return None
    similarity = _similarity(me.name, other.name, limit)
    if similarity < limit:
        return None
    years = 12 * limits["duplicate.years"]
    if not months_after(me.began_on, -years) <= other.began_on <= months_after(me.began_on, years):
        return None
    return Fires(Level.RED, {"other": other.name, "similarity": similarity, "limit": limit}, **both)


def _similarity(one: str, other: str, limit: int) -> int:
    """Whole %, 0 where it cannot reach the limit: the exact figure is dear."""
    match = SequenceMatcher(None, one, other, autojunk=False)
    if 100 * match.real_quick_ratio() < limit or 100 * match.quick_ratio() < limit:
        return 0
    return int(100 * match.ratio())


@rule(
    "RF06",
    _l("估算价贴近限额"),
    Level.YELLOW,
    formula=_l("估算价在某一级限额的提醒线和限额之间，而且没有按上一级的方式发包。"),
    reads="procurement",
    thresholds="tender.tiers tender.near_pct",
    powers="P02 P08",
    says=_l("估算价 %(estimate)s 万元，是 %(limit)s 万元限额的 %(pct)s%%。"),
)
def near_threshold(facts, limits):
    if not facts.construction or facts.state in GIVEN_UP | {State.DRAFT}:
        return None
    estimate = known(estimate_of(facts), "budget")
    method = facts.procurement.method if facts.procurement else facts.method
    for limit in limits_of(limits):
        wanted = tier_of(limit, limits["tender.tiers"]).method
        near = limit * limits["tender.near_pct"] <= estimate * 100 < limit * 100
        if near and not (method and STRICTNESS[method] >= STRICTNESS[wanted]):
            numbers = {"estimate": wan_exact(estimate), "limit": wan_exact(limit)}
            numbers["pct"] = percent(estimate, limit)
            return Fires(Level.YELLOW, numbers, (str(limit),), (("ledger", facts.id),))
    return None


@rule(
    "RF07",
    _l("立项后迟迟不招采"),
    Level.YELLOW,
    formula=_l("立项后达到规定天数，还没有招采记录。"),
    reads="life procurement",
    thresholds="initiation.stale_days",
    powers="P02",
    says=_l("%(initiated)s 立项，到现在 %(days)s 天没有招采〔提醒线 %(limit)s 天〕。"),
)
def stale_after_initiation(facts, limits):
    if not facts.construction or facts.state not in {State.INITIATED, State.PROCURING} or facts.procurement:
        return None
    initiated = known(facts.day(State.INITIATED), "state_days")
    days, limit = (facts.today - initiated).days, limits["initiation.stale_days"]
    if days < limit:
        return None
    numbers = {"initiated": initiated, "days": days, "limit": limit}
    return Fires(Level.YELLOW, numbers, (str(initiated),), (("ledger", facts.id),))
