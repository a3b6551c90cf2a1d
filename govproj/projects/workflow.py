"""The life of a project: workflows.md 1.1 as a table.

Governance projects (no construction) take the short chain draft → proposed → initiated → building →
completed → accepted → archived. Features above add their own needs with WORKFLOW.also_needs.
"""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Missing, Move, Workflow
from govproj.projects import archive, policy
from govproj.projects.models import ENDED, Method, State
from govproj.projects.on_site import (
    a_completion_report,
    a_passed_acceptance,
    concealed_works_accepted,
    enough_representatives,
    nobody_related,
    start_notice_posted,
)

BEFORE_CONTRACT = frozenset({State.PROPOSED, State.DECIDING, State.INITIATED, State.PROCURING})
AFTER_CONTRACT = frozenset({State.CONTRACTED, State.READY, State.BUILDING, State.SUSPENDED, State.COMPLETED})
CAN_GO_BACK = frozenset(State) - {State.DRAFT, State.ARCHIVED, State.CANCELLED, State.TERMINATED}


def construction(project) -> bool:
    return project.is_construction


def governance(project) -> bool:
    return not project.is_construction


def a_proposal(project):
    if not project.proposal.strip():
        return Missing(_("还没有写提议内容（为什么要做、初步方案）。"), "projects.edit")


def a_budget(project):
    if not project.budget_fen:
        return Missing(_("还没有填写预算。"), "projects.edit")


def a_method(project):
    if project.method in (None, Method.NOT_APPLICABLE):
        return Missing(_("还没有确定发包方式。"), "ledger.of_project")


def planned_days(project):
    if not (project.planned_start and project.planned_end):
        return Missing(_("还没有填写计划开工和完工日期。"), "projects.plan")


def a_contact(project):
    if project.contact_id is None:
        return Missing(_("还没有确定村两委联系人。"), "projects.plan")


def a_lead(project):
    if project.wants_lead and project.lead_id is None:
        return Missing(_("这是领办项目，还没有聘任领办人。"), "selections.show")


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
    Move("make_ready", _l("确认具备开工条件"), frozenset({State.CONTRACTED}), State.READY, policy.can_confirm, (a_contact, a_lead, start_notice_posted)),
    Move("start", _l("开工"), frozenset({State.READY}), State.BUILDING, policy.can_build, (start_notice_posted,)),
    Move("start_governance", _l("开始推进"), frozenset({State.INITIATED}), State.BUILDING, policy.can_build, (a_contact, a_lead, planned_days), when=governance),
    Move("suspend", _l("停工"), frozenset({State.BUILDING}), State.SUSPENDED, policy.can_steer, why=True),
    Move("resume", _l("复工"), frozenset({State.SUSPENDED}), State.BUILDING, policy.can_steer),
    Move("complete", _l("报告完工"), frozenset({State.BUILDING}), State.COMPLETED, policy.can_build, (concealed_works_accepted, a_completion_report)),
    Move("accept", _l("验收通过"), frozenset({State.COMPLETED}), State.ACCEPTED, policy.can_confirm, (a_passed_acceptance, enough_representatives, nobody_related)),
    Move("settle", _l("结算审定"), frozenset({State.ACCEPTED}), State.SETTLED, policy.can_approve, when=construction),
    Move("hand_over", _l("登记移交"), frozenset({State.SETTLED}), State.HANDED_OVER, policy.can_approve),
    Move("archive", _l("归档"), frozenset({State.HANDED_OVER}), State.ARCHIVED, policy.can_carry_on, (archive.complete,)),
    Move("archive_governance", _l("归档"), frozenset({State.ACCEPTED}), State.ARCHIVED, policy.can_carry_on, (archive.complete,), when=governance),
    Move("step_back", _l("退回上一步"), CAN_GO_BACK, previous_state, policy.can_approve, why=True),
    Move("cancel", _l("撤销项目"), BEFORE_CONTRACT, State.CANCELLED, policy.can_steer, why=True),
    Move("terminate", _l("终止项目"), AFTER_CONTRACT, State.TERMINATED, policy.can_approve, why=True),
)
# fmt: on

# Moves that are made when something happens, or goes wrong; all others lead one step further.
ASIDE = frozenset({"suspend", "resume", "step_back", "cancel", "terminate"})

# In whose hands a move is, in words: its rule says the same to the machine.
MADE_BY = {
    policy.can_propose: _l("村党组织书记"),
    policy.can_steer: _l("村党组织书记"),
    policy.can_carry_on: _l("村干部"),
    policy.can_approve: _l("镇业务干部"),
    policy.can_confirm: _l("村监会"),
    policy.can_build: _l("领办人或联系人"),
}


def next_move(project) -> Move | None:
    """The one step further from here, whoever makes it; None at the end and during a stop."""
    onwards = (move for name, move in WORKFLOW.moves.items() if name not in ASIDE)
    return next((move for move in onwards if move.starts_from(project.state, project)), None)


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
