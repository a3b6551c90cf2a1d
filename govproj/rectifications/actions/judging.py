"""Others verify, close and look back; a failed look-back opens the same case again."""

from datetime import date, timedelta

from govproj.core.audit import Event
from govproj.core.i18n import _, _l
from govproj.rectifications import policy
from govproj.rectifications.actions.opening import new_turn, plan_due
from govproj.rectifications.actions.record import act, day_of_act, move, rule, said
from govproj.rectifications.states import ActKind
from govproj.rectifications.workflow import WORKFLOW

VERIFIED_BY_ONE = Event(
    "rectifications.verify_one", "result", "on", says=_l("核实，还要另一方核实：%(result)s")
)
LOOKED_BACK_BY_ONE = Event(
    "rectifications.look_back_one", "result", "on", says=_l("回头看签署，还要另一来源签署：%(result)s")
)


def verify(case, *, result: str, by, on=None) -> None:
    """One person's verdict on the spot; the case moves on when every body it takes has given its own."""
    on, seat = day_of_act(case, on), policy.seat_of(by, case)
    said(result, _("请写明现场核实的结果。"))
    WORKFLOW.check("verify", case, by=by)
    if case.needs_two_verifiers and len(case.open_seats) > 1:
        VERIFIED_BY_ONE.record(case, by=by, result=result, on=on)
    else:
        WORKFLOW.make("verify", case, by=by, note=result, on=on)
    act(case, ActKind.VERIFIED, by, on, result, seat=seat)


def send_back(case, *, note: str, by, on=None) -> None:
    """Not good enough: what was verified so far is void, and the days run on."""
    on = day_of_act(case, on)
    WORKFLOW.make("send_back", case, by=by, note=note, on=on)
    act(case, ActKind.RETURNED, by, on, note)
    case.turn.submitted_on, case.next_due_on = None, case.turn.due_on


def close(case, *, assessment: str, by, metric="", before_tenths=None, after_tenths=None, on=None) -> None:
    """What came of it, in words and where possible in a figure (tenths of a percent) before and after."""
    on, turn = day_of_act(case, on), case.turn
    said(assessment, _("请写明成效：整改前后的变化，或者村民怎么说。"))
    move("close", case, ActKind.CLOSED, by, on, assessment)
    turn.assessment, turn.metric = assessment, metric
    turn.before_tenths, turn.after_tenths = before_tenths, after_tenths
    turn.closed_on, turn.closed_by_id = on, by.id
    turn.lookback_due_on = on + timedelta(days=rule(case, "lookback.days", on))
    case.next_due_on = turn.lookback_due_on


def look_back(case, *, passed: bool, note: str, by, on=None) -> None:
    """See whether it has lasted; if not, the same case begins a new turn with a new day.

    It has lasted when a body says so that did not verify, or else two bodies, and as many people as the rule
    asks for; one of them is enough to open it again.
    """
    on, turn = day_of_act(case, on), case.turn
    if passed and not _signed_off(case, note, by, on):
        return
    if not passed:
        move("reopen", case, ActKind.REOPENED, by, on, note)
    turn.looked_back_on, turn.looked_back_by_id, turn.lookback_passed = on, by.id, passed
    case.next_due_on = None
    if not passed:
        _begin_again(case, on)


def _signed_off(case, note: str, by, on) -> bool:
    """Sign that it has lasted; False while the signature of another body is missing."""
    said(note, _("请写明回头看看到了什么。"))
    may = case.state in WORKFLOW.moves["pass_look_back"].source and policy.can_look_back(by, case)
    act(case, ActKind.LOOKBACK_PASSED, by, on, note)
    if may and WORKFLOW.missing("pass_look_back", case, on):
        case.acts[-1].kind = ActKind.LOOKBACK_SIGNED
        LOOKED_BACK_BY_ONE.record(case, by=by, result=note, on=on)
        return False
    WORKFLOW.make("pass_look_back", case, by=by, note=note, on=on)
    return True


def _begin_again(case, on: date) -> None:
    """The same person is responsible until somebody else is named."""
    before = case.turn
    case.turn_number += 1
    again = new_turn(case, on)
    again.responsible, again.unit, again.requirement = before.responsible, before.unit, before.requirement
    again.assigned_on, again.assigned_as = on, before.assigned_as
    case.turns.append(again)
    case.next_due_on = plan_due(case, on)
