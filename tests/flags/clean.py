"""A project about which no rule has a question, as plain facts; tests change one thing at a time."""

from dataclasses import replace
from datetime import date, timedelta

from govproj.flags.facts import records as r
from govproj.ledger.states import PayeeAccount, PaymentKind, SourceKind
from govproj.projects.models import Category, Method, State
from govproj.villages.rules import DEFAULTS

WAN = 1_000_000  # fen
TODAY = date(2022, 6, 20)
SETTINGS = dict(DEFAULTS)


def day(text: str) -> date:
    return date.fromisoformat(f"2022-{text}")


DAYS = {
    State.INITIATED: date(2021, 12, 2),
    State.PROCURING: date(2021, 12, 30),
    State.CONTRACTED: day("01-25"),
    State.READY: day("02-18"),
    State.BUILDING: day("02-21"),
}
VOTE = r.Vote(date(2021, 11, 17), "villager_reps", 42, 36, 34, (2, 3, False), (1, 2, True), False)
DECISION = r.Decision(date(2021, 11, 17), (VOTE,), date(2021, 10, 29), date(2021, 11, 12), 15)
SOURCE = r.Source(1, SourceKind.OWN, 86 * WAN, None, 0, None, (r.Receipt(day("01-03"), 86 * WAN),))


def bid(firm_id, wan, won=False, **kw):
    named = {"phone": f"p{firm_id}", "address": f"a{firm_id}", "email": "", "bond_payer": f"b{firm_id}"}
    fields = {"valid": True, "preparer": f"w{firm_id}", **named, **kw}
    return r.Bid(firm_id=firm_id, fen=round(wan * WAN), won=won, **fields)


BIDS = (bid(1, 82.3, won=True), bid(2, 83.37), bid(3, 84.81))
PROCUREMENT = r.Procurement(
    1,
    Method.TOWN_PLATFORM,
    Method.TOWN_PLATFORM,
    86 * WAN,
    86 * WAN,
    date(2021, 12, 31),
    day("01-20"),
    82_300_000,
    ("评审样一",),
    BIDS,
)
CONTRACT = r.Contract(1, 1, 82_300_000, day("01-25"), day("07-15"), day("01-27"), 3, 1_000_000, "一建")


def payment(serial, wan, on, **kw):
    fields = {"kind": PaymentKind.PROGRESS, "payee": "一建", "account": PayeeAccount.FIRM, "source_id": 1}
    fields |= {"source_project_id": 1, "reversed": False, "safety_fen": 600_000, **kw}
    return r.Payment(id=serial, serial=serial, fen=round(wan * WAN), paid_on=on, **fields)


PAYMENTS = (payment(1, 16.46, day("03-25")), payment(2, 16.46, day("04-25")), payment(3, 16.46, day("05-25")))
FIRMS = {
    number: r.Firm(number, f"{name}建", f"0572-{number}", f"法人{name}", "", (), (date(2025, 12, 31),))
    for number, name in enumerate("一二三四五六七", 1)
}
SERVICES = tuple(
    r.Service(role, firm_id)
    for role, firm_id in (("design", 4), ("budgeting", 5), ("budget_review", 6), ("supervision", 7))
)
MONTHS = tuple(
    r.Month(month, pct, round(wan * WAN))
    for month, pct, wan in (("2022-03", 31, 16.46), ("2022-04", 56, 32.92), ("2022-05", 80, 49.38))
)
DUTIES = (r.Duty("2022-04", day("05-10"), day("05-09")), r.Duty("2022-05", day("06-10"), day("06-10")))
NOTICES = tuple(r.Notice(n, row.month, row.actual_pct, row.paid_fen) for n, row in enumerate(MONTHS, 1))
MONDAY = timedelta(days=7)
CHECKS = tuple(r.Check(day("05-29") + MONDAY * n, day("05-27") + MONDAY * n, True) for n in range(4))
ME = r.Sibling(
    1,
    "P-01",
    "村道拓宽",
    "主村道",
    True,
    Category.ROAD,
    State.BUILDING,
    Method.TOWN_PLATFORM,
    86 * WAN,
    date(2021, 12, 2),
    (),
)
OFFICERS = (
    r.Officer(21, "村委示一", "", None, frozenset({"cadre"}), (), frozenset()),
    r.Officer(22, "监委样二", "", None, frozenset({"supervisor"}), (), frozenset()),
    r.Officer(23, "领办试三", "", None, frozenset(), (), frozenset()),
)
WIN = r.Win(1, 1, "一建", 82_300_000, day("01-20"), frozenset({1, 2, 3}), False)
LABOUR = r.Labour(1, 1, "村民测四", None, day("05-20"), 8, 20_000, day("05-20"))
GOODS = r.Goods(1, False, "水泥", "P.O 42.5", "吨", 46_000, 1, "", day("05-16"), day("05-16"), 1)
CLEAN = r.Facts(
    id=1,
    code="P-01",
    name="村道拓宽",
    village_id=1,
    category=Category.ROAD,
    state=State.BUILDING,
    method=Method.TOWN_PLATFORM,
    budget_fen=86 * WAN,
    planned_end=day("07-15"),
    lead_id=23,
    contact_id=21,
    today=TODAY,
    days=DAYS,
    decision=DECISION,
    sources=(SOURCE,),
    procurement=PROCUREMENT,
    contract=CONTRACT,
    changes=(r.Change("B-01", 1_800_000, day("04-12"), day("04-15"), day("04-18"), None),),
    payments=PAYMENTS,
    assets=(),
    services=SERVICES,
    firms=FIRMS,
    goods=(GOODS,),
    labour=(LABOUR,),
    notice_posted_on=day("02-14"),
    works=(r.Work(1, "路基碾压", day("03-20"), 3, 2),),
    months=MONTHS,
    duties=DUTIES,
    notices=NOTICES,
    rounds=(r.Round(1, day("04-02"), 90, 100, 105, 300),),
    cases=(r.Case(1, "ZG-2022-001", True, 1, day("06-30"), False),),
    checks=CHECKS,
    papers=(r.Paper("村民代表会议", date(2021, 11, 17), date(2021, 11, 18)),),
    selection=r.Selection(3, 3, date(2021, 12, 23), date(2021, 12, 29), False),
    village=r.Village(siblings=(ME,), wins=(WIN,), officers=OFFICERS, labour=(LABOUR,), goods=(GOODS,)),
)


def facts(*, village=None, **changed) -> r.Facts:
    """The clean project with some fields changed; `village` are changed fields of its village."""
    return replace(CLEAN, village=replace(CLEAN.village, **(village or {})), **changed)


FINISHED = {
    State.COMPLETED: day("05-01"),
    State.ACCEPTED: day("05-10"),
    State.SETTLED: day("06-01"),
}
SETTLEMENT = r.Settlement(
    84 * WAN, day("05-12"), day("06-01"), 82 * WAN, day("06-01"), 2_460_000, date(2023, 6, 1), 6
)
ACCEPTANCE = r.Acceptance(day("05-10"), True, 3, ("验收示甲", "验收样乙"))


def finished(**changed) -> r.Facts:
    """The same project, accepted and settled."""
    parts = {"state": State.SETTLED, "days": DAYS | FINISHED, "settlement": SETTLEMENT}
    return facts(**{**parts, "acceptance": ACCEPTANCE, "assets": (day("06-05"),), **changed})
