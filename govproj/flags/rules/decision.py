"""RF01–RF03: decided before it was done, by enough people, after it had hung long enough."""

from govproj.core.i18n import _l
from govproj.decisions.shares import Share
from govproj.flags.rules.kinds import Fires, Level, known, rule
from govproj.projects.models import State


@rule(
    "RF01",
    _l("先签约开工、后决策"),
    Level.RED,
    formula=_l("合同签订日和开工日中较早的一天，早于民主决策通过的日期；或者没有通过的决议。"),
    reads="life decision contract",
    powers="P01",
    says={
        "": _l("%(first)s 就签了合同或开了工，民主决策 %(passed)s 才通过。"),
        "none": _l("%(first)s 已经签了合同或开了工，没有通过的民主决策。"),
    },
)
def decision_after_contract(facts, limits):
    signed = facts.contract.signed_on if facts.contract else None
    days = [day for day in (signed, facts.day(State.BUILDING)) if day]
    if not days:
        return None
    first, passed = min(days), facts.decision.passed_on if facts.decision else None
    if passed is not None and passed <= first:
        return None
    says = "none" if passed is None else ""
    rows = (
        ("decisions", facts.id),
        *((("contract", facts.contract.id),) if signed else ()),
        ("project", facts.id),
    )
    return Fires(Level.RED, {"first": first, "passed": passed}, (says,), rows, says)


@rule(
    "RF02",
    _l("到会人数或票数不足"),
    Level.RED,
    formula=_l("项目已立项，而表决会议的实到或赞成没有达到这种会议的法定份额。"),
    reads="life decision",
    powers="P01",
    says={
        "": _l("%(held_on)s 的表决应到 %(entitled)s 人，实到 %(present)s 人，按规定至少要到 %(needed)s 人。"),
        "votes": _l("%(held_on)s 的表决，%(whole)s 人里有 %(votes)s 人赞成，按规定至少要 %(needed)s 人。"),
    },
)
def quorum_not_met(facts, limits):
    if facts.day(State.INITIATED) is None:
        return None
    for vote in known(facts.decision, "decision").votes:
        if found := _short(vote, facts):
            return found
    return None


def _short(vote, facts):
    entitled, present = known(vote.entitled, "decision"), known(vote.present, "decision")
    quorum, majority = Share(*known(vote.quorum, "decision")), Share(*known(vote.majority, "decision"))
    mark, rows = (str(vote.held_on),), (("decisions", facts.id),)
    if not quorum.is_met(present, entitled):
        numbers = {"held_on": vote.held_on, "entitled": entitled, "present": present}
        return Fires(Level.RED, numbers | {"needed": quorum.needed(entitled)}, mark, rows)
    whole, votes = entitled if vote.of_entitled else present, known(vote.votes_for, "decision")
    if not majority.is_met(votes, whole):
        numbers = {"held_on": vote.held_on, "whole": whole, "votes": votes}
        return Fires(Level.RED, numbers | {"needed": majority.needed(whole)}, mark, rows, "votes")
    return None


@rule(
    "RF03",
    _l("方案公示天数不足"),
    Level.YELLOW,
    formula=_l("方案公示的末日减首日加一，少于当时规定的公示天数。"),
    reads="life decision",
    powers="P01",
    says=_l("方案从 %(posted_from)s 贴到 %(posted_to)s，共 %(days)s 天，规定要 %(wanted)s 天。"),
)
def consult_too_short(facts, limits):
    if facts.day(State.INITIATED) is None or not facts.construction:
        return None
    decision = known(facts.decision, "decision")
    first, last = known(decision.posted_from, "decision"), known(decision.posted_to, "decision")
    days, wanted = (last - first).days + 1, known(decision.consult_days, "decision")
    if days >= wanted:
        return None
    numbers = {"posted_from": first, "posted_to": last, "days": days, "wanted": wanted}
    return Fires(Level.YELLOW, numbers, (str(first),), (("decisions", facts.id),))
