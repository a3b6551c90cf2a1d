"""RF27–RF31: prices, machine hours and days of labour."""

from collections import Counter, defaultdict
from statistics import median

from govproj.accounts.models import Role
from govproj.core.dates import month_of, months_after
from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact, yuan
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.flags.rules.planning import estimate_of
from govproj.ledger.states import STRICTNESS, PaymentKind
from govproj.ledger.tiers import tier_of
from govproj.projects.models import Method

OFFICES = frozenset({Role.CADRE.value, Role.SECRETARY.value, Role.SUPERVISOR.value})


def _bookings(facts):
    return (("bookings", facts.id),)


@rule(
    "RF27",
    _l("材料单价偏离"),
    Level.YELLOW,
    formula=_l("单价偏离本村同品名、同规格、同单位的中位数超过提醒线；同类少于规定次数不比。"),
    reads="goods village_goods",
    thresholds="goods.price_dev goods.price_min_count",
    powers="P11",
    says=_l(
        "%(item)s 单价 %(unit_yuan)s 元，本村 %(count)s 次同类登记的中位数是 %(median_yuan)s 元，"
        "偏离 %(pct)s%%〔提醒线 %(limit)s%%〕。"
    ),
)
def price_deviation(facts, limits):
    alike = defaultdict(list)
    for row in recorded(facts.village.goods, "goods", "item", "unit_fen"):
        alike[row.item, row.spec, row.unit].append(row.unit_fen)
    for row in facts.goods or ():
        prices = alike.get((row.item, row.spec, row.unit), ())
        if row.unit_fen is None or len(prices) < limits["goods.price_min_count"]:
            continue
        middle = median(prices)
        if middle and abs(row.unit_fen - middle) * 100 > middle * limits["goods.price_dev"]:
            numbers = {"item": row.item, "count": len(prices), "unit_yuan": yuan(row.unit_fen)}
            numbers |= {"median_yuan": yuan(int(middle))}
            numbers["pct"] = percent(int(abs(row.unit_fen - middle)), int(middle))
            numbers["limit"] = limits["goods.price_dev"]
            return Fires(Level.YELLOW, numbers, (str(row.id),), _bookings(facts))
    return None


@rule(
    "RF28",
    _l("台班或用工补登"),
    Level.YELLOW,
    formula=_l("租赁台班或用工在发生之后超过规定天数才登记。"),
    reads="goods labour",
    thresholds="rental.late_log_days flag.look_back_months",
    powers="P12 P13",
    says=_l("%(count)s 条台班或用工补登，最久的是 %(day)s 的，过了 %(days)s 天才登记（允许 %(limit)s 天）。"),
    note=_l("系统里没有逐日天气的记录，“雨天台班满勤”不能判断，请对照施工日志。"),
)
def late_log(facts, limits):
    limit, since = limits["rental.late_log_days"], months_after(facts.today, -limits["flag.look_back_months"])
    logs = [(f"L{row.id}", row.worked_on, row.recorded_on) for row in facts.labour or ()]
    logs += [(f"G{row.id}", row.arrived_on, row.recorded_on) for row in facts.goods or () if row.rental]
    late = [
        (mark, day, (noted - day).days)
        for mark, day, noted in logs
        if day and noted and day >= since and (noted - day).days > limit
    ]
    if not late:
        return None
    _mark, day, days = max(late, key=lambda found: found[2])
    numbers = {"count": len(late), "day": day, "days": days, "limit": limit}
    return Fires(Level.YELLOW, numbers, tuple(mark for mark, *_rest in late), _bookings(facts))


@rule(
    "RF29",
    _l("用工重复登记"),
    Level.RED,
    formula=_l("同一人同一天登记了两处用工，或者一个月的工日超过规定。"),
    reads="labour village_labour",
    thresholds="labour.max_days_month flag.look_back_months",
    powers="P13",
    says={
        "": _l("%(worker)s %(day)s 一天登记了 %(count)s 处用工，共 %(yuan)s 元。"),
        "month": _l("%(worker)s %(month)s 登记了 %(count)s 个工日，规定最多 %(limit)s 个。"),
    },
    note=_l("义工活动只登记人次，没有谁哪天来的记录，“用工与义工同日”不能判断，请对照签到表。"),
)
def double_booking(facts, limits):
    if not facts.labour:
        return None
    since = months_after(facts.today, -limits["flag.look_back_months"])
    here = {(who(row), row.worked_on) for row in facts.labour if row.worked_on and row.worked_on >= since}
    people, by_day = {person for person, _day in here}, defaultdict(list)
    for row in recorded(facts.village.labour, "labour", "worked_on"):
        if who(row) in people:
            by_day[who(row), row.worked_on].append(row)
    doubled = {key: by_day[key] for key in sorted(here, key=str) if len(by_day.get(key, ())) > 1}
    if doubled:
        return _doubled(facts, doubled)
    days = Counter((person, month_of(day)) for person, day in by_day)
    for person, day in sorted(here, key=str):
        count, limit = days[person, month_of(day)], limits["labour.max_days_month"]
        if count > limit:
            numbers = {"worker": person[1], "month": month_of(day), "count": count, "limit": limit}
            return Fires(Level.RED, numbers, (f"{person}{month_of(day)}",), _bookings(facts), "month")
    return None


