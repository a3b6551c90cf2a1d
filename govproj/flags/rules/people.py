"""RF14–RF17: relatives behind firms, judges on both sides, one person in two parts, leads chosen in a hurry."""

from datetime import timedelta

from govproj.accounts.models import Role
from govproj.core.deadlines import workdays_between
from govproj.core.i18n import _l
from govproj.flags.facts.records import Face
from govproj.flags.rules.firms import are_related
from govproj.flags.rules.kinds import Fires, Level, known, rule
from govproj.projects.models import ENDED, UNPUBLISHED

RUNS = frozenset({Role.CADRE.value, Role.SECRETARY.value})
SUPERVISES = Role.SUPERVISOR.value


def concerned(facts) -> list:
    """Whoever has a hand in the project: those in office in the village, and the lead."""
    officers = known(facts.village.officers, "officers")
    return [who for who in officers if who.roles or who.id in {facts.lead_id, facts.contact_id}]


def _faces_of(firm) -> list[Face]:
    own = [Face(firm.legal_person, "", "法定代表人"), Face("", firm.phone, "联系电话")]
    return own + list(firm.people or ())


@rule(
    "RF14",
    _l("承包或供货单位与有关人员有牵连"),
    Level.RED,
    formula=_l(
        "施工、供货单位或机主的法定代表人、股东、联系人、电话，与村里任职人员、领办人或其申报近亲属相同；"
        "只有姓名相同为黄。"
    ),
    reads="contract goods firms officers",
    powers="P06 P11 P12",
    says={
        "": _l("%(firm)s的%(role)s%(face)s与%(who)s的电话相同。"),
        "relative": _l("%(firm)s的%(role)s%(face)s与%(who)s申报的%(tie)s%(relative)s的电话相同。"),
        "name": _l("%(firm)s的%(role)s与%(who)s同名，请核实是不是同一个人。"),
        "name relative": _l(
            "%(firm)s的%(role)s与%(who)s申报的%(tie)s%(relative)s同名，请核实是不是同一个人。"
        ),
    },
    note=_l("近亲属申报里不登记住址，系统里没有村干部和近亲属住址的记录，所以地址不比对。"),
    version=2,
)
def related_supplier(facts, limits):
    ids = [facts.contract.firm_id] if facts.contract else []
    ids += [row.supplier_id for row in facts.goods or ()]
    firms = [firm for firm_id in dict.fromkeys(ids) if (firm := facts.firm(firm_id))]
    owners = [row for row in facts.goods or () if row.owner]
    if not firms and not owners:
        return None
    people = concerned(facts)
    met = [hit for firm in firms for hit in _met(firm.id, firm.name, _faces_of(firm), people)]
    for row in owners:
        met += _met(row.supplier_id, row.item, [Face(row.owner, "", "机主")], people)
    if not met:
        return None
    met.sort(key=lambda hit: hit[1].startswith("name"))
    _firm, says, numbers = met[0]
    level = Level.YELLOW if says.startswith("name") else Level.RED
    marks = tuple(sorted({f"{firm}{says.partition('relative')[0].strip()}" for firm, says, _numbers in met}))
    firms_met = dict.fromkeys(hit[0] for hit in met if hit[0] is not None)
    rows = tuple(("firm", firm) for firm in firms_met) or (("bookings", facts.id),)
    return Fires(level, numbers, marks, rows, says)


def _met(firm_id, firm, faces, people) -> list[tuple]:
    hits = []
    for who in people:
        for own in (Face(who.name, who.phone, ""), *who.relatives):
            for face in faces:
                same_phone = bool(face.phone) and face.phone == own.phone
                if not same_phone and not (face.name and face.name == own.name):
                    continue
                numbers = {"firm": firm, "role": face.role or "", "face": face.name or "", "who": who.name}
                numbers |= {"tie": own.role, "relative": own.name} if own.role else {}
                says = "" if same_phone else "name"
                hits.append((firm_id, f"{says} relative".strip() if own.role else says, numbers))
    return hits


