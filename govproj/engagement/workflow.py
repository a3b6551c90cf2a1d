"""How declarations, joint teams and activities move."""

from govproj.core import dates
from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.engagement import charge, policy
from govproj.engagement.quarters import owed
from govproj.engagement.queries.teams import signed_agreement_of
from govproj.engagement.states import ActivityState, TeamState
from govproj.engagement.states import DeclarationState as State


def a_target(declaration):
    if not declaration.targets:
        return _("至少要有一项能量化的目标。")


def a_free_way(declaration):
    return charge.obstacle(declaration)


def all_reports(declaration):
    if late := owed(declaration, dates.today()):
        return _("还缺第 %(quarters)s 季度的汇报，请先补上。", quarters="、".join(map(str, late)))


def all_actual_values(declaration):
    if any(target.actual_thousandths is None for target in declaration.targets):
        return _("每项目标都要有实际值，请先填好。")


DECLARATIONS = Workflow(
    "lead_declarations",
    Move(
        "approve",
        _l("批准"),
        frozenset({State.DECLARED}),
        State.APPROVED,
        policy.can_judge,
        (a_target, a_free_way),
    ),
    Move("send_back", _l("退回"), frozenset({State.DECLARED}), State.RETURNED, policy.can_judge, why=True),
    Move(
        "declare_again",
        _l("重新申报"),
        frozenset({State.RETURNED}),
        State.DECLARED,
        policy.can_carry,
        (a_target, a_free_way),
    ),
    Move("start", _l("开始实施"), frozenset({State.APPROVED}), State.RUNNING, policy.can_carry),
    Move(
        "hand_in",
        _l("申请年终验收"),
        frozenset({State.RUNNING}),
        State.HANDED_IN,
        policy.can_carry,
        (all_reports, all_actual_values),
    ),
    Move("accept", _l("验收通过"), frozenset({State.HANDED_IN}), State.ACCEPTED, policy.can_judge, why=True),
    Move(
        "return_result",
        _l("退回补充"),
        frozenset({State.HANDED_IN}),
        State.RUNNING,
        policy.can_judge,
        why=True,
    ),
    Move("display", _l("晾晒"), frozenset({State.ACCEPTED}), State.SHOWN, policy.can_judge),
)


def a_member_of_two_units(team):
    if len(team.units) < 2:
        return _("联合小组至少要有两个单位的人，请先登记成员。")


def a_signed_agreement(team):
    if signed_agreement_of(team) is None:
        return _("还没有登记联建协议，请先登记签好的协议。")


TEAMS = Workflow(
    "joint_teams",
    Move(
        "sign",
        _l("登记签约"),
        frozenset({TeamState.FORMED}),
        TeamState.SIGNED,
        policy.can_run,
        (a_member_of_two_units, a_signed_agreement),
    ),
    Move(
        "dissolve",
        _l("总结并解散"),
        frozenset({TeamState.FORMED, TeamState.SIGNED}),
        TeamState.DISSOLVED,
        policy.can_run,
        why=True,
    ),
)


ACTIVITIES = Workflow(
    "activities",
    Move(
        "hold", _l("登记开展情况"), frozenset({ActivityState.PLANNED}), ActivityState.HELD, policy.can_change
    ),
    Move(
        "cancel",
        _l("作废"),
        frozenset({ActivityState.PLANNED, ActivityState.HELD}),
        ActivityState.VOID,
        policy.can_change,
        why=True,
    ),
)
