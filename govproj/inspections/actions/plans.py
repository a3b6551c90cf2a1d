"""The plan of a project and its group: drawn up by the supervision committee, approved by the town."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.inspections import separation
from govproj.inspections.models import GroupMember, SupervisionPlan
from govproj.inspections.separation import Person
from govproj.inspections.states import PlanMode, PlanState
from govproj.inspections.workflow import WORKFLOW

WRITTEN = Event(
    "inspections.plan_written", "money", "mode", "visits", "group", says=_l("写了监督方案，小组：%(group)s")
)


def write_plan(
    project,
    *,
    money: str,
    mode: PlanMode,
    visits: int,
    people: list[Person],
    by,
    other: str = "",
    plan=None,
    seen=None,
) -> SupervisionPlan:
    """Draw up the one plan of a project, or change it while it is a draft."""
    if plan is not None:
        same_version(plan, plan.version if seen is None else seen)
        if plan.state is not PlanState.DRAFT:
            raise MoveRefused(_("方案已经报送或批准，要先退回修改。"))
    if reasons := separation.against(project, people):
        raise MoveRefused(*reasons)
    facts = {"money": money, "other": other, "mode": mode, "visits_a_month": visits, "drafted_by_id": by.id}
    if plan is None:
        plan = SupervisionPlan(project=project, state=PlanState.DRAFT, **facts)
        db.session.add(plan)
    for name, value in facts.items():
        setattr(plan, name, value)
    _regroup(plan, people)
    group = "、".join(person.name for person in people)
    WRITTEN.record(plan, by=by, money=money, mode=mode, visits=visits, group=group)
    return plan


def _regroup(plan, people: list[Person]) -> None:
    """The old members go first, or the new ones would meet them in the indexes."""
    plan.members.clear()
    db.session.flush()
    plan.members = [
        GroupMember(
            user_id=person.user and person.user.id,
            name=person.name,
            body=person.body,
            is_leader=person.is_leader,
        )
        for person in people
    ]


def submit(plan, *, by) -> None:
    WORKFLOW.make("submit", plan, by=by)
    plan.submitted_on = dates.today()


def approve(plan, *, by) -> None:
    WORKFLOW.check("approve", plan, by=by)
    plan.approved_on, plan.approved_by_id = dates.today(), by.id
    WORKFLOW.make("approve", plan, by=by)


def send_back(plan, *, note: str, by) -> None:
    WORKFLOW.make("send_back", plan, by=by, note=note)
    plan.submitted_on = None


def revise(plan, *, note: str, by) -> None:
    """The approval ends with the change: until the town has said yes again there is no plan in force."""
    WORKFLOW.make("revise", plan, by=by, note=note)
    plan.submitted_on = plan.approved_on = plan.approved_by_id = None
