"""The plain records a rule reads. None means that nothing of the kind is recorded, or that a figure is missing.

No record knows a database, and no rule is given anything else: whoever makes facts by hand can ask every rule.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from govproj.core.deadlines import CHINA, Calendar
from govproj.ledger.states import PayeeAccount, PaymentKind, SourceKind
from govproj.projects.models import Category, Method, State


class Vote(NamedTuple):
    """A signed meeting's vote and the shares it was held by, as (part, of, must be exceeded)."""

    held_on: date | None
    kind: str | None
    entitled: int | None
    present: int | None
    votes_for: int | None
    quorum: tuple[int, int, bool] | None
    majority: tuple[int, int, bool] | None
    of_entitled: bool | None


class Decision(NamedTuple):
    passed_on: date | None  # day of the last vote before initiation; None: nothing passed
    votes: tuple[Vote, ...]
    posted_from: date | None
    posted_to: date | None
    consult_days: int | None  # asked for by the local rule of that time


class Receipt(NamedTuple):
    on: date | None
    fen: int | None


class Source(NamedTuple):
    id: int
    kind: SourceKind | None
    fen: int | None
    subsidy_number: str | None
    pledged_fen: int | None
    pledged_on: date | None
    receipts: tuple[Receipt, ...]


class Bid(NamedTuple):
    firm_id: int | None
    fen: int | None
    valid: bool | None
    won: bool | None
    phone: str | None
    address: str | None
    email: str | None
    bond_payer: str | None
    preparer: str | None


class Procurement(NamedTuple):
    id: int
    method: Method | None
    required: Method | None  # by the tiers of its day
    estimate_fen: int | None
    ceiling_fen: int | None
    announced_on: date | None
    awarded_on: date | None
    award_fen: int | None
    evaluators: tuple[str, ...] | None
    bids: tuple[Bid, ...] | None


class Contract(NamedTuple):
    id: int
    firm_id: int | None
    fen: int | None
    signed_on: date | None
    ends_on: date | None
    filed_on: date | None
    retention_pct: int | None
    safety_fen: int | None
    payee: str | None


class Change(NamedTuple):
    number: str
    fen: int | None
    requested_on: date | None
    approved_on: date | None
    implemented_on: date | None
    extends_to: date | None


class Payment(NamedTuple):
    id: int
    serial: int | None
    kind: PaymentKind | None
    fen: int | None
    safety_fen: int | None
    paid_on: date | None
    payee: str | None
    account: PayeeAccount | None
    source_id: int | None
    source_project_id: int | None
    reversed: bool | None  # it is undone by another one, or undoes one itself


class Settlement(NamedTuple):
    submitted_fen: int | None
    submitted_on: date | None
    due_on: date | None
    reviewed_fen: int | None
    reviewed_on: date | None
    retention_fen: int | None
    retention_due_on: date | None
    reviewer_id: int | None


class Service(NamedTuple):
    """A firm that designs, budgets, reviews or watches."""

    role: str
    firm_id: int | None


class Face(NamedTuple):
    """Somebody behind a firm, or somebody of the village: what two people can be compared by."""

    name: str | None
    phone: str | None  # in the one spelling of core.phones
    role: str | None


class Firm(NamedTuple):
    id: int
    name: str | None
    phone: str | None
    legal_person: str | None
    address: str | None
    people: tuple[Face, ...] | None
    valid_to: tuple[date, ...] | None  # of each of its certificates


class Goods(NamedTuple):
    id: int
    rental: bool | None
    item: str | None
    spec: str | None
    unit: str | None
    unit_fen: int | None
    supplier_id: int | None
    owner: str | None
    arrived_on: date | None
    recorded_on: date | None
    project_id: int | None


class Labour(NamedTuple):
    id: int
    project_id: int | None
    worker: str | None
    resident_id: int | None
    worked_on: date | None
    hours: int | None
    fen: int | None
    recorded_on: date | None


class Work(NamedTuple):
    """A concealed work."""

    id: int
    name: str | None
    finished_on: date | None
    photos: int | None
    signers: int | None


class Acceptance(NamedTuple):
    held_on: date | None
    passed: bool | None
    representatives: int | None
    evaluators: tuple[str, ...] | None


class Month(NamedTuple):
    month: str  # 2022-05
    actual_pct: int | None
    paid_fen: int | None


class Duty(NamedTuple):
    """A month a notice is owed for."""

    month: str
    due_on: date | None
    done_on: date | None


class Notice(NamedTuple):
    """What stands on the wall about a month, in its newest edition."""

    id: int
    month: str
    actual_pct: int | None
    paid_fen: int | None


class Round(NamedTuple):
    """The overall question of a published evaluation."""

    id: int
    published_on: date | None
    content: int | None  # very satisfied to basically satisfied
    judged: int | None
    valid: int | None
    households: int | None


class Case(NamedTuple):
    """A rectification."""

    id: int
    number: str
    open: bool | None
    turn: int | None
    due_on: date | None
    handed_in: bool | None


class Check(NamedTuple):
    """One weekly check that was due."""

    due_on: date | None
    done_on: date | None
    manager_there: bool | None


class Paper(NamedTuple):
    """Something that ought to be made on the spot, and when it reached the system."""

    what: str
    dated_on: date | None
    recorded_on: date | None


class Selection(NamedTuple):
    """How the lead was found."""

    assessors: int | None
    wanted_assessors: int | None  # by the rule of that time
    publicised_from: date | None
    publicised_to: date | None
    again: bool | None  # after a replacement: a shorter publicity


class Sibling(NamedTuple):
    """A project of the same village, in few words."""

    id: int
    code: str
    name: str
    place: str | None
    construction: bool
    category: Category | None
    state: State
    method: Method | None
    estimate_fen: int | None
    began_on: date | None  # initiated, or drafted where it is not initiated yet
    subsidy_numbers: tuple[str, ...]


class Win(NamedTuple):
    """A contract given out in the village: who offered, who won."""

    project_id: int
    firm_id: int | None
    firm: str | None
    fen: int | None
    awarded_on: date | None
    bidders: frozenset[int]
    compared: bool  # by a comparison of offers in the village


class Officer(NamedTuple):
    """Somebody with an office in the village, with the relatives they declared."""

    id: int
    name: str
    phone: str
    resident_id: int | None
    roles: frozenset[str]
    relatives: tuple[Face, ...]
    relative_residents: frozenset[int]


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


Settings = dict[str, Any]  # the local rules of the project's village, by key
