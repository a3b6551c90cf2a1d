"""The life of a project: workflows.md 1.1 as a table.

Governance projects (no construction) take the short chain draft → proposed → initiated → building →
completed → accepted → archived. Features above add their own needs with WORKFLOW.also_needs.
"""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.projects import policy
from govproj.projects.models import ENDED, Method, State

BEFORE_CONTRACT = frozenset({State.PROPOSED, State.DECIDING, State.INITIATED, State.PROCURING})
AFTER_CONTRACT = frozenset({State.CONTRACTED, State.READY, State.BUILDING, State.SUSPENDED, State.COMPLETED})
CAN_GO_BACK = frozenset(State) - {State.DRAFT, State.ARCHIVED, State.CANCELLED, State.TERMINATED}


def construction(project) -> bool:
    return project.is_construction


def governance(project) -> bool:
    return not project.is_construction


def a_proposal(project):
    if not project.proposal.strip():
        return _("还没有写提议内容（为什么要做、初步方案）。")


def a_budget(project):
    if not project.budget_fen:
        return _("还没有填写预算。")


def a_method(project):
    if project.method in (None, Method.NOT_APPLICABLE):
        return _("还没有确定发包方式。")


def planned_days(project):
    if not (project.planned_start and project.planned_end):
        return _("还没有填写计划开工和完工日期。")


def a_contact(project):
    if project.contact_id is None:
        return _("还没有确定村两委联系人。")


def a_lead(project):
    if project.wants_lead and project.lead_id is None:
        return _("这是领办项目，还没有聘任领办人。")


def previous_state(project) -> State:
    """Where the project came from; stepping back twice goes further back, not to and fro."""
    order = [State.DRAFT, *(step.after for step in project.steps)]
    here = order.index(project.state) if project.state in order else 1
    return order[max(here - 1, 0)]


# One line an arrow: name, label, from, to, by whom, what must hold.
# fmt: off
WORKFLOW = Workflow(
    "projects",
    Move("propose", _l("提议"), frozenset({State.DRAFT}), State.PROPOSED, policy.can_propose, (a_proposal, a_budget)),
    Move("deliberate", _l("进入民主决策"), frozenset({State.PROPOSED}), State.DECIDING, policy.can_carry_on, when=construction),
    Move("initiate", _l("批准立项"), frozenset({State.DECIDING}), State.INITIATED, policy.can_approve, (a_budget,), when=construction),
    Move("initiate_governance", _l("批准立项"), frozenset({State.PROPOSED}), State.INITIATED, policy.can_approve, (a_budget,), when=governance),
    Move("procure", _l("开始招采"), frozenset({State.INITIATED}), State.PROCURING, policy.can_carry_on, (a_method,), when=construction),
    Move("sign", _l("签约备案"), frozenset({State.PROCURING}), State.CONTRACTED, policy.can_approve, (planned_days,)),
    Move("make_ready", _l("确认具备开工条件"), frozenset({State.CONTRACTED}), State.READY, policy.can_confirm, (a_contact, a_lead)),
    Move("start", _l("开工"), frozenset({State.READY}), State.BUILDING, policy.can_build),
    Move("start_governance", _l("开始推进"), frozenset({State.INITIATED}), State.BUILDING, policy.can_build, (a_contact, a_lead, planned_days), when=governance),
    Move("suspend", _l("停工"), frozenset({State.BUILDING}), State.SUSPENDED, policy.can_steer, why=True),
    Move("resume", _l("复工"), frozenset({State.SUSPENDED}), State.BUILDING, policy.can_steer),
    Move("complete", _l("报告完工"), frozenset({State.BUILDING}), State.COMPLETED, policy.can_build),
    Move("accept", _l("验收通过"), frozenset({State.COMPLETED}), State.ACCEPTED, policy.can_confirm),
    Move("settle", _l("结算审定"), frozenset({State.ACCEPTED}), State.SETTLED, policy.can_approve, when=construction),
    Move("hand_over", _l("登记移交"), frozenset({State.SETTLED}), State.HANDED_OVER, policy.can_approve),
    Move("archive", _l("归档"), frozenset({State.HANDED_OVER}), State.ARCHIVED, policy.can_carry_on),
    Move("archive_governance", _l("归档"), frozenset({State.ACCEPTED}), State.ARCHIVED, policy.can_carry_on, when=governance),
    Move("step_back", _l("退回上一步"), CAN_GO_BACK, previous_state, policy.can_approve, why=True),
    Move("cancel", _l("撤销项目"), BEFORE_CONTRACT, State.CANCELLED, policy.can_steer, why=True),
    Move("terminate", _l("终止项目"), AFTER_CONTRACT, State.TERMINATED, policy.can_approve, why=True),
)
# fmt: on

# The states in order, for the progress line on a project's page.
CONSTRUCTION_CHAIN = tuple(
    state for state in State if state not in ENDED - {State.ARCHIVED} | {State.SUSPENDED}
)
GOVERNANCE_CHAIN = (
    State.DRAFT,
    State.PROPOSED,
    State.INITIATED,
    State.BUILDING,
    State.COMPLETED,
    State.ACCEPTED,
    State.ARCHIVED,
)


def chain_of(project) -> tuple[State, ...]:
    return CONSTRUCTION_CHAIN if project.is_construction else GOVERNANCE_CHAIN
