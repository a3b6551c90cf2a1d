"""A rectification: found → assigned → planned → fixing → submitted → verified → closed → looked back at."""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.rectifications import policy
from govproj.rectifications.states import IN_HAND, Phase, State
from govproj.villages import rules


def lasting_measures(case):
    if not case.turn.lasting_measures:
        return _("还没有完善措施，请先退回补充。")


def evidence_of_the_result(case):
    if not case.evidence_of(Phase.AFTER, Phase.DOCUMENT):
        return _("请上传整改后的照片或证明材料，没有佐证不能申请销号。")


def all_verifications(case):
    if case.needs_two_verifiers and case.open_seats:
        return _("较重和严重问题要有村监会成员、纪检干部各一人核实。")
    if not case.verifications:
        return _("还没有人核实。")


def another_source(case, on):
    """双督: whoever verified does not also vouch for its lasting."""
    if case.lacks_another_source:
        return _("核实的一方自己回头看不算，还要另一来源（村监会、镇纪检、县纪检）的人签署。")
    least = rules.value("lookback.signers", case.village_id, on)
    if len({act.office for act in case.look_backs}) < least:
        return _("回头看要有 %(least)s 个不同来源的人签署。", least=least)


WORKFLOW = Workflow(
    "rectifications",
    Move(
        "assign",
        _l("交办"),
        IN_HAND | {State.FOUND},  # again, when the one named first cannot do it
        State.ASSIGNED,
        allowed=policy.can_assign,
    ),
    Move(
        "plan",
        _l("提出整改方案"),
        frozenset({State.ASSIGNED, State.REOPENED}),
        State.PLANNED,
        allowed=policy.can_carry_out,
    ),
    Move("start", _l("开始整改"), frozenset({State.PLANNED}), State.FIXING, allowed=policy.can_carry_out),
    Move(
        "submit",
        _l("申请销号"),
        frozenset({State.FIXING, State.RETURNED}),
        State.SUBMITTED,
        allowed=policy.can_carry_out,
        needs=(evidence_of_the_result,),
    ),
    Move("verify", _l("核实"), frozenset({State.SUBMITTED}), State.VERIFIED, allowed=policy.can_verify),
    Move(
        "send_back",
        _l("退回"),
        frozenset({State.SUBMITTED, State.VERIFIED}),
        State.RETURNED,
        allowed=policy.can_judge,
        why=True,
    ),
    Move(
        "close",
        _l("销号"),
        frozenset({State.VERIFIED}),
        State.CLOSED,
        allowed=policy.can_close,
        needs=(all_verifications, lasting_measures),
    ),
    Move(
        "pass_look_back",
        _l("回头看通过"),
        frozenset({State.CLOSED}),
        State.LOOKBACK_PASSED,
        allowed=policy.can_look_back,
        needs=(another_source,),
        why=True,
    ),
    Move(
        "reopen",
        _l("重新整改"),
        frozenset({State.CLOSED}),
        State.REOPENED,
        allowed=policy.can_look_back,
        why=True,
    ),
)
