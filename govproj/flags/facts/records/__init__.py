"""The plain records a rule reads. None means that nothing of the kind is recorded, or that a figure is missing.

No record knows a database, and no rule is given anything else: whoever makes facts by hand can ask every rule.
"""

from dataclasses import dataclass, field
from datetime import date

from govproj.core.deadlines import CHINA, Calendar
from govproj.flags.facts.records.books import (
    Bid,
    Change,
    Contract,
    Goods,
    Labour,
    Payment,
    Procurement,
    Receipt,
    Service,
    Settlement,
    Source,
)
from govproj.flags.facts.records.life import (
    Acceptance,
    Decision,
    Month,
    Paper,
    Selection,
    Vote,
    Work,
)
from govproj.flags.facts.records.outcomes import (
    Case,
    Check,
    Duty,
    Notice,
    Round,
)
from govproj.flags.facts.records.village import (
    Face,
    Firm,
    Officer,
    Sibling,
    Win,
)
from govproj.projects.models import Category, Method, State

__all__ = [
    "Acceptance",
    "Bid",
    "Case",
    "Change",
    "Check",
    "Contract",
    "Decision",
    "Duty",
    "Face",
    "Facts",
    "Firm",
    "Goods",
    "Labour",
    "Month",
    "Notice",
    "Officer",
    "Paper",
    "Payment",
    "Procurement",
    "Receipt",
    "Round",
    "Selection",
    "Service",
    "Settlement",
    "Sibling",
    "Source",
    "Village",
    "Vote",
    "Win",
    "Work",
]


@dataclass(slots=True, kw_only=True)
class Village:
    """What the projects of one village share."""

    siblings: tuple[Sibling, ...] | None = None
    wins: tuple[Win, ...] | None = None
    officers: tuple[Officer, ...] | None = None
    labour: tuple[Labour, ...] | None = None
    goods: tuple[Goods, ...] | None = None
    calendar: Calendar = CHINA


@dataclass(slots=True, kw_only=True)
class Facts:
    """All that is known about one project on one day."""

    id: int
    code: str = ""
    name: str = ""
    village_id: int = 0
    construction: bool = True
    category: Category | None = None
    state: State | None = None
    method: Method | None = None
    budget_fen: int | None = None
    planned_end: date | None = None
    lead_id: int | None = None
    contact_id: int | None = None
    today: date
    days: dict[State, date] | None = None  # of the last entry into each state
    decision: Decision | None = None
    sources: tuple[Source, ...] | None = None
    procurement: Procurement | None = None
    contract: Contract | None = None
    changes: tuple[Change, ...] | None = None
    payments: tuple[Payment, ...] | None = None
    settlement: Settlement | None = None
    assets: tuple[date, ...] | None = None
    services: tuple[Service, ...] | None = None
    firms: dict[int, Firm] = field(default_factory=dict)
    goods: tuple[Goods, ...] | None = None
    labour: tuple[Labour, ...] | None = None
    notice_posted_on: date | None = None
    works: tuple[Work, ...] | None = None
    acceptance: Acceptance | None = None
    in_use_on: date | None = None  # None also where nobody has entered the day
    months: tuple[Month, ...] | None = None
    duties: tuple[Duty, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    rounds: tuple[Round, ...] | None = None
    cases: tuple[Case, ...] | None = None
    checks: tuple[Check, ...] | None = None
    papers: tuple[Paper, ...] | None = None
    selection: Selection | None = None
    village: Village = field(default_factory=Village)

    def day(self, state: State) -> date | None:
        return (self.days or {}).get(state)

    def firm(self, firm_id: int | None) -> Firm | None:
        return self.firms.get(firm_id)
