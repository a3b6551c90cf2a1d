"""What the rules of the red flags read beside the books: decisions, services, site records, labour, weekly checks."""

from datetime import date, timedelta
from random import Random

from govproj.core import dates
from govproj.decisions.models import DecisionMeeting, DecisionProcess, DecisionStep, Resolution
from govproj.decisions.states import CountedBy, Matter, MeetingKind, MinutesState, Step
from govproj.decisions.states import State as DecisionState
from govproj.demo.generated import invented
from govproj.demo.generated.bulk import Bulk
from govproj.demo.generated.places import Home
from govproj.demo.generated.projects import FIRMS, Built
from govproj.firms.models import Qualification
from govproj.inspections.calendar import weeks_owed
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind
from govproj.ledger.models import AssetCard, GoodsBooking, LabourBooking, ProjectFirm
from govproj.ledger.states import FirmRole, GoodsKind, PayeeAccount
from govproj.projects.models import (
    Acceptance,
    AcceptanceParticipant,
    Body,
    ConcealedWork,
    Kind,
    StartNotice,
    State,
)

SERVICES = (FirmRole.DESIGN, FirmRole.BUDGETING, FirmRole.BUDGET_REVIEW, FirmRole.SUPERVISION)
STEPS = [step.value for step in Step]
GOODS = (
    ("水泥", "P.O 42.5", "吨", 46_000),
    ("砂石", "中砂", "立方米", 16_000),
    ("钢筋", "HRB400", "吨", 420_000),
)
CONSULTED, DAYS_OF_LABOUR, DELIVERIES = 15, 8, 3
MISSED = 0.03  # of the weekly checks


def qualify_firms(rows: Bulk) -> None:
    until = dates.today() + timedelta(days=700)
    for firm in range(1, FIRMS + 1):
        rows.add(Qualification, firm_id=firm, name="施工总承包三级", number=f"样-{firm:04}", valid_to=until)


def write(rows: Bulk, random: Random, home: Home, projects: list[Built]) -> None:
    for project in projects:
        if project.kind is not Kind.CONSTRUCTION or State.INITIATED not in project.entered:
            continue
        _decision(rows, home, project)
        if State.PROCURING in project.entered:
            _services(rows, random, project)
        if State.BUILDING in project.entered:
            _site(rows, random, home, project)
            _bookings(rows, random, home, project)
            _checks(rows, random, home, project)
        if State.ACCEPTED in project.entered:
            _accepted(rows, random, home, project)


def _decision(rows: Bulk, home: Home, project: Built) -> None:
    voted = project.entered[State.INITIATED] - timedelta(days=3)
    process = rows.add(
        DecisionProcess,
        version=1,
        project_id=project.id,
        matter=Matter.INITIATION,
        subject="立项",
        planned=STEPS,
        state=DecisionState.PASSED,
        consult_days=CONSULTED,
    )
    rows.add(
        DecisionStep,
        process_id=process,
        round=1,
        step=Step.CONSULTATION,
        occurred_on=voted - timedelta(days=CONSULTED + 1),
        until=voted - timedelta(days=1),
        recorded_at=dates.at_noon(voted),
    )
    meeting = rows.add(
        DecisionMeeting,
        version=1,
        process_id=process,
        round=1,
        step=Step.VOTE,
        kind=MeetingKind.REPRESENTATIVES,
        counted_by=CountedBy.PEOPLE,
        notified_on=voted - timedelta(days=4),
        held_on=voted,
        place="村部",
        chair_id=home.secretary.id,
        recorder_id=project.contact.id,
        entitled=42,
        present=36,
        state=MinutesState.SIGNED,
        recorded_at=dates.at_noon(voted),
        entered_by_id=project.contact.id,
        signed_by_id=home.supervisors[0].id,
        signed_at=dates.at_noon(voted),
    )
    shares = {"quorum_part": 2, "quorum_of": 3, "quorum_strict": False}
    shares |= {"majority_part": 1, "majority_of": 2, "majority_strict": True, "majority_of_entitled": False}
    votes = {"entitled": 42, "present": 36, "votes_for": 34, "votes_against": 1, "abstained": 1}
    rows.add(Resolution, meeting_id=meeting, number=1, words="同意立项", passed=True, **votes, **shares)


