"""RF11–RF13: firms without a valid certificate, one firm in two roles, budgets nobody reviewed."""

from itertools import combinations

from govproj.core.i18n import _l
from govproj.core.money import wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, rule
from govproj.flags.rules.planning import GIVEN_UP
from govproj.ledger.states import FirmRole
from govproj.projects.models import State

CERTIFIED = {FirmRole.DESIGN, FirmRole.SUPERVISION}
APART = {FirmRole.DESIGN, FirmRole.BUDGETING, FirmRole.BUDGET_REVIEW, FirmRole.SUPERVISION}
BEFORE_PROCURING = {State.DRAFT, State.PROPOSED, State.DECIDING, State.INITIATED} | GIVEN_UP
BUILDS = "施工"


@rule(
    "RF11",
    _l("单位没有资质或资质过期"),
    Level.RED,
    formula=_l("施工、设计、监理单位没有登记资质，或者合同签订那天资质已经过期。"),
    reads="contract services firms",
    powers="P04 P08",
    says={
        "": _l("合同 %(signed)s 签订时，%(firms)s 的资质已经过期。"),
        "none": _l("合同 %(signed)s 签订，%(firms)s 没有登记资质。"),
    },
)
def qualification_expired(facts, limits):
    if facts.contract is None:
        return None
    signed = known(facts.contract.signed_on, "contract_day")
    ids = [known(facts.contract.firm_id, "firm")]
    ids += [s.firm_id for s in facts.services or () if s.role in CERTIFIED and s.firm_id is not None]
    firms = [known(facts.firm(firm_id), "firm") for firm_id in dict.fromkeys(ids)]
    without = [firm for firm in firms if not known(firm.valid_to, "firm")]
    expired = [firm for firm in firms if firm.valid_to and max(firm.valid_to) < signed]
    wrong = without or expired
    if not wrong:
        return None
    numbers = {"signed": signed, "firms": "、".join(firm.name or "—" for firm in wrong)}
    rows = tuple(("firm", firm.id) for firm in wrong)
    return Fires(Level.RED, numbers, tuple(str(f.id) for f in wrong), rows, "none" if without else "")


@rule(
    "RF12",
    _l("一家单位兼两个角色"),
    Level.YELLOW,
    formula=_l("设计、预算编制、预算审核、监理、施工中，任两个是同一单位，或者法定代表人或电话相同。"),
    reads="contract services firms",
    powers="P04 P05",
    says={
        "": _l("%(firm)s 同时做%(one)s和%(other)s。"),
        "related": _l("做%(one)s的%(firm)s和做%(other)s的%(second)s法定代表人或电话相同。"),
    },
)
def same_firm_two_roles(facts, limits):
    services = [s for s in known(facts.services, "services") if s.role in APART and s.firm_id is not None]
    parts = [(str(FirmRole(s.role).label), s.firm_id) for s in services]
    if facts.contract and facts.contract.firm_id is not None:
        parts.append((BUILDS, facts.contract.firm_id))
    for (one, first_id), (other, second_id) in combinations(parts, 2):
        if one == other:
            continue
        first, second = known(facts.firm(first_id), "firm"), known(facts.firm(second_id), "firm")
        if first_id == second_id or are_related(first, second):
            numbers = {"firm": first.name, "second": second.name, "one": one, "other": other}
            says = "" if first_id == second_id else "related"
            mark = (f"{first_id}-{second_id}",)
            return Fires(Level.YELLOW, numbers, mark, (("firm", first_id), ("firm", second_id)), says)
    return None


def are_related(one, other) -> bool:
    """By what the register itself says: one legal person or one telephone."""
    same_person = bool(one.legal_person) and one.legal_person == other.legal_person
    return same_person or (bool(one.phone) and one.phone == other.phone)


@rule(
    "RF13",
    _l("预算没有审核"),
    Level.YELLOW,
    formula=_l("预算达到要第三方审核的金额，进入招采后还没有审核报告。"),
    reads="life services",
    thresholds="budget.review_min",
    powers="P05",
    says=_l("预算 %(budget)s 万元，达到 %(limit)s 万元要审核，没有登记审核报告。"),
)
def budget_unreviewed(facts, limits):
    if not facts.construction or facts.state is None or facts.state in BEFORE_PROCURING:
        return None
    budget, limit = known(facts.budget_fen, "budget"), limits["budget.review_min"]
    if budget < limit:
        return None
    if any(s.role == FirmRole.BUDGET_REVIEW for s in known(facts.services, "services")):
        return None
    numbers = {"budget": wan_exact(budget), "limit": wan_exact(limit)}
    return Fires(Level.YELLOW, numbers, ("",), (("ledger", facts.id),))