@rule(
    "RF15",
    _l("评审验收的人与乙方有牵连"),
    Level.RED,
    formula=_l(
        "评审人、验收人与乙方的法定代表人或人员同名，或者审核单位与乙方是同一家、法定代表人或电话相同。"
    ),
    reads="procurement contract acceptance settlement firms",
    powers="P06 P20 P21",
    says={
        "": _l("%(names)s 参加了评审或验收，与乙方%(firm)s的人员同名。"),
        "reviewer": _l("结算审核单位%(reviewer)s与乙方%(firm)s是同一家，或者法定代表人、电话相同。"),
    },
)
def related_evaluator(facts, limits):
    if facts.contract is None:
        return None
    firm = known(facts.firm(known(facts.contract.firm_id, "firm")), "firm")
    judges = set(facts.procurement.evaluators or ()) if facts.procurement else set()
    judges |= set(facts.acceptance.evaluators or ()) if facts.acceptance else set()
    theirs = {face.name for face in _faces_of(firm) if face.name}
    if both := sorted(judges & theirs):
        numbers = {"names": "、".join(both), "firm": firm.name}
        return Fires(
            Level.RED, numbers, tuple(both), (("firm", firm.id), ("works", facts.id), ("ledger", facts.id))
        )
    reviewer = facts.firm(facts.settlement.reviewer_id) if facts.settlement else None
    if reviewer and (reviewer.id == firm.id or are_related(reviewer, firm)):
        numbers = {"reviewer": reviewer.name, "firm": firm.name}
        rows = (("firm", firm.id), ("firm", reviewer.id))
        return Fires(Level.RED, numbers, (f"reviewer {reviewer.id}",), rows, "reviewer")
    return None


@rule(
    "RF16",
    _l("监督人与经办人不分"),
    Level.RED,
    formula=_l("领办人或联系人是本村村监会成员，或者村监会成员与村干部是申报的近亲属。"),
    reads="life officers",
    powers="P06 P07 P14",
    says={
        "": _l("%(who)s 是村监会成员，又是这个项目的领办人或联系人。"),
        "relative": _l("村监会成员%(who)s与村干部%(other)s是近亲属。"),
    },
)
def role_conflict(facts, limits):
    if facts.state is None or facts.state in ENDED | UNPUBLISHED:
        return None
    officers = known(facts.village.officers, "officers")
    supervisors = [who for who in officers if SUPERVISES in who.roles]
    for who in supervisors:
        if who.id in {facts.lead_id, facts.contact_id}:
            return Fires(Level.RED, {"who": who.name}, (f"{who.id}",), (("project", facts.id),))
        for other in (one for one in officers if one.roles & RUNS and one.id != who.id):
            if are_relatives(who, other):
                numbers = {"who": who.name, "other": other.name}
                mark = (f"{who.id}-{other.id}",)
                return Fires(Level.RED, numbers, mark, (("project", facts.id),), "relative")
    return None


def are_relatives(one, other) -> bool:
    """One of the two has declared the other; by the roster where it is linked, else by the name."""

    def names(who, whom) -> bool:
        linked = whom.resident_id is not None and whom.resident_id in who.relative_residents
        return linked or any(face.name and face.name == whom.name for face in who.relatives)

    return names(one, other) or names(other, one)


@rule(
    "RF17",
    _l("领办人研判或公示不足"),
    Level.YELLOW,
    formula=_l("评分人少于规定，或者人选公示的工作日少于规定。"),
    reads="selection",
    thresholds="lead.publicity_workdays lead.replacement_publicity_workdays",
    powers="P07",
    says={
        "": _l("领办人研判只有 %(assessors)s 人评分，规定至少 %(wanted)s 人。"),
        "days": _l("领办人人选从 %(first)s 公示到 %(last)s，共 %(days)s 个工作日，规定 %(wanted)s 个。"),
    },
)
def lead_assessment_incomplete(facts, limits):
    if facts.lead_id is None:
        return None
    selection = known(facts.selection, "selection")
    assessors, wanted = (
        known(selection.assessors, "selection"),
        known(selection.wanted_assessors, "selection"),
    )
    rows = (("selection", facts.id),)
    if assessors < wanted:
        return Fires(Level.YELLOW, {"assessors": assessors, "wanted": wanted}, (str(facts.lead_id),), rows)
    first, last = known(selection.publicised_from, "selection"), known(selection.publicised_to, "selection")
    key = "lead.replacement_publicity_workdays" if selection.again else "lead.publicity_workdays"
    days = workdays_between(first - timedelta(days=1), last, facts.village.calendar)  # the first day counts
    wanted = limits[key]
    if days >= wanted:
        return None
    numbers = {"first": first, "last": last, "days": days, "wanted": wanted}
    return Fires(Level.YELLOW, numbers, (str(first),), rows, "days")
