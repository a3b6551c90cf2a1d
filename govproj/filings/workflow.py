"""A filing: submitted → approved and announced → inspected → closed; returned, stopped or withdrawn on the way."""

from govproj.core import dates
from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.filings import policy
from govproj.filings.states import State
from govproj.villages import rules


def still_to_come(filing, on):
    if filing.is_over(on):
        return _("报备的时段已经过了，不能再核准。")


def it_is_over(filing, on):
    if filing.state is State.APPROVED and not filing.is_over(on):
        return _("还在报备的时段里，结束以后再办结。")


def seen_on_the_spot(filing, on):
    least = rules.value("filing.inspections", filing.village_id, on)
    if len(filing.inspections) < least:
        return _("至少要巡查 %(least)s 次，现在是 %(count)s 次。", least=least, count=len(filing.inspections))


def complaints_looked_into(filing):
    """Somebody went there on the day of the last complaint or later."""
    told = max((dates.beijing(complaint.happened_at).date() for complaint in filing.complaints), default=None)
    if told and not any(seen.inspected_on >= told for seen in filing.inspections):
        return _("有扰民投诉，投诉以后还没有人去看过。")


RUNNING = frozenset({State.APPROVED, State.STOPPED})
WORKFLOW = Workflow(
    "filings",
    Move(
        "approve",
        _l("核准"),
        frozenset({State.SUBMITTED}),
        State.APPROVED,
        allowed=policy.can_decide,
        needs=(still_to_come,),
    ),
    Move(
        "send_back",
        _l("退回"),
        frozenset({State.SUBMITTED}),
        State.RETURNED,
        allowed=policy.can_decide,
        why=True,
    ),
    Move("resubmit", _l("改好再报"), frozenset({State.RETURNED}), State.SUBMITTED, allowed=policy.can_change),
    Move("stop", _l("叫停"), frozenset({State.APPROVED}), State.STOPPED, allowed=policy.can_stop, why=True),
    Move(
        "withdraw",
        _l("撤回"),
        frozenset({State.SUBMITTED, State.RETURNED, State.APPROVED}),
        State.WITHDRAWN,
        allowed=policy.can_withdraw,
        why=True,
    ),
    Move(
        "close",
        _l("办结"),
        RUNNING,
        State.CLOSED,
        allowed=policy.can_close,
        needs=(it_is_over, seen_on_the_spot, complaints_looked_into),
        why=True,
    ),
)
