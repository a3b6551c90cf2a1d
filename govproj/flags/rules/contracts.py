"""RF24–RF26: contracts above the award, late to the file, and work that began too early."""

from datetime import timedelta

from govproj.core.deadlines import workdays_after
from govproj.core.i18n import _l
from govproj.core.money import wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, rule
from govproj.projects.models import State


def _row(facts):
    return (("contract", facts.contract.id),)


PLACES = {  # where each of the days can be looked up
    "contract": _row,
    "approval": lambda facts: (),
    "notice": lambda facts: (("works", facts.id),),
}


@rule(
    "RF24",
    _l("合同价高于中标价"),
    Level.RED,
    formula=_l("合同价高于中标价，或者签约的不是中标单位。"),
    reads="procurement contract firms",
    powers="P09",
    version=2,
    says={
        "": _l("合同价 %(contract)s 万元，比中标价 %(award)s 万元高 %(more)s 万元。"),
        "firm": _l("合同 %(signed)s 签的是%(firm)s，中标的是%(winner)s。"),
    },
)
def contract_over_award(facts, limits):
    if facts.contract is None:
        return None
    procurement = known(facts.procurement, "procurement")
    award, fen = known(procurement.award_fen, "procurement"), known(facts.contract.fen, "contract_sum")
    mark = {"marks": (str(facts.contract.id),), "rows": _row(facts)}
    if fen > award:
        numbers = {"contract": wan_exact(fen), "award": wan_exact(award), "more": wan_exact(fen - award)}
        return Fires(Level.RED, numbers, **mark)
    winners = {bid.firm_id for bid in procurement.bids or () if bid.won}
    if winners and facts.contract.firm_id not in winners:
        return Fires(Level.RED, _who_signed(facts, min(winners)), says="firm", **mark)
    return None


def _who_signed(facts, winner_id) -> dict:
    firm, winner = facts.firm(facts.contract.firm_id), facts.firm(winner_id)
    names = {"firm": (firm and firm.name) or "—", "winner": (winner and winner.name) or "—"}
    return {"signed": facts.contract.signed_on, **names}


@rule(
    "RF25",
    _l("合同签订或备案迟了"),
    Level.YELLOW,
    formula=_l("中标后超过规定天数才签合同，或者签订后超过规定的工作日没有备案。"),
    reads="procurement contract",
    thresholds="contract.sign_days contract.filing_workdays",
    powers="P09",
    says={
        "": _l("合同 %(signed)s 签订，最迟 %(due)s 备案，%(filed)s 才备案。"),
        "unfiled": _l("合同 %(signed)s 签订，最迟 %(due)s 备案，到现在没有备案。"),
        "late": _l("%(awarded)s 定标，%(signed)s 才签合同，超过 %(limit)s 天。"),
        "unsigned": _l("%(awarded)s 定标，过了 %(limit)s 天还没有登记合同。"),
    },
)
def contract_unfiled_or_late(facts, limits):
    awarded = facts.procurement.awarded_on if facts.procurement else None
    limit, mark = limits["contract.sign_days"], (str(facts.id),)
    if facts.contract is None:
        if awarded is None or (facts.today - awarded).days <= limit:
            return None
        row = (("procurement", facts.procurement.id),)
        return Fires(Level.YELLOW, {"awarded": awarded, "limit": limit}, mark, row, "unsigned")
    signed, filed = known(facts.contract.signed_on, "contract_day"), facts.contract.filed_on
    if awarded is not None and (signed - awarded).days > limit:
        numbers = {"awarded": awarded, "signed": signed, "limit": limit}
        return Fires(Level.YELLOW, numbers, ("late",), _row(facts), "late")
    due = workdays_after(signed, limits["contract.filing_workdays"], facts.village.calendar)
    if (filed or facts.today) <= due:
        return None
    numbers = {"signed": signed, "due": due, "filed": filed}
    return Fires(Level.YELLOW, numbers, (str(facts.contract.id),), _row(facts), "" if filed else "unfiled")


@rule(
    "RF26",
    _l("手续不全就开工"),
    Level.RED,
    formula=_l("开工日早于合同签订、立项批复，或者早于开工公示贴满规定天数。"),
    reads="life contract start_notice",
    thresholds="start.notice_days",
    powers="P10",
    says={
        "contract": _l("%(started)s 开工，合同 %(day)s 才签订。"),
        "approval": _l("%(started)s 开工，%(day)s 才批准立项。"),
        "notice": _l("%(started)s 开工，开工公示 %(day)s 才贴满。"),
    },
)
def start_before_ready(facts, limits):
    started = facts.day(State.BUILDING)
    if started is None or not facts.construction:
        return None
    signed = facts.contract.signed_on if facts.contract else None
    posted = facts.notice_posted_on
    days = {
        "contract": signed,
        "approval": facts.day(State.INITIATED),
        "notice": posted and posted + timedelta(days=limits["start.notice_days"]),
    }
    for what, day in days.items():
        if day is not None and started < day:
            numbers = {"started": started, "day": day}
            return Fires(Level.RED, numbers, (what,), (*PLACES[what](facts), ("project", facts.id)), what)
    known(signed, "contract")
    known(posted, "start_notice")
    return None
