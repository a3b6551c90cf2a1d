"""Things for tests, each with as much around it as it needs. Named like what they are: a_village, a_lead."""

from datetime import date, timedelta
from itertools import count

from sqlalchemy import select

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.decisions.models import DecisionMeeting, DecisionProcess, DecisionStep, Resolution
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import DECIDING, HELD_BY, REACHED, Matter, MinutesState, Step
from govproj.firms.models import Firm
from govproj.inspections.models import GroupMember, SupervisionPlan
from govproj.inspections.states import GroupBody, PlanMode, PlanState
from govproj.projects.models import Category, Kind, Project, ProjectMonth, State, StateChange
from govproj.villages.models import County, Town, Village

_n = count(1)


def saved(thing):
    db.session.add(thing)
    db.session.commit()
    return thing


def a_town(name=None, county=None) -> Town:
    n = next(_n)
    county = county or saved(County(name=f"测试县{n}"))
    return saved(Town(county_id=county.id, name=name or f"样板镇{n}", discipline_phone="0572-5000000"))


def a_village(name=None, town=None, **kw) -> Village:
    town = town or a_town()
    return saved(
        Village(town_id=town.id, name=name or f"示例村{next(_n)}", **{"households": 300, "adults": 900, **kw})
    )


def somebody(*offices, name=None, **kw) -> User:
    n = next(_n)
    return saved(User(username=f"user{n}", name=name or f"示例人{n}", offices=list(offices), **kw))


def a_villager(village=None, **kw) -> User:
    return somebody(Office(role=Role.VILLAGER, village_id=(village or a_village()).id), **kw)


def a_party_member(village=None, **kw) -> User:
    return somebody(Office(role=Role.PARTY_MEMBER, village_id=(village or a_village()).id), **kw)


def a_cadre(village=None, **kw) -> User:
    return somebody(Office(role=Role.CADRE, village_id=(village or a_village()).id), **kw)


def a_secretary(village=None, **kw) -> User:
    return somebody(Office(role=Role.SECRETARY, village_id=(village or a_village()).id), **kw)


def a_supervisor(village=None, **kw) -> User:
    return somebody(Office(role=Role.SUPERVISOR, village_id=(village or a_village()).id), **kw)


def a_town_inspector(town=None, **kw) -> User:
    return somebody(Office(role=Role.TOWN_INSPECTOR, town_id=(town or a_town()).id), **kw)


def a_town_admin(town=None, **kw) -> User:
    return somebody(Office(role=Role.TOWN_ADMIN, town_id=(town or a_town()).id), **kw)


def a_county_inspector(county, **kw) -> User:
    return somebody(Office(role=Role.COUNTY_INSPECTOR, county_id=county.id), **kw)


def an_admin(**kw) -> User:
    return somebody(Office(role=Role.ADMIN), **kw)


def a_firm(name=None) -> Firm:
    return saved(Firm(name=name or f"样板建设{next(_n)}(虚构)"))


def a_project(village=None, *, lead=None, contact=None, state=State.BUILDING, entered=None, **kw) -> Project:
    """A construction project; `entered` maps states to the days they were entered."""
    village = village or a_village()
    n = next(_n)
    project = Project(
        village_id=village.id,
        code=f"P-{n:03}",
        lead=lead,
        contact=contact or a_cadre(village),
        state=state,
        **{
            "name": f"样板项目{n}",
            "kind": Kind.CONSTRUCTION,
            "category": Category.ROAD,
            "budget_fen": 86_0000_00,
            "contract_fen": 82_3000_00,
            "contractor": a_firm(),
            "planned_start": date(2022, 2, 21),
            "planned_end": date(2022, 7, 15),
            **kw,
        },
    )
    saved(project)
    for after, day in (entered or {state: date(2022, 2, 21)}).items():
        db.session.add(StateChange(project=project, before=State.READY, after=after, occurred_on=day))
    db.session.commit()
    return project