def who(row) -> tuple:
    """The person of a booking: by the roster where it is linked, else by the name."""
    return row.resident_id, row.worker


def _doubled(facts, doubled):
    (person, day), rows = next(iter(doubled.items()))
    projects = {row.project_id for some in doubled.values() for row in some if row.project_id is not None}
    numbers = {"worker": person[1], "day": day, "count": len(rows)}
    numbers["yuan"] = yuan(sum(row.fen or 0 for row in rows))
    marks = tuple(f"{key[0][0] or key[0][1]} {key[1]}" for key in doubled)
    links = tuple(("bookings", project) for project in sorted(projects))
    return Fires(Level.RED, numbers, marks, links, projects=tuple(sorted(projects | {facts.id})))


@rule(
    "RF30",
    _l("村干部领取用工费"),
    Level.RED,
    formula=_l("村干部、村监会成员领取用工费为红，其申报近亲属领取为黄。"),
    reads="labour officers",
    powers="P13",
    says={
        "": _l("%(worker)s在村里任职，领取用工费 %(yuan)s 元。"),
        "relative": _l("%(worker)s是%(officer)s申报的近亲属，领取用工费 %(yuan)s 元。"),
    },
)
def official_paid_labour(facts, limits):
    paid = [row for row in facts.labour or () if row.fen and row.worker]
    if not paid:
        return None
    officers = [one for one in known(facts.village.officers, "officers") if one.roles & OFFICES]
    themselves = [row for row in paid if any(_is(row, one) for one in officers)]
    if themselves:
        return _paid(facts, themselves, Level.RED, "")
    for one in officers:
        relatives = [row for row in paid if _is_relative_of(row, one)]
        if relatives:
            return _paid(facts, relatives, Level.YELLOW, "relative", officer=one.name)
    return None


def _is(row, officer) -> bool:
    if row.resident_id is not None and officer.resident_id is not None:
        return row.resident_id == officer.resident_id
    return row.worker == officer.name


def _is_relative_of(row, officer) -> bool:
    linked = row.resident_id is not None and row.resident_id in officer.relative_residents
    return linked or any(face.name == row.worker for face in officer.relatives)


def _paid(facts, rows, level, says, **more):
    numbers = {"worker": rows[0].worker, "yuan": yuan(sum(row.fen for row in rows)), **more}
    return Fires(level, numbers, tuple(str(row.id) for row in rows), _bookings(facts), says)


@rule(
    "RF31",
    _l("用工费占比过高"),
    Level.YELLOW,
    formula=_l("应当比选或招标的项目，用工费占项目支出（还没有别的支出时占估算价）的比例超过提醒线。"),
    reads="labour payments procurement",
    thresholds="labour.cost_share tender.tiers",
    powers="P13",
    says=_l("用工费 %(labour)s 万元，占项目支出 %(spent)s 万元的 %(pct)s%%〔提醒线 %(limit)s%%〕。"),
)
def labour_share_high(facts, limits):
    if not facts.labour or not facts.construction or facts.method is Method.NOT_APPLICABLE:
        return None
    wanted = tier_of(known(estimate_of(facts), "budget"), limits["tender.tiers"]).method
    if STRICTNESS[wanted] < STRICTNESS[Method.VILLAGE_COMPARISON]:
        return None
    paid = [payment for payment in known(facts.payments, "payments") if payment.paid_on]
    labour = sum(row.fen or 0 for row in facts.labour)
    other = sum(payment.fen or 0 for payment in paid if payment.kind is not PaymentKind.LABOUR)
    # Before anything else is paid, labour is all there is: then it is measured against the budget.
    spent, limit = labour + other if other > 0 else estimate_of(facts), limits["labour.cost_share"]
    if labour * 100 <= spent * limit:
        return None
    numbers = {"labour": wan_exact(labour), "spent": wan_exact(spent)}
    numbers |= {"pct": percent(labour, spent), "limit": limit}
    return Fires(Level.YELLOW, numbers, ("",), (*_bookings(facts), ("ledger", facts.id)))
