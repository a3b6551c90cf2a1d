"""Projects in every state, with the steps and months that led there, and the year's central work."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from govproj.core import dates
from govproj.core.money import FEN_PER_WAN
from govproj.demo.generated import invented
from govproj.demo.generated.bulk import Bulk
from govproj.demo.generated.places import Home, Person
from govproj.firms.models import Firm
from govproj.projects.models import (
    CentralWorkItem,
    Kind,
    LeadType,
    Method,
    Project,
    ProjectMonth,
    State,
    StateChange,
)

FIRMS = 200
DAYS_OF_HISTORY = 4 * 365
LED = 0.7
GOVERNANCE = 0.1
OPEN_ITEMS = 2  # of this year's central work in each village that nobody leads yet


class Month(NamedTuple):
    month: str
    planned_pct: int
    actual_pct: int
    paid_fen: int


class Built(NamedTuple):
    """What a notice says about a project beside the month."""

    id: int
    kind: Kind
    lead: Person | None
    contact: Person
    months: list[Month]
    money: dict
    entered: dict[State, date]


def write_firms(rows: Bulk) -> None:
    for n in range(FIRMS):
        rows.add(Firm, name=firm(n + 1))


def firm(number: int) -> str:
    return f"样板建设{number:03}(虚构)"


def write(rows: Bulk, random: Random, home: Home, many: int) -> list[Built]:
    """The projects of one village."""
    for n in range(OPEN_ITEMS):
        _work_item(rows, home, dates.today(), f"待选中心工作{n + 1}", Kind.CONSTRUCTION)
    return [_project(rows, random, home, n + 1) for n in range(many)]


def _project(rows: Bulk, random: Random, home: Home, number: int) -> Built:
    kind = Kind.GOVERNANCE if random.random() < GOVERNANCE else Kind.CONSTRUCTION
    drafted = dates.today() - timedelta(days=random.randrange(DAYS_OF_HISTORY))
    steps = invented.life(random, kind, drafted, dates.today())
    category, name = invented.project(random, kind)
    name = f"{name}{number:02}"
    lead = random.choice(home.members) if random.random() < LED else None
    contact = random.choice(home.cadres)
    money = _money(random, kind, dict(steps))
    months = _months(random, dict(steps), money["contract_fen"] or 0)
    project = rows.add(
        Project,
        version=1,
        village_id=home.village,
        work_item_id=_work_item(rows, home, drafted, name, kind) if lead else None,
        code=f"S{home.village:03}-{number:02}",
        name=name,
        kind=kind,
        category=category,
        place=name[:2],
        content=invented.text(random, 2),
        proposal=invented.text(random, 1),
        state=steps[-1][0] if steps else State.DRAFT,
        lead_id=lead and lead.id,
        lead_type=LeadType.PARTY_MEMBER if lead else None,
        contact_id=contact.id,
        wants_lead=lead is not None,
        **_plan(dict(steps), drafted),
        **_newest(months),
        **money,
    )
    for month in months:
        rows.add(ProjectMonth, version=1, project_id=project, **month._asdict())
    _steps(rows, project, contact, steps)
    return Built(project, kind, lead, contact, months, money, dict(steps))


def _steps(rows: Bulk, project: int, contact: Person, steps: list[tuple[State, date]]) -> None:
    before = State.DRAFT
    for after, day in steps:
        made = {"before": before, "after": after, "occurred_on": day, "recorded_at": dates.at_noon(day)}
        rows.add(StateChange, project_id=project, by_id=contact.id, reason="", **made)
        before = after


def _newest(months: list[Month]) -> dict:
    if not months:
        return {"latest_month": None, "planned_pct": 0, "actual_pct": 0, "paid_fen": 0}
    newest = months[-1]._asdict()
    return {"latest_month": newest.pop("month"), **newest}


def _work_item(rows: Bulk, home: Home, day: date, name: str, kind: Kind) -> int:
    return rows.add(CentralWorkItem, village_id=home.village, year=day.year, name=name, kind=kind, note="")


def _money(random: Random, kind: Kind, entered: dict[State, date]) -> dict:
    """Budget, where it comes from, and the contract once there is one."""
    budget = random.randint(15, 180) * FEN_PER_WAN
    signed = kind is Kind.CONSTRUCTION and State.CONTRACTED in entered
    return {
        "budget_fen": budget,
        "funds": [
            {"source": "上级补助", "fen": budget * 6 // 10},
            {"source": "村集体", "fen": budget * 4 // 10},
        ],
        "method": Method.VILLAGE_COMPARISON if kind is Kind.CONSTRUCTION else Method.NOT_APPLICABLE,
        "contractor_id": random.randint(1, FIRMS) if signed else None,
        "contract_fen": budget * random.randint(90, 99) // 100 if signed else None,
    }


def _plan(entered: dict[State, date], drafted: date) -> dict:
    start = entered.get(State.BUILDING, drafted + timedelta(days=90))
    end = entered.get(State.COMPLETED, start + timedelta(days=420))
    return {"planned_start": start, "planned_end": end, "resume_on": None}


def _months(random: Random, entered: dict[State, date], contract_fen: int) -> list[Month]:
    """Every month from the start to the completion, or to the last one that is over."""
    if State.BUILDING not in entered:
        return []
    over = dates.month_of(dates.today().replace(day=1) - timedelta(days=1))
    last = dates.month_of(entered[State.COMPLETED]) if State.COMPLETED in entered else over
    names = dates.months_between(dates.month_of(entered[State.BUILDING]), last)
    length = len(names) if State.COMPLETED in entered else max(len(names) + 3, 14)
    months = []
    for n, name in enumerate(names, 1):
        planned = 100 * n // length
        actual = 100 if planned == 100 else max(planned - random.choice((0, 0, 0, 2, 5, 12)), 0)
        months.append(Month(name, planned, actual, contract_fen * actual * 8 // 1000))
    return months
