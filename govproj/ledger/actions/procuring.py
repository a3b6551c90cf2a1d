"""Giving out the work: the method, the offers, the award. Splitting is noted, not judged."""

from datetime import date

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.money import wan, wan_exact
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions.figures import day_of_act, move, must_run, said, set_if_new
from govproj.ledger.actions.following import project_follows
from govproj.ledger.models import Bid, Procurement
from govproj.ledger.queries.books import similar_fen, standing_contract, standing_procurement
from govproj.ledger.states import ProcurementState
from govproj.ledger.tiers import bidders_wanted, is_enough, tier_of
from govproj.ledger.workflow import PROCUREMENTS
from govproj.projects.models import Method
from govproj.villages import rules

OPENED = Event(
    "ledger.procurement_opened",
    *("method", "required", "estimate_fen", "ceiling_fen", "similar_fen"),
    says=_l("开始招采，估算价 %(estimate_fen)s 元"),
)
BID = Event("ledger.bid_entered", "firm", "fen", says=_l("登记了“%(firm)s”的报价"))


def open_procurement(
    project,
    *,
    method: Method,
    estimate_fen: int,
    ceiling_fen: int,
    announced_on: date,
    split_note: str = "",
    by,
) -> Procurement:
    """The tiers of the day say which method the amount takes at least; a stricter one is always allowed."""
    announced_on = day_of_act(announced_on)
    required = _may_open(project, method, estimate_fen, ceiling_fen, announced_on)
    last = select(func.coalesce(func.max(Procurement.number), 0)).where(Procurement.project_id == project.id)
    procurement = Procurement(
        project=project,
        number=db.session.scalar(last) + 1,
        method=method,
        required_method=required,
        estimate_fen=estimate_fen,
        ceiling_fen=ceiling_fen,
        similar_fen=estimate_fen + _similar(project, announced_on),
        split_note=split_note,
        announced_on=announced_on,
    )
    db.session.add(procurement)
    set_if_new(project, method=method)
    OPENED.record(
        procurement,
        by=by,
        method=method,
        required=required,
        estimate_fen=estimate_fen,
        ceiling_fen=ceiling_fen,
        similar_fen=procurement.similar_fen,
    )
    project_follows(project, "procure", by=by, on=announced_on)
    return procurement


def _similar(project, announced_on: date) -> int:
    months = rules.value("tender.similar_months", project.village_id, announced_on)
    return similar_fen(project, dates.months_after(announced_on, -months))


def _may_open(project, method: Method, estimate_fen: int, ceiling_fen: int, on: date) -> Method:
    """The method the amount takes at least; MoveRefused where it cannot be given out like this."""
    must_run(project)
    if standing_procurement(project.id) is not None:
        raise MoveRefused(_("这个项目已经有一次招采在办，流标以后才能再招。"))
    if ceiling_fen > estimate_fen:
        raise MoveRefused(_("最高限价不能高于估算价。"))
    required = required_method(project, estimate_fen, on)
    if not is_enough(method, required):
        raise MoveRefused(
            _(
                "估算价 %(fen)s 万元，按本地限额至少要“%(required)s”，不能用“%(method)s”。",
                fen=wan(estimate_fen),
                required=required.label,
                method=method.label,
            )
        )
    return required


def required_method(project, fen: int, on: date | None = None) -> Method:
    return tier_of(fen, rules.value("tender.tiers", project.village_id, on)).method


def add_bid(procurement: Procurement, *, firm, fen: int, delivered_on: date, by, **facts) -> Bid:
    """An offer as it came in; one that is void is kept with the reason, never taken away."""
    if procurement.state is not ProcurementState.OPEN:
        raise MoveRefused(_("招采已经结束，不能再登记报价。"))
    delivered_on = day_of_act(delivered_on, after=procurement.announced_on)
    if any(bid.firm_id == firm.id for bid in procurement.bids):
        raise MoveRefused(_("“%(firm)s”已经登记过报价。", firm=firm.name))
    bid = Bid(procurement=procurement, firm=firm, fen=fen, delivered_on=delivered_on, **facts)
    db.session.add(bid)
    BID.record(procurement, by=by, firm=firm.name, fen=fen)
    return bid


def obstacle_to_awarding(procurement: Procurement) -> str:
    """Why nobody can be chosen yet, or any more; empty while it is open and has a valid offer."""
    if procurement.state is not ProcurementState.OPEN:
        return _("招采已经结束，不能再定标。")
    return "" if any(bid.valid for bid in procurement.bids) else _("还没有有效报价，请先登记报价。")


def publicity_days(procurement: Procurement) -> int:
    """How many days the candidates hang at least before the award, the first and the last counted."""
    return rules.value("tender.publicity_days", procurement.project.village_id)


def award(
    procurement: Procurement,
    *,
    bid: Bid,
    bids_opened_on: date,
    publicised_from: date,
    publicised_to: date,
    number: str,
    reason: str,
    by,
    on: date | None = None,
    evaluators: list[str] = (),
    seen=None,
) -> None:
    """To one of enough valid offers, not above the ceiling, after the candidates have hung long enough."""
    if seen is not None:
        same_version(procurement, seen)
    on = day_of_act(on, after=publicised_to)
    if not procurement.announced_on <= bids_opened_on <= publicised_from <= publicised_to:
        raise MoveRefused(_("日期要依次是：公告、开标、候选人公示起、公示止、定标。"))
    _offer_is_good(procurement, bid)
    _enough_offers(procurement)
    bid.won = True
    procurement.bids_opened_on, procurement.evaluators = bids_opened_on, list(evaluators)
    procurement.publicised_from, procurement.publicised_to = publicised_from, publicised_to
    days = rules.value("tender.publicity_days", procurement.project.village_id, on)
    if procurement.publicised_days < days:
        raise MoveRefused(_("候选人公示不少于 %(days)s 天。", days=days))
    facts = {"awarded_on": on, "award_fen": bid.fen, "award_number": number, "reason": reason}
    move(PROCUREMENTS, "award", procurement, by=by, on=on, note=reason, **facts)


def _offer_is_good(procurement, bid: Bid) -> None:
    if bid.procurement_id != procurement.id or not bid.valid:
        raise MoveRefused(_("请在有效报价里选定中标单位。"))
    if bid.fen > procurement.ceiling_fen:
        raise MoveRefused(
            _(
                "报价 %(fen)s 万元高于最高限价 %(ceiling)s 万元，不能中标。",
                fen=wan_exact(bid.fen),
                ceiling=wan_exact(procurement.ceiling_fen),
            )
        )


def _enough_offers(procurement) -> None:
    tiers = rules.value("tender.tiers", procurement.project.village_id, procurement.announced_on)
    wanted = bidders_wanted(procurement.method, tiers)
    valid = sum(bid.valid for bid in procurement.bids)
    if valid < wanted:
        raise MoveRefused(
            _(
                "“%(method)s”要有 %(wanted)s 家有效报价，现在只有 %(valid)s 家。不够的，请登记流标重新招。",
                method=procurement.method.label,
                wanted=wanted,
                valid=valid,
            )
        )


def fail(procurement: Procurement, *, reason: str, by, on: date | None = None) -> None:
    """Not enough offers, or an award that came to nothing; the next round begins anew."""
    said(reason, _("请写明为什么流标。"))
    if standing_contract(procurement.project_id) is not None:
        raise MoveRefused(_("已经签了合同，要先作废合同。"))
    on = day_of_act(on, after=procurement.announced_on)
    for bid in procurement.bids:
        bid.won = False
    move(PROCUREMENTS, "fail", procurement, by=by, on=on, note=reason, award_fen=None, reason=reason)