def _services(rows: Bulk, random: Random, project: Built) -> None:
    day = project.entered[State.INITIATED]
    for role, firm in zip(SERVICES, random.sample(range(1, FIRMS + 1), len(SERVICES)), strict=True):
        rows.add(
            ProjectFirm,
            project_id=project.id,
            role=role,
            firm_id=firm,
            dated_on=day,
            paper=f"{role.value}-{project.id}",
            recorded_at=dates.at_noon(day),
        )


def _site(rows: Bulk, random: Random, home: Home, project: Built) -> None:
    started = project.entered[State.BUILDING]
    posted = started - timedelta(days=7)
    noon = dates.at_noon(posted)
    rows.add(StartNotice, project_id=project.id, posted_on=posted, place="村口", recorded_at=noon)
    finished = started + timedelta(days=40)
    if finished <= dates.today():
        rows.add(
            ConcealedWork,
            version=1,
            project_id=project.id,
            name="基础",
            finished_on=finished,
            recorded_at=dates.at_noon(finished),
        )


def _bookings(rows: Bulk, random: Random, home: Home, project: Built) -> None:
    for _n in range(DAYS_OF_LABOUR):
        day = _some_day(random, project)
        rows.add(
            LabourBooking,
            project_id=project.id,
            worker=invented.person(random),
            worked_on=day,
            hours=8,
            job="土方",
            fen=22_000,
            account=PayeeAccount.PERSON,
            by_id=project.contact.id,
            recorded_at=dates.at_noon(day),
        )
    for _n in range(DELIVERIES):
        item, spec, unit, price = random.choice(GOODS)
        day, price = _some_day(random, project), price * random.randint(95, 118) // 100
        rows.add(
            GoodsBooking,
            project_id=project.id,
            kind=GoodsKind.GOODS,
            item=item,
            spec=spec,
            supplier_id=random.randint(1, FIRMS),
            arrived_on=day,
            quantity_milli=20_000,
            unit=unit,
            unit_fen=price,
            fen=20 * price,
            by_id=project.contact.id,
            recorded_at=dates.at_noon(day),
        )


def _some_day(random: Random, project: Built) -> date:
    started = project.entered[State.BUILDING]
    last = project.entered.get(State.COMPLETED, dates.today())
    return started + timedelta(days=random.randint(0, max(0, (last - started).days)))


def _checks(rows: Bulk, random: Random, home: Home, project: Built) -> None:
    steps = sorted(project.entered.items(), key=lambda step: step[1])
    for week in weeks_owed(steps, dates.today()):
        due = week.day(7)
        done = due if due < dates.today() and random.random() >= MISSED else None
        rows.add(
            Check,
            kind=CheckKind.WEEKLY,
            project_id=project.id,
            village_id=home.village,
            year=week.year,
            number=week.number,
            due_day=due,
            done_day=done,
            done_by_id=project.contact.id if done else None,
        )


def _accepted(rows: Bulk, random: Random, home: Home, project: Built) -> None:
    day = project.entered[State.ACCEPTED]
    noon = dates.at_noon(day)
    meeting = rows.add(
        Acceptance,
        project_id=project.id,
        held_on=day,
        place="现场",
        opinions="合格",
        passed=True,
        recorded_at=noon,
    )
    for n in range(3):
        name = f"{invented.person(random)}{n}"
        rows.add(AcceptanceParticipant, acceptance_id=meeting, name=name, body=Body.REPRESENTATIVE)
    if State.HANDED_OVER in project.entered:
        rows.add(
            AssetCard,
            project_id=project.id,
            village_id=home.village,
            number=f"ZC-{project.id}",
            name="设施",
            fen=project.money["contract_fen"],
            keeper=project.contact.name,
            place="村里",
            registered_on=project.entered[State.HANDED_OVER],
            recorded_at=dates.at_noon(project.entered[State.HANDED_OVER]),
        )