def signed_minutes(step=Step.VOTE, held_on=date(2022, 1, 18), **kw) -> DecisionMeeting:
    """Of 42 entitled 36 came, and 34 agreed; whoever chaired and signed is made up on the spot."""
    run_by, signed_by = somebody(), somebody()
    meeting = DecisionMeeting(
        round=1,
        step=step,
        kind=HELD_BY[step][0],
        notified_on=held_on - timedelta(days=10),
        held_on=held_on,
        place="村部",
        chair=run_by,
        recorder=run_by,
        entered_by=run_by,
        state=MinutesState.SIGNED,
        signed_by=signed_by,
        signed_at=dates.at_noon(held_on),
        edition=1,
        **{"entitled": 42, "present": 36, **kw},
    )
    votes = {"votes_for": meeting.present - 2, "votes_against": 1, "abstained": 1, "passed": True}
    shares = {"quorum_part": 2, "quorum_of": 3, "quorum_strict": False}
    shares |= {"majority_part": 1, "majority_of": 2, "majority_strict": True, "majority_of_entitled": False}
    counted = {"entitled": meeting.entitled, "present": meeting.present}
    meeting.resolutions.append(Resolution(number=1, words="同意", **counted, **votes, **shares))
    return meeting


def a_passed_decision(project, on=date(2022, 1, 18)) -> DecisionProcess:
    """What a project needs before the town approves it: the plan has hung, all minutes are signed, the vote passed."""
    process = initiation_of(project) or DecisionProcess(
        project=project,
        matter=Matter.INITIATION,
        subject=project.name,
        planned=[step.value for step in Step]
        if project.is_construction
        else ["proposal", "discussion", "review"],
        round=1,
    )
    process.consult_days = 7
    for step in (step for step in process.planned_steps if step in DECIDING):
        day = on if step is Step.VOTE else on - timedelta(days=10)
        until = on - timedelta(days=2) if step is Step.CONSULTATION else None
        if process.step(step) is None:
            process.steps.append(DecisionStep(step=step, round=1, occurred_on=day, until=until))
        if step in (Step.DISCUSSION, Step.REVIEW, Step.VOTE):
            minutes = signed_minutes(step, day)  # saves people, after which collections are read anew
            process.meetings.append(minutes)
        process.state = REACHED[step]
    return saved(process)


def an_approved_plan(project) -> SupervisionPlan:
    """How the project is watched, approved by the town; whoever drew it up and approved it is made up on the spot."""
    drafted_by, approved_by = a_supervisor(project.village), a_town_inspector(project.village.town)
    group = [
        GroupMember(name=drafted_by.name, user=drafted_by, body=GroupBody.SUPERVISION, is_leader=True),
        GroupMember(name=approved_by.name, user=approved_by, body=GroupBody.DISCIPLINE),
    ]
    return saved(
        SupervisionPlan(
            project=project,
            state=PlanState.APPROVED,
            money="付款和进度是否相符",
            mode=PlanMode.BOTH,
            visits_a_month=1,
            drafted_by=drafted_by,
            approved_by=approved_by,
            approved_on=date(2022, 1, 20),
            members=group,
        )
    )


def a_month(project, month="2022-05", planned=80, actual=80, paid_fen=49_3800_00) -> ProjectMonth:
    return saved(
        ProjectMonth(project=project, month=month, planned_pct=planned, actual_pct=actual, paid_fen=paid_fen)
    )


def last_audit_entry() -> tuple[str, int | None]:
    """(event, who) of the newest entry on record, but for what rules ask by themselves about whatever was done."""
    by_themselves = AuditEntry.event.startswith("flags.") & AuditEntry.actor_id.is_(None)
    wanted = select(AuditEntry).where(~by_themselves).order_by(AuditEntry.leaf_index.desc())
    entry = db.session.scalars(wanted.limit(1)).one()
    return entry.event, entry.actor_id
